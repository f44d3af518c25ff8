import type { Scenario } from '../scenario.ts';

export const lightLowSun: Scenario = {
  name: 'light-low-sun',
  summary: 'Light and weather: low-sun.',
  startS: 0,
  endS: 86400,
  action: { kind: 'light', lightName: 'low-sun' },
};

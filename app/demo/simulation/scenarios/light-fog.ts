import type { Scenario } from '../scenario.ts';

export const lightFog: Scenario = {
  name: 'light-fog',
  summary: 'Light and weather: fog.',
  startS: 0,
  endS: 86400,
  action: { kind: 'light', lightName: 'fog' },
};

import type { Scenario } from '../scenario.ts';

export const lightNight: Scenario = {
  name: 'light-night',
  summary: 'Light and weather: night.',
  startS: 0,
  endS: 86400,
  action: { kind: 'light', lightName: 'night' },
};

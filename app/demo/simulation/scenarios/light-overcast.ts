import type { Scenario } from '../scenario.ts';

export const lightOvercast: Scenario = {
  name: 'light-overcast',
  summary: 'Light and weather: overcast.',
  startS: 0,
  endS: 86400,
  action: { kind: 'light', lightName: 'overcast' },
};

import type { Scenario } from '../scenario.ts';

export const lightDusk: Scenario = {
  name: 'light-dusk',
  summary: 'Light and weather: dusk.',
  startS: 0,
  endS: 86400,
  action: { kind: 'light', lightName: 'dusk' },
};

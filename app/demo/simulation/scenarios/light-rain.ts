import type { Scenario } from '../scenario.ts';

export const lightRain: Scenario = {
  name: 'light-rain',
  summary: 'Light and weather: rain.',
  startS: 0,
  endS: 86400,
  action: { kind: 'light', lightName: 'rain' },
};

import type { Scenario } from '../scenario.ts';

export const lightShadows: Scenario = {
  name: 'light-shadows',
  summary: 'Light and weather: shadows.',
  startS: 0,
  endS: 86400,
  action: { kind: 'light', lightName: 'shadows' },
};

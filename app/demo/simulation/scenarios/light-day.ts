import type { Scenario } from '../scenario.ts';

export const lightDay: Scenario = {
  name: 'light-day',
  summary: 'Light and weather: day.',
  startS: 0,
  endS: 86400,
  action: { kind: 'light', lightName: 'day' },
};

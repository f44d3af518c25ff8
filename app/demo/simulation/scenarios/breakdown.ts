import type { Scenario } from '../scenario.ts';

export const breakdown: Scenario = {
  name: 'breakdown',
  summary: 'A vehicle breaks down in the middle lane of the motorway.',
  startS: 40,
  endS: 220,
  action: { kind: 'breakdown', laneId: 'motorway-east-2', atM: 305 },
};

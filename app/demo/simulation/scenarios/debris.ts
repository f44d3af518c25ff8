import type { Scenario } from '../scenario.ts';

export const debris: Scenario = {
  name: 'debris',
  summary: 'Lost load lies in the middle lane of the motorway.',
  startS: 40,
  endS: 240,
  action: { kind: 'debris', laneId: 'motorway-east-2', atM: 300, pieces: 4 },
};

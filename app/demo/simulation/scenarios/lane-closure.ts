import type { Scenario } from '../scenario.ts';

export const laneClosure: Scenario = {
  name: 'lane-closure',
  summary: 'The right-hand lane of the motorway is closed with cones.',
  startS: 30,
  endS: 280,
  action: { kind: 'lane-closure', laneId: 'motorway-east-1', fromM: 275, toM: 350 },
};

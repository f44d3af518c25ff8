import type { Scenario } from '../scenario.ts';

export const congestion: Scenario = {
  name: 'congestion',
  summary: 'Traffic breaks down on the motorway beyond the exit.',
  startS: 30,
  endS: 260,
  action: {
    kind: 'congestion',
    stretches: [
      { laneId: 'motorway-east-1', fromM: 690, toM: 780 },
      { laneId: 'motorway-east-2', fromM: 690, toM: 780 },
      { laneId: 'motorway-east-3', fromM: 690, toM: 780 },
    ],
    limitMps: 3,
  },
};

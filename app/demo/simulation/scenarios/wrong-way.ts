import type { Scenario } from '../scenario.ts';

export const wrongWay: Scenario = {
  name: 'wrong-way',
  summary: 'A car drives against the traffic in the fast lane of the motorway.',
  startS: 40,
  endS: 240,
  action: { kind: 'wrong-way', laneId: 'motorway-east-3', fromM: 10, toM: 540, speedMps: 13 },
};

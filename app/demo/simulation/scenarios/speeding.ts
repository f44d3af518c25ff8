import type { Scenario } from '../scenario.ts';

export const speeding: Scenario = {
  name: 'speeding',
  summary: 'Drivers far above the limit on the street with the bus stop.',
  startS: 20,
  endS: 280,
  action: { kind: 'speeding', laneId: 'street-west-a-2', fromM: 0, toM: 140, speedMps: 25 },
};

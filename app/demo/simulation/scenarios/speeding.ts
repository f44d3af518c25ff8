import type { Scenario } from '../scenario.ts';

export const speeding: Scenario = {
  name: 'speeding',
  summary: 'Drivers far above the limit in the fast lane of the motorway.',
  startS: 20,
  endS: 280,
  action: { kind: 'speeding', laneId: 'motorway-east-3', fromM: 0, toM: 120, speedMps: 47 },
};

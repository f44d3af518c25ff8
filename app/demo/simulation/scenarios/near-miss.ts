import type { Scenario } from '../scenario.ts';

export const nearMiss: Scenario = {
  name: 'near-miss',
  summary: 'Drivers see the vehicle ahead brake at the last moment.',
  startS: 40,
  endS: 240,
  action: { kind: 'near-miss', laneId: 'motorway-east-2', fromM: 310, toM: 350 },
};

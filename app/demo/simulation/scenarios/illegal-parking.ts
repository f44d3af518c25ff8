import type { Scenario } from '../scenario.ts';

export const illegalParking: Scenario = {
  name: 'illegal-parking',
  summary: 'A vehicle is parked in the right-hand lane beside the bus stop.',
  startS: 40,
  endS: 260,
  action: { kind: 'illegal-parking', laneId: 'street-east-c-1', atM: 256 },
};

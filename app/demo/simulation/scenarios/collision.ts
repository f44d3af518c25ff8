import type { Scenario } from '../scenario.ts';

export const collision: Scenario = {
  name: 'collision',
  summary: 'A driver runs into the vehicle ahead; a queue grows behind them.',
  startS: 40,
  endS: 260,
  action: { kind: 'collision', laneId: 'motorway-east-2', fromM: 130, toM: 250 },
};

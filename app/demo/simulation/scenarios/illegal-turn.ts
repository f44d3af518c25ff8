import type { Scenario } from '../scenario.ts';

export const illegalTurn: Scenario = {
  name: 'illegal-turn',
  summary: 'Drivers who come from the east turn left at the junction although they must not.',
  startS: 10,
  endS: 290,
  action: { kind: 'illegal-turn', laneId: 'junction-es', insteadTo: 'street-west' },
};

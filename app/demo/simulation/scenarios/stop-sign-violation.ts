import type { Scenario } from '../scenario.ts';

export const stopSignViolation: Scenario = {
  name: 'stop-sign-violation',
  summary: 'Drivers do not halt at the stop sign of the side road.',
  startS: 10,
  endS: 290,
  action: { kind: 'stop-sign-violation', laneId: 'side-road-in' },
};

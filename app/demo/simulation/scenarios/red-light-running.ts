import type { Scenario } from '../scenario.ts';

export const redLightRunning: Scenario = {
  name: 'red-light-running',
  summary: 'Drivers run the red light of the junction.',
  startS: 10,
  endS: 290,
  action: {
    kind: 'red-light-running',
    laneIds: ['street-west-a-1', 'street-west-a-2', 'cross-north-in', 'street-east-b-1', 'street-east-b-2'],
  },
};

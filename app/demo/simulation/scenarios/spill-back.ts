import type { Scenario } from '../scenario.ts';

export const spillBack: Scenario = {
  name: 'spill-back',
  summary: 'The southern road is blocked and its queue grows back into the junction.',
  startS: 20,
  endS: 280,
  action: {
    kind: 'congestion',
    stretches: [{ laneId: 'cross-south-out', fromM: 45, toM: 70 }],
    limitMps: 0.25,
  },
};

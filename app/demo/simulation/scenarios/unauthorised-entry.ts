import type { Scenario } from '../scenario.ts';

export const unauthorisedEntry: Scenario = {
  name: 'unauthorised-entry',
  summary: 'Somebody walks through a closed area beside the motorway.',
  startS: 40,
  endS: 200,
  action: {
    kind: 'unauthorised-entry',
    laneId: 'motorway-east-1',
    atM: 305,
    area: [
      { xM: 298, yM: -30 },
      { xM: 314, yM: -30 },
      { xM: 314, yM: -19 },
      { xM: 298, yM: -19 },
    ],
    walk: [
      { xM: 303, yM: -36 },
      { xM: 304, yM: -24 },
      { xM: 310, yM: -23 },
      { xM: 309, yM: -36 },
    ],
  },
};

import type { Scenario } from '../scenario.ts';

export const pedestrianOnCarriageway: Scenario = {
  name: 'pedestrian-on-carriageway',
  summary: 'Somebody walks in the right-hand lane of the motorway.',
  startS: 40,
  endS: 200,
  action: {
    kind: 'person-on-carriageway',
    laneId: 'motorway-east-1',
    fromM: 276,
    toM: 330,
    walk: [
      { xM: 268, yM: -19 },
      { xM: 272, yM: -15 },
      { xM: 276, yM: -12.4 },
      { xM: 330, yM: -12.4 },
      { xM: 336, yM: -16 },
      { xM: 338, yM: -21 },
    ],
  },
};

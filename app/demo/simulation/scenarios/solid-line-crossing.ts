import type { Scenario } from '../scenario.ts';

export const solidLineCrossing: Scenario = {
  name: 'solid-line-crossing',
  summary: 'Drivers change lanes over a solid line of the motorway.',
  startS: 40,
  endS: 260,
  action: {
    kind: 'solid-line-crossing',
    laneId: 'motorway-east-1',
    side: 'left',
    lineFromM: 200,
    lineToM: 440,
    fromM: 282,
    toM: 305,
  },
};

import type { Scenario } from '../scenario.ts';

export const cyclistOnCarriageway: Scenario = {
  name: 'cyclist-on-carriageway',
  summary: 'Somebody cycles in the right-hand lane of the motorway.',
  startS: 10,
  endS: 200,
  action: { kind: 'cyclist-on-carriageway', laneId: 'motorway-east-1', fromM: 25, toM: 440, speedMps: 5.5 },
};

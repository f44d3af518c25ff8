import type { Scenario } from '../scenario.ts';

export const slowVehicle: Scenario = {
  name: 'slow-vehicle',
  summary: 'A vehicle creeps along the motorway.',
  startS: 30,
  endS: 200,
  action: { kind: 'slow-vehicle', laneId: 'motorway-east-1', fromM: 0, toM: 100, speedMps: 8 },
};

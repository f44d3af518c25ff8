import type { Scenario } from '../scenario.ts';

export const cameraMoved: Scenario = {
  name: 'camera-moved',
  summary: 'The ramp camera is knocked out of its direction.',
  startS: 60,
  endS: 180,
  action: { kind: 'camera-fault', camera: 'motorway-ramp', fault: { kind: 'moved', panRad: 0.09, tiltRad: -0.03 } },
};

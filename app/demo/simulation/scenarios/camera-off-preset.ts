import type { Scenario } from '../scenario.ts';

export const cameraOffPreset: Scenario = {
  name: 'camera-off-preset',
  summary: 'The camera at the bus stop looks beside its preset.',
  startS: 60,
  endS: 180,
  action: { kind: 'camera-fault', camera: 'bus-stop', fault: { kind: 'moved', panRad: 0.5, tiltRad: 0.06 } },
};

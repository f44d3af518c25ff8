import type { Scenario } from '../scenario.ts';

export const cameraBlurred: Scenario = {
  name: 'camera-blurred',
  summary: 'The camera east of the junction loses its focus.',
  startS: 60,
  endS: 180,
  action: { kind: 'camera-fault', camera: 'junction-east', fault: { kind: 'blurred', radiusPx: 6 } },
};

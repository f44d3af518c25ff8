import type { Scenario } from '../scenario.ts';

export const cameraFrozen: Scenario = {
  name: 'camera-frozen',
  summary: 'The picture of the side road stands still.',
  startS: 60,
  endS: 180,
  action: { kind: 'camera-fault', camera: 'side-road', fault: { kind: 'frozen' } },
};

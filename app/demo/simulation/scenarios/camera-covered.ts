import type { Scenario } from '../scenario.ts';

export const cameraCovered: Scenario = {
  name: 'camera-covered',
  summary: 'Something covers a part of the lens of the motorway camera.',
  startS: 60,
  endS: 180,
  action: { kind: 'camera-fault', camera: 'motorway-north', fault: { kind: 'covered', share: 0.7 } },
};

import type { Scenario } from '../scenario.ts';

export const cameraDark: Scenario = {
  name: 'camera-dark',
  summary: 'The camera south of the junction loses its light.',
  startS: 60,
  endS: 180,
  action: { kind: 'camera-fault', camera: 'junction-south', fault: { kind: 'dark', factor: 0.06 } },
};

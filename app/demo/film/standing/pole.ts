import type { Scenery } from '../../scene.ts';
import { displayed } from '../bodies/paint.ts';
import type { Mesh } from '../mesh.ts';
import { buildMesh } from '../meshBuilder.ts';

type Pole = Scenery['poles'][number];
type SignalHead = Scenery['signalHeads'][number];

export function roomOfPole({ heightM, armM }: Pole): { radiusM: number; topM: number } {
  return { radiusM: armM + 0.6, topM: heightM + 0.4 };
}

export function roomOfSignal({ zM }: SignalHead): { radiusM: number; topM: number } {
  return { radiusM: 0.6, topM: zM + 0.8 };
}

export function poleMesh(pole: Pole): Mesh {
  const mesh = buildMesh();
  const grey = displayed(128, 132, 134);
  mesh.limb([0, 0, 0], [0, 0, pole.heightM], 0.09, 0.06, grey, 8);
  if (pole.armM > 0) mesh.limb([0, 0, pole.heightM], [pole.armM, 0, pole.heightM + 0.15], 0.05, 0.04, grey, 6);
  if (pole.lamp) mesh.box([pole.armM, 0, pole.heightM + 0.1], [0.7, 0.28, 0.12], displayed(170, 172, 172), 'headLamp');
  return mesh.done();
}

/** A signal head's housing, dark; its lamps are drawn anew in each picture. */
export function signalMesh(head: SignalHead, ownPole: boolean): Mesh {
  const mesh = buildMesh();
  const tall = head.forPedestrians ? 0.62 : 0.95;
  mesh.box([-0.12, 0, head.zM], [0.22, 0.32, tall], displayed(24, 26, 26));
  mesh.box([-0.13, 0, head.zM], [0.03, 0.5, tall + 0.2], displayed(20, 20, 20));
  if (ownPole) mesh.limb([-0.2, 0, 0], [-0.2, 0, head.zM], 0.06, 0.05, displayed(110, 114, 116), 6);
  for (const z of head.forPedestrians ? [0.16, -0.16] : [0.3, 0, -0.3])
    mesh.box([0, 0, head.zM + z], [0.03, 0.22, 0.22], displayed(14, 14, 14), 'glass');
  return mesh.done();
}

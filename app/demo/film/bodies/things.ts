import { between, type Random } from '../../../base/random.ts';
import type { Mesh, Vertex } from '../mesh.ts';
import { buildMesh } from '../meshBuilder.ts';
import { displayed, rubber } from './paint.ts';

/** What falls off a lorry: boxes, tyres, planks. */
export function debrisMesh(random: Random, lengthM: number, widthM: number, heightM: number): Mesh {
  const mesh = buildMesh();
  const roll = random();
  if (roll < 0.4) mesh.box([0, 0, heightM / 2], [lengthM, widthM, heightM], displayed(150, 116, 76));
  else if (roll < 0.65) {
    for (let k = 0; k < 8; k++) {
      const at = (i: number): Vertex => [
        (lengthM / 2) * Math.cos((Math.PI * i) / 4),
        (widthM / 2) * Math.sin((Math.PI * i) / 4),
        0.12,
      ];
      mesh.limb(at(k), at(k + 1), 0.11, 0.11, rubber, 6);
    }
  } else
    for (let k = 0; k < 3; k++) {
      const turn = between(random, -0.5, 0.5);
      const [c, s] = [(Math.cos(turn) * lengthM) / 2, (Math.sin(turn) * lengthM) / 2];
      const y = between(random, -0.4, 0.4) * widthM;
      mesh.limb([-c, y - s, 0.06 + 0.05 * k], [c, y + s, 0.06 + 0.05 * k], 0.07, 0.07, displayed(140, 104, 66), 4);
    }
  return mesh.done();
}

export function coneMesh(heightM: number): Mesh {
  const mesh = buildMesh();
  const [orange, white] = [displayed(235, 84, 26), displayed(230, 230, 228)];
  const r = heightM * 0.24;
  mesh.box([0, 0, 0.02], [heightM * 0.55, heightM * 0.55, 0.05], displayed(40, 40, 42));
  for (const [from, to, colour] of [
    [0.04, 0.34, orange],
    [0.34, 0.52, white],
    [0.52, 0.72, orange],
    [0.72, 0.82, white],
    [0.82, 1, orange],
  ] as const)
    mesh.limb([0, 0, from * heightM], [0, 0, to * heightM], r * (1.05 - 0.9 * from), r * (1.05 - 0.9 * to), colour, 8);
  return mesh.done();
}

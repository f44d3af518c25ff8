import { between, type Random } from '../../../base/random.ts';
import type { Mesh, Vertex } from '../mesh.ts';
import { buildMesh, type MeshBuilder } from '../meshBuilder.ts';
import { clothes, skin, trim } from './paint.ts';
import { head, torso } from './person.ts';

/** `stride` 0..1 is where in two steps it is; a person who stands has 0. */
export function pedestrianMesh(random: Random, heightM: number, stride: number, walking: boolean): Mesh {
  const mesh = buildMesh();
  const h = heightM;
  const bulk = between(random, 0.85, 1.25);
  const skinTone = skin(random);
  const coat = clothes(random);
  const trousers = clothes(random);
  const skirt = random() < 0.15;
  const swing = walking ? Math.sin(2 * Math.PI * stride) * 0.42 : 0.05;
  const hipZ = 0.5 * h;
  for (const side of [-1, 1]) {
    const angle = swing * side;
    const knee: Vertex = [Math.sin(angle) * 0.24 * h + 0.03, side * 0.055 * h, hipZ - Math.cos(angle) * 0.24 * h];
    const back = angle < 0 ? angle * 1.5 : angle * 0.6;
    const foot: Vertex = [
      knee[0] + Math.sin(back) * 0.23 * h,
      side * 0.06 * h,
      Math.max(0.03, knee[2] - Math.cos(back) * 0.24 * h),
    ];
    mesh.limb([0, side * 0.05 * h, hipZ], knee, 0.055 * h * bulk, 0.042 * h, trousers);
    mesh.limb(knee, foot, 0.04 * h, 0.03 * h, skirt ? skinTone : trousers);
    mesh.box([foot[0] + 0.04, foot[1], foot[2] + 0.02], [0.15 * h, 0.055 * h, 0.05 * h], trim);
    const reach = -swing * side;
    const shoulder: Vertex = [0, side * 0.125 * h * bulk, 0.8 * h];
    const elbow: Vertex = [Math.sin(reach) * 0.16 * h, side * 0.15 * h * bulk, 0.8 * h - Math.cos(reach) * 0.17 * h];
    const hand: Vertex = [elbow[0] + Math.sin(reach + 0.3) * 0.15 * h, side * 0.145 * h * bulk, elbow[2] - 0.14 * h];
    mesh.limb(shoulder, elbow, 0.035 * h * bulk, 0.03 * h, coat);
    mesh.limb(elbow, hand, 0.03 * h, 0.024 * h, coat);
    mesh.ball(hand, [0.025 * h, 0.025 * h, 0.03 * h], skinTone);
  }
  torso(mesh, { hip: [0, 0, hipZ - 0.02 * h], neck: [0.01, 0, 0.83 * h], h, bulk }, coat);
  if (skirt) mesh.limb([0, 0, hipZ + 0.05 * h], [0, 0, 0.27 * h], 0.08 * h, 0.13 * h, trousers, 8);
  head(mesh, random, [0.02, 0, 0.915 * h], h, skinTone);
  carried(mesh, random, h, bulk);
  return mesh.done();
}

function carried(mesh: MeshBuilder, random: Random, h: number, bulk: number): void {
  const roll = random();
  if (roll < 0.22) mesh.box([-0.13 * h, 0, 0.7 * h], [0.12 * h, 0.18 * h, 0.24 * h], clothes(random));
  else if (roll < 0.36) mesh.box([0, -0.19 * h * bulk, 0.4 * h], [0.2 * h, 0.06 * h, 0.17 * h], clothes(random));
  else if (roll < 0.44) {
    const cloth = clothes(random);
    const rim: Vertex[] = Array.from({ length: 8 }, (_, i) => [
      0.05 + 0.5 * Math.cos((Math.PI * i) / 4),
      0.5 * Math.sin((Math.PI * i) / 4),
      1.08 * h,
    ]);
    const top: Vertex[] = rim.map(([x, y]) => [0.05 + (x - 0.05) * 0.1, y * 0.1, 1.2 * h]);
    mesh.loft([rim, top], cloth);
    mesh.limb([0.05, 0.05, 0.7 * h], [0.05, 0, 1.18 * h], 0.015, 0.015, trim, 4);
  }
}

import { between, oneOf, seededRandom } from '../../../base/random.ts';
import { displayed, scaled } from '../bodies/paint.ts';
import type { Mesh, Vertex } from '../mesh.ts';
import { buildMesh } from '../meshBuilder.ts';

/** The crown of the widest tree, leaves included. */
export function roomOfTree({ heightM }: { readonly heightM: number }): { radiusM: number; topM: number } {
  return { radiusM: 0.4 * heightM + 2, topM: heightM + 1 };
}

/** A tree or conifer; `mostLeaves` also makes the leaves the larger the fewer they are. */
export function treeMesh(heightM: number, lookSeed: number, mostLeaves: number): Mesh {
  const random = seededRandom(lookSeed);
  const mesh = buildMesh();
  const conifer = random() < 0.2;
  const bare = random() < 0.1;
  const trunk = heightM * (conifer ? 0.12 : between(random, 0.22, 0.36));
  const bark = displayed(78, 64, 52);
  mesh.limb([0, 0, 0], [0, 0, trunk * 1.4], heightM * 0.022 + 0.05, heightM * 0.015 + 0.03, bark, 7);
  const wide = heightM * (conifer ? 0.2 : between(random, 0.26, 0.4));
  const leaf = oneOf(random, [
    displayed(58, 82, 38),
    displayed(74, 96, 44),
    displayed(48, 70, 40),
    displayed(96, 100, 50),
    displayed(120, 92, 44),
  ]);
  const leaves = bare ? 0 : mostLeaves;
  const leafM = Math.sqrt(620 / mostLeaves);
  const crown: Vertex = [0, 0, trunk + (heightM - trunk) * 0.5];
  for (let k = 0; k < leaves; k++) {
    const turn = random() * 2 * Math.PI;
    const up = random();
    const shape = conifer
      ? 1 - up
      : Math.sqrt(Math.max(0.02, 1 - (2 * up - 1) ** 2)) * (0.8 + 0.2 * Math.sin(3 * turn + lookSeed));
    const r = wide * shape * Math.sqrt(between(random, 0.35, 1));
    const at: Vertex = [r * Math.cos(turn), r * Math.sin(turn), trunk + (heightM - trunk) * up];
    const s = leafM * Math.min(0.55, between(random, 0.035, 0.08) * heightM) * (conifer ? 0.8 : 1);
    const tip = (): Vertex => [
      at[0] + between(random, -s, s),
      at[1] + between(random, -s, s),
      at[2] + between(random, -s, s) * 0.7,
    ];
    const shade = scaled(leaf, between(random, 0.45, 1.25) * (0.55 + 0.45 * up));
    const [a, b, c] = [tip(), tip(), tip()];
    mesh.triangle(a, b, c, crown, shade);
    mesh.triangle(a, b, c, [2 * at[0] - crown[0], 2 * at[1] - crown[1], 2 * at[2] - crown[2]], scaled(shade, 0.6));
  }
  if (bare)
    for (let k = 0; k < 40; k++) {
      const turn = random() * 2 * Math.PI;
      const from: Vertex = [0, 0, trunk + random() * (heightM - trunk) * 0.6];
      const reach = wide * between(random, 0.5, 1);
      mesh.limb(
        from,
        [
          Math.cos(turn) * reach,
          Math.sin(turn) * reach,
          Math.min(heightM, from[2] + reach * between(random, 0.6, 1.6)),
        ],
        0.06,
        0.02,
        bark,
        3,
      );
    }
  return mesh.done();
}

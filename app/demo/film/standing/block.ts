import { oneOf, type Random, seededRandom } from '../../../base/random.ts';
import type { Scenery } from '../../scene.ts';
import { darkGlass, displayed, scaled } from '../bodies/paint.ts';
import type { Colour, Mesh } from '../mesh.ts';
import { buildMesh, type MeshBuilder } from '../meshBuilder.ts';
import { buildingMesh } from './building.ts';

type Block = Scenery['blocks'][number];

/** Eaves, chimney and what stands on a flat roof included. */
export function roomOfBlock({ lengthM, widthM, bottomM, heightM }: Block): { radiusM: number; topM: number } {
  return { radiusM: Math.hypot(lengthM, widthM) / 2 + 0.8, topM: bottomM + heightM + 2.1 };
}

export function blockMesh(block: Block): Mesh {
  const random = seededRandom(block.lookSeed);
  if (block.kind === 'building') return buildingMesh(random, block.lengthM, block.widthM, block.heightM);
  const mesh = buildMesh();
  if (block.kind === 'barrier') barrier(mesh, random, block);
  else if (block.kind === 'sign') sign(mesh, random, block);
  else shelter(mesh, random, block);
  return mesh.done();
}

/** A concrete wall, or a rail on posts. */
function barrier(mesh: MeshBuilder, random: Random, { lengthM, widthM, heightM, bottomM }: Block): void {
  const concrete = random() < 0.4;
  const colour = concrete ? displayed(150, 148, 142) : displayed(138, 142, 146);
  if (concrete || lengthM < 1.5)
    mesh.box([0, 0, bottomM + heightM / 2], [lengthM, widthM, heightM], colour, 'matte', [1, 0.5]);
  else {
    mesh.box([0, 0, bottomM + heightM * 0.78], [lengthM, widthM * 0.5, heightM * 0.4], colour, 'metal');
    const posts = Math.min(60, Math.ceil(lengthM / 2));
    for (let k = 0; k <= posts; k++)
      mesh.box(
        [lengthM * (k / posts - 0.5), 0, bottomM + heightM * 0.4],
        [0.1, 0.12, heightM * 0.8],
        scaled(colour, 0.7),
      );
  }
}

function sign(mesh: MeshBuilder, random: Random, { lengthM, widthM, heightM, bottomM }: Block): void {
  const middleZ = bottomM + heightM / 2;
  const face = oneOf(random, [
    displayed(30, 80, 170),
    displayed(220, 220, 220),
    displayed(190, 30, 30),
    displayed(230, 190, 40),
    displayed(20, 110, 70),
  ]);
  mesh.box([0, 0, middleZ], [lengthM, widthM, heightM], displayed(120, 122, 124));
  for (const side of [-1, 1]) {
    const [longer, across] = lengthM > widthM ? [lengthM, widthM] : [widthM, lengthM];
    const flat = (share: number, out: number, colour: Colour): void =>
      lengthM > widthM
        ? mesh.box([0, side * (across / 2 + out), middleZ], [longer * share, 0.01, heightM * share], colour)
        : mesh.box([side * (across / 2 + out), 0, middleZ], [0.01, longer * share, heightM * share], colour);
    flat(0.98, 0.01, displayed(225, 225, 225));
    flat(0.88, 0.02, face);
    flat(0.35, 0.03, displayed(230, 230, 230));
  }
}

/** A roof on four posts with a pane at the back. */
function shelter(mesh: MeshBuilder, random: Random, { lengthM, widthM, heightM, bottomM }: Block): void {
  const roof = oneOf(random, [displayed(80, 90, 96), displayed(60, 110, 90), displayed(140, 140, 140)]);
  mesh.box([0, 0, bottomM + heightM - 0.08], [lengthM, widthM, 0.16], roof);
  mesh.box([0, widthM * 0.46, bottomM + heightM * 0.5], [lengthM * 0.95, 0.06, heightM * 0.8], darkGlass, 'glass');
  for (const x of [-0.46, 0.46])
    for (const y of [-0.44, 0.44])
      mesh.box([x * lengthM, y * widthM, bottomM + heightM / 2], [0.1, 0.1, heightM], displayed(90, 92, 94));
}

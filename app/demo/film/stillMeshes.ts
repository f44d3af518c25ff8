import { seededRandom } from '../../base/random.ts';
import type { GroundPoint, Scenery } from '../scene.ts';
import { between, darkGlass, displayed, firmPaint, oneOf, type Random, scaled } from './bodies/paint.ts';
import type { Placement } from './drawMesh.ts';
import { buildMesh, type Colour, type Mesh, type Vertex } from './mesh.ts';

export interface StillMesh extends Placement {
  readonly mesh: Mesh;
}

/** Everything of a scenery that stands up from the ground; trees have the more leaves the nearer they are to the eye. */
export function stillMeshesOf(scenery: Scenery, eye: GroundPoint): StillMesh[] {
  const leavesOf = (tree: GroundPoint): number => {
    const away = Math.hypot(tree.xM - eye.xM, tree.yM - eye.yM);
    return away < 30 ? 1800 : away < 80 ? 600 : 160;
  };
  const at = (place: { xM: number; yM: number }, headingRad: number, mesh: Mesh): StillMesh => ({
    xM: place.xM,
    yM: place.yM,
    zM: 0,
    headingRad,
    mesh,
  });
  return [
    ...scenery.blocks.map((block) => at(block, block.headingRad, blockMesh(block))),
    ...scenery.trees.map((tree) =>
      at(tree, (tree.lookSeed % 628) / 100, treeMesh(tree.heightM, tree.lookSeed, leavesOf(tree))),
    ),
    ...scenery.poles.map((pole) => at(pole, pole.headingRad, poleMesh(pole))),
    ...scenery.signalHeads.map((head) => at(head, head.headingRad, signalMesh(head, !hangs(scenery, head)))),
  ];
}

type Block = Scenery['blocks'][number];

function blockMesh(block: Block): Mesh {
  const random = seededRandom(block.lookSeed);
  const { lengthM, widthM, heightM, bottomM } = block;
  const mesh = buildMesh();
  const size: Vertex = [lengthM, widthM, heightM];
  const centre: Vertex = [0, 0, bottomM + heightM / 2];
  switch (block.kind) {
    case 'building':
      return buildingMesh(random, lengthM, widthM, heightM);
    case 'barrier': {
      const concrete = random() < 0.4;
      const colour = concrete ? displayed(150, 148, 142) : displayed(138, 142, 146);
      if (concrete || lengthM < 1.5) mesh.box(centre, size, colour, 'matte', [1, 0.5]);
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
      break;
    }
    case 'sign': {
      const face = oneOf(random, [
        displayed(30, 80, 170),
        displayed(220, 220, 220),
        displayed(190, 30, 30),
        displayed(230, 190, 40),
        displayed(20, 110, 70),
      ]);
      mesh.box(centre, size, displayed(120, 122, 124));
      for (const side of [-1, 1]) {
        const [longer, across] = lengthM > widthM ? [lengthM, widthM] : [widthM, lengthM];
        const flat = (share: number, out: number, colour: Colour): void =>
          lengthM > widthM
            ? mesh.box([0, side * (across / 2 + out), centre[2]], [longer * share, 0.01, heightM * share], colour)
            : mesh.box([side * (across / 2 + out), 0, centre[2]], [0.01, longer * share, heightM * share], colour);
        flat(0.98, 0.01, displayed(225, 225, 225));
        flat(0.88, 0.02, face);
        flat(0.35, 0.03, displayed(230, 230, 230));
      }
      break;
    }
    default: {
      const roof = oneOf(random, [displayed(80, 90, 96), displayed(60, 110, 90), displayed(140, 140, 140)]);
      mesh.box([0, 0, bottomM + heightM - 0.08], [lengthM, widthM, 0.16], roof);
      mesh.box([0, widthM * 0.46, bottomM + heightM * 0.5], [lengthM * 0.95, 0.06, heightM * 0.8], darkGlass, 'glass');
      for (const x of [-0.46, 0.46])
        for (const y of [-0.44, 0.44])
          mesh.box([x * lengthM, y * widthM, bottomM + heightM / 2], [0.1, 0.1, heightM], displayed(90, 92, 94));
    }
  }
  return mesh.done();
}

function buildingMesh(random: Random, lengthM: number, widthM: number, heightM: number): Mesh {
  const mesh = buildMesh();
  const wall = oneOf(random, [
    displayed(190, 180, 164),
    displayed(160, 96, 74),
    displayed(206, 202, 194),
    displayed(140, 140, 140),
    displayed(176, 160, 120),
    displayed(120, 126, 134),
    displayed(150, 120, 96),
    firmPaint(random),
  ]);
  const pitched = heightM < 11 && random() < 0.6;
  const eaves = pitched ? heightM * 0.72 : heightM;
  mesh.box([0, 0, 0.35], [lengthM + 0.06, widthM + 0.06, 0.7], scaled(wall, 0.55));
  if (pitched) {
    const tiles = oneOf(random, [displayed(120, 62, 46), displayed(70, 70, 76), displayed(96, 56, 40)]);
    const [l, w] = [lengthM / 2 + 0.4, widthM / 2 + 0.4];
    mesh.loft(
      [
        [
          [-l, -w, eaves],
          [l, -w, eaves],
          [l, w, eaves],
          [-l, w, eaves],
        ],
        [
          [-l, -0.05, heightM],
          [l, -0.05, heightM],
          [l, 0.05, heightM],
          [-l, 0.05, heightM],
        ],
      ],
      tiles,
    );
    mesh.box([lengthM * 0.25, widthM * 0.15, heightM], [0.7, 0.7, 1.6], scaled(wall, 0.6));
  } else {
    mesh.box([0, 0, heightM + 0.2], [lengthM + 0.1, widthM + 0.1, 0.5], scaled(wall, 0.8));
    mesh.box(
      [between(random, -0.3, 0.3) * lengthM, 0, heightM + 1],
      [Math.min(4, lengthM * 0.3), Math.min(3, widthM * 0.3), 2],
      displayed(130, 130, 130),
    );
  }
  const floorM = between(random, 2.8, 3.6);
  const bayM = between(random, 2.2, 4.2);
  const share = between(random, 0.4, 0.85);
  const floors = Math.min(14, Math.max(1, Math.floor(eaves / floorM)));
  for (const [span, off, turned] of [
    [lengthM, widthM / 2, false],
    [widthM, lengthM / 2, true],
  ] as const) {
    const bays = Math.min(24, Math.max(1, Math.floor(span / bayM)));
    for (let floor = 0; floor < floors; floor++)
      for (let bay = 0; bay < bays; bay++)
        for (const side of [-1, 1]) {
          const along = ((bay + 0.5) / bays - 0.5) * span;
          const z = (floor + 0.55) * (eaves / floors);
          // The wall in pieces behind each window, so that the lens bends both alike.
          const corner = (a: number, level: number): Vertex => {
            const at = ((bay + a) / bays - 0.5) * span;
            const height = (level * eaves) / floors;
            return turned ? [side * off, at, height] : [at, side * off, height];
          };
          mesh.quad(corner(0, floor), corner(1, floor), corner(1, floor + 1), corner(0, floor + 1), [0, 0, z], wall);
          const shop = floor === 0 && share > 0.65;
          const lit = random() < 0.28;
          const half = ((span / bays) * (shop ? 0.9 : share)) / 2;
          const tall = floorM * (shop ? 0.36 : 0.25);
          const colour = lit
            ? scaled(displayed(236, 190, 120), between(random, 0.4, 1))
            : scaled(darkGlass, between(random, 0.7, 4));
          const pane = (a: number, c: number): Vertex =>
            turned
              ? [side * (off + 0.05), along + a * half, z + c * tall]
              : [along + a * half, side * (off + 0.05), z + c * tall];
          mesh.quad(pane(-1, -1), pane(1, -1), pane(1, 1), pane(-1, 1), [0, 0, z], colour, lit ? 'litWindow' : 'glass');
        }
  }
  return mesh.done();
}

function treeMesh(heightM: number, lookSeed: number, mostLeaves: number): Mesh {
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

function poleMesh(pole: Scenery['poles'][number]): Mesh {
  const mesh = buildMesh();
  const grey = displayed(128, 132, 134);
  mesh.limb([0, 0, 0], [0, 0, pole.heightM], 0.09, 0.06, grey, 8);
  if (pole.armM > 0) mesh.limb([0, 0, pole.heightM], [pole.armM, 0, pole.heightM + 0.15], 0.05, 0.04, grey, 6);
  if (pole.lamp) mesh.box([pole.armM, 0, pole.heightM + 0.1], [0.7, 0.28, 0.12], displayed(170, 172, 172), 'headLamp');
  return mesh.done();
}

/** Whether a pole or its arm carries the head; else it stands on a pole of its own. */
function hangs(scenery: Scenery, head: GroundPoint): boolean {
  return scenery.poles.some(({ xM, yM, armM, headingRad }) => {
    const dx = head.xM - xM;
    const dy = head.yM - yM;
    const along = dx * Math.cos(headingRad) + dy * Math.sin(headingRad);
    const aside = dy * Math.cos(headingRad) - dx * Math.sin(headingRad);
    return along > -0.7 && along < armM + 0.7 && Math.abs(aside) < 0.7;
  });
}

function signalMesh(head: Scenery['signalHeads'][number], ownPole: boolean): Mesh {
  const mesh = buildMesh();
  const tall = head.forPedestrians ? 0.62 : 0.95;
  mesh.box([-0.12, 0, head.zM], [0.22, 0.32, tall], displayed(24, 26, 26));
  mesh.box([-0.13, 0, head.zM], [0.03, 0.5, tall + 0.2], displayed(20, 20, 20));
  if (ownPole) mesh.limb([-0.2, 0, 0], [-0.2, 0, head.zM], 0.06, 0.05, displayed(110, 114, 116), 6);
  for (const z of head.forPedestrians ? [0.16, -0.16] : [0.3, 0, -0.3])
    mesh.box([0, 0, head.zM + z], [0.03, 0.22, 0.22], displayed(14, 14, 14), 'glass');
  return mesh.done();
}

import { seededRandom } from '../../base/random.ts';
import type { GroundPoint, Scenery } from '../scene.ts';
import { east, north, west } from './compass.ts';
import { busStop, crossRoad as c, northKerbYM, sideRoad, southKerbYM, street as s } from './measures.ts';

type Block = Scenery['blocks'][number];
type Tree = Scenery['trees'][number];

const random = seededRandom(7021);
const between = (from: number, to: number) => from + (to - from) * random();
const look = () => Math.floor(random() * 1e6);

/** Houses in a row along the street, on one side of it. */
function row(fromXM: number, toXM: number, frontYM: number, side: 1 | -1): Block[] {
  const houses: Block[] = [];
  for (let xM = fromXM; xM < toXM - 10; ) {
    const lengthM = Math.min(between(11, 26), toXM - xM);
    const widthM = between(10, 15);
    houses.push({
      kind: 'building',
      xM: xM + lengthM / 2,
      yM: frontYM + side * (widthM / 2 + between(0, 2)),
      headingRad: 0,
      lengthM: lengthM - 0.5,
      widthM,
      bottomM: 0,
      heightM: between(6, 17),
      lookSeed: look(),
    });
    xM += lengthM + (random() < 0.3 ? between(4, 9) : 0);
  }
  return houses;
}

const buildings: Block[] = [
  ...row(400, 540, northKerbYM + 9, 1),
  ...row(650, 975, northKerbYM + 9, 1),
  ...row(1140, 1600, northKerbYM + 9, 1),
  ...row(390, 700, southKerbYM - 9, -1),
  ...row(742, 870, southKerbYM - 9, -1),
  ...row(950, 985, southKerbYM - 12, -1),
  ...row(1024, 1620, southKerbYM - 9, -1),
];

function block(
  kind: Block['kind'],
  at: GroundPoint,
  headingRad: number,
  sizeM: readonly [number, number, number],
  bottomM = 0,
): Block {
  const [lengthM, widthM, heightM] = sizeM;
  return { kind, ...at, headingRad, lengthM, widthM, bottomM, heightM, lookSeed: look() };
}

const barriers: Block[] = Array.from({ length: 53 }, (_, i) =>
  block('barrier', { xM: -40 + i * 40, yM: 0 }, east, [40, 0.6, 0.85]),
);
const signs: Block[] = [
  block('sign', { xM: 420, yM: -20.5 }, east, [0.15, 4.5, 3], 2.6),
  block('sign', { xM: 735, yM: -19 }, east, [0.15, 2.4, 2], 1.6),
  block('sign', { xM: 330, yM: 19.5 }, west, [0.12, 1.2, 1.2], 2),
  block('sign', { xM: 500, yM: -19 }, east, [0.12, 1.2, 1.2], 2),
  block('sign', { xM: sideRoad.middleXM + 4.6, yM: s.middleYM - sideRoad.stopLineM }, north, [0.08, 0.75, 0.75], 2),
  block('sign', { xM: busStop.xM + 4, yM: southKerbYM - 0.6 }, east, [0.08, 0.6, 0.6], 2.2),
  block('sign', { xM: 1100, yM: southKerbYM - 0.7 }, east, [0.08, 0.7, 0.7], 2.1),
];
const shelter = block('shelter', { xM: busStop.xM - 5, yM: southKerbYM - 2.7 }, east, [5, 1.4, 2.4]);

function tree(xM: number, yM: number, heightM = between(5, 11)): Tree {
  return { xM, yM, heightM, lookSeed: look() };
}
const trees: Tree[] = [
  ...Array.from({ length: 170 }, () => tree(between(-40, 2040), between(24, 70))),
  ...Array.from({ length: 45 }, () => tree(between(-40, 500), between(-75, -26))),
  ...Array.from({ length: 60 }, () => tree(between(1560, 2040), between(-75, -26))),
  ...Array.from({ length: 70 }, () => tree(between(560, 940), between(-135, -75))),
  ...Array.from({ length: 70 }, () => tree(between(1060, 1500), between(-135, -75))),
  ...Array.from({ length: 30 }, (_, i) => tree(425 + i * 40, northKerbYM + 5.6, between(4.5, 7))),
  ...Array.from({ length: 30 }, (_, i) => tree(440 + i * 40, southKerbYM - 5.6, between(4.5, 7))),
  ...Array.from({ length: 22 }, (_, i) => tree(c.middleXM + (i % 2 === 0 ? -11 : 11), -225 - i * 9, between(5, 8))),
].filter(({ xM, yM }) => !inTheWay(xM, yM));

/** Nothing grows on roads, and nothing hides the views of the cameras. */
function inTheWay(xM: number, yM: number): boolean {
  if (Math.abs(xM - sideRoad.middleXM) < 8 && yM < southKerbYM) return true;
  if (Math.abs(xM - c.middleXM) < 24 && yM > s.middleYM - 40 && yM < -75) return true;
  if (Math.abs(xM - c.middleXM) < 45 && Math.abs(yM - s.middleYM) < 32) return true;
  if (xM > 700 && xM < 1300 && yM < -20 && yM > -72) return true;
  if (xM > 1195 && xM < 1245 && Math.abs(yM - s.middleYM) < 17) return true;
  return xM > 690 && xM < 750 && Math.abs(yM - s.middleYM) < 17;
}

export const blocks: readonly Block[] = [...buildings, ...barriers, ...signs, shelter];
export const siteTrees: readonly Tree[] = trees;

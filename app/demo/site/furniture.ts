import { seededRandom } from '../../base/random.ts';
import type { GroundPoint, Scenery } from '../scene.ts';
import { busStop, crossRoad as c, sideRoad, stopLine, street as s } from './measures.ts';

type Block = Scenery['blocks'][number];
type Pole = Scenery['poles'][number];
type Head = Scenery['signalHeads'][number];
type Tree = Scenery['trees'][number];

const [east, north, west, south] = [0, Math.PI / 2, Math.PI, -Math.PI / 2];
const random = seededRandom(7021);
const between = (from: number, to: number) => from + (to - from) * random();
const look = () => Math.floor(random() * 1e6);

const southKerbYM = s.middleYM - s.kerbM;
const northKerbYM = s.middleYM + s.kerbM;

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

const motorwayLamps: Pole[] = Array.from({ length: 50 }, (_, i) => ({
  xM: 20 + i * 40,
  yM: i % 2 === 0 ? 18.5 : -22.5,
  heightM: 11,
  armM: 2.5,
  headingRad: i % 2 === 0 ? south : north,
  lamp: true,
}));
const streetLamps: Pole[] = Array.from({ length: 38 }, (_, i) => ({
  xM: 410 + i * 33,
  yM: i % 2 === 0 ? northKerbYM + 0.7 : southKerbYM - 0.7,
  heightM: 8,
  armM: 1.8,
  headingRad: i % 2 === 0 ? south : north,
  lamp: true,
})).filter(
  ({ xM, yM }) =>
    Math.abs(xM - c.middleXM) > 12 &&
    !(yM > s.middleYM && xM > 700 && xM < 745) &&
    !(yM < s.middleYM && Math.abs(xM - sideRoad.middleXM) < 8),
);
const roadLamps: Pole[] = [-410, -375, -340, -305, -270, -235, -125].map((yM, i) => ({
  xM: i % 2 === 0 ? c.middleXM - c.kerbM - 0.7 : c.middleXM + c.kerbM + 0.7,
  yM,
  heightM: 8,
  armM: 1.6,
  headingRad: i % 2 === 0 ? east : west,
  lamp: true,
}));

/** A signal post beside the approach with a head over the kerb and one on an arm. */
interface Approach {
  readonly id: string;
  readonly xM: number;
  readonly yM: number;
  readonly facingRad: number;
  readonly armTo: number;
  readonly group: string;
}
const beyond = 1.2;
const approaches: Approach[] = [
  {
    id: 'west',
    group: 'street',
    xM: c.middleXM - stopLine.streetM + beyond,
    yM: southKerbYM - 0.6,
    facingRad: west,
    armTo: north,
  },
  {
    id: 'east',
    group: 'street',
    xM: c.middleXM + stopLine.streetM - beyond,
    yM: northKerbYM + 0.6,
    facingRad: east,
    armTo: south,
  },
  {
    id: 'north',
    group: 'cross',
    xM: c.middleXM - c.kerbM - 0.6,
    yM: s.middleYM + stopLine.crossRoadM - beyond,
    facingRad: north,
    armTo: east,
  },
  {
    id: 'south',
    group: 'cross',
    xM: c.middleXM + c.kerbM + 0.6,
    yM: s.middleYM - stopLine.crossRoadM + beyond,
    facingRad: south,
    armTo: west,
  },
];
const unit = (rad: number) => ({ x: Math.round(Math.cos(rad)), y: Math.round(Math.sin(rad)) });

function headsOf({ id, group, xM, yM, facingRad, armTo }: Approach): Head[] {
  const arm = unit(armTo);
  const head = (name: string, alongM: number, zM: number): Head => ({
    id: `${name}@${id}`,
    xM: xM + arm.x * alongM,
    yM: yM + arm.y * alongM,
    zM,
    headingRad: facingRad,
    forPedestrians: false,
  });
  const reachM = group === 'street' ? 6.5 : 3.2;
  return [
    head(group, 0, 2.6),
    head(`${group}.arm`, reachM - 1.5, 5.4),
    head(`${group}-left`, reachM + (group === 'street' ? 2.6 : 1.2), 5.4),
  ];
}
const signalPoles: Pole[] = approaches.map(({ group, xM, yM, armTo }) => ({
  xM,
  yM,
  heightM: 5.8,
  armM: group === 'street' ? 9.4 : 4.8,
  headingRad: armTo,
  lamp: false,
}));

const walkPosts: readonly (readonly [string, number, number, number])[] = [
  ['west.s', c.middleXM - 13, southKerbYM - 0.5, north],
  ['west.n', c.middleXM - 13, northKerbYM + 0.5, south],
  ['east.s', c.middleXM + 13, southKerbYM - 0.5, north],
  ['east.n', c.middleXM + 13, northKerbYM + 0.5, south],
  ['north.w', c.middleXM - c.kerbM - 0.5, s.middleYM + 15, east],
  ['north.e', c.middleXM + c.kerbM + 0.5, s.middleYM + 15, west],
  ['south.w', c.middleXM - c.kerbM - 0.5, s.middleYM - 15, east],
  ['south.e', c.middleXM + c.kerbM + 0.5, s.middleYM - 15, west],
];
const walkHeads: Head[] = walkPosts.map(([id, xM, yM, headingRad]) => ({
  id: `pedestrians@${id}`,
  xM,
  yM,
  zM: 2.3,
  headingRad,
  forPedestrians: true,
}));
const walkPoles: Pole[] = walkPosts.map(([, xM, yM]) => ({
  xM,
  yM,
  heightM: 2.7,
  armM: 0,
  headingRad: 0,
  lamp: false,
}));

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
export const poles: readonly Pole[] = [...motorwayLamps, ...streetLamps, ...roadLamps, ...signalPoles, ...walkPoles];
export const signalHeads: readonly Head[] = [...approaches.flatMap(headsOf), ...walkHeads];
export const siteTrees: readonly Tree[] = trees;

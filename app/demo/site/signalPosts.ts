import type { Scenery } from '../scene.ts';
import { east, north, south, west } from './compass.ts';
import { crossRoad as c, northKerbYM, southKerbYM, stopLine, street as s } from './measures.ts';

type Pole = Scenery['poles'][number];
type Head = Scenery['signalHeads'][number];

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

export const signalPosts: readonly Pole[] = [...signalPoles, ...walkPoles];
export const signalHeads: readonly Head[] = [...approaches.flatMap(headsOf), ...walkHeads];

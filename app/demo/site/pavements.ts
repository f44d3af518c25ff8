import type { GroundPoint } from '../scene.ts';
import { busStop, crossRoad as c, sideRoad, street as s } from './measures.ts';
import type { Crossing } from './crossings.ts';

export type CornerName = 'nw' | 'ne' | 'sw' | 'se';

/** A pavement that leads to a corner of the junction; people come out of doors along it. */
export interface Pavement {
  readonly corner: CornerName;
  readonly along: 'street' | 'cross-road';
  /** Its middle line: y of those along the street, x of those along the cross road. */
  readonly acrossM: number;
  /** From far to near the junction: x, or y. */
  readonly farM: number;
  readonly nearM: number;
}

const middleM = s.kerbM + s.pavementM / 2;
const [north, south] = [s.middleYM + middleM, s.middleYM - middleM];
const roadSideM = c.kerbM + 1.6;

export const pavements: readonly Pavement[] = [
  { corner: 'nw', along: 'street', acrossM: north, farM: 560, nearM: c.middleXM - 20 },
  { corner: 'ne', along: 'street', acrossM: north, farM: 1420, nearM: c.middleXM + 20 },
  { corner: 'sw', along: 'street', acrossM: south, farM: sideRoad.middleXM + 14, nearM: c.middleXM - 20 },
  { corner: 'se', along: 'street', acrossM: south, farM: 1420, nearM: c.middleXM + 20 },
  { corner: 'sw', along: 'cross-road', acrossM: c.middleXM - roadSideM, farM: -400, nearM: s.middleYM - 24 },
  { corner: 'se', along: 'cross-road', acrossM: c.middleXM + roadSideM, farM: -400, nearM: s.middleYM - 24 },
];

/** Corners in the order round the junction, each with the crossing to the next one. */
export const cornerRing: readonly { readonly corner: CornerName; readonly crossing: Crossing['id'] }[] = [
  { corner: 'nw', crossing: 'north' },
  { corner: 'ne', crossing: 'east' },
  { corner: 'se', crossing: 'south' },
  { corner: 'sw', crossing: 'west' },
];

/** Where people stand when they wait at a corner for a crossing; `aside` -1..1 spreads them along the kerb. */
export function waitingPlace(corner: CornerName, crossing: Crossing, aside: number, backM: number): GroundPoint {
  const halfM = (crossing.widthM / 2 - 0.5) * aside;
  if (crossing.id === 'west' || crossing.id === 'east') {
    const up = corner.startsWith('n');
    return { xM: crossing.from.xM + halfM, yM: up ? crossing.to.yM + backM : crossing.from.yM - backM };
  }
  const right = corner.endsWith('e');
  return { xM: right ? crossing.to.xM + backM : crossing.from.xM - backM, yM: crossing.from.yM + halfM };
}

export function pointOn(pavement: Pavement, alongM: number, asideM: number): GroundPoint {
  const acrossM = pavement.acrossM + asideM;
  return pavement.along === 'street' ? { xM: alongM, yM: acrossM } : { xM: acrossM, yM: alongM };
}

/** People wait for the bus here, and get on and off at its doors. */
export const busStopPlaces = {
  waiting: { xM: busStop.xM - 4, yM: s.middleYM - s.kerbM - 2.2 },
  kerb: { xM: busStop.xM - 2, yM: s.middleYM - s.kerbM - 0.4 },
  door: { xM: busStop.xM - 2, yM: s.middleYM - s.laneCentresM[0] - 1.75 },
} as const;

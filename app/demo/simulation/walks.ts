import type { Random } from '../../base/random.ts';
import type { GroundPoint } from '../scene.ts';
import type { Crossing } from '../site/crossings.ts';
import { crossings } from '../site/crossings.ts';
import {
  busStopPlaces,
  type CornerName,
  cornerRing,
  type Pavement,
  pavements,
  pointOn,
  waitingPlace,
} from '../site/pavements.ts';

/** One straight piece of a walk; on a crossing it begins when the signal and the road allow it. */
export interface Leg {
  readonly from: GroundPoint;
  readonly to: GroundPoint;
  readonly crossing: Crossing['id'] | undefined;
  /** Ends at the bus stop, and goes on into the bus. */
  readonly waitsForBus?: true;
}

/** The legs through the points, without any crossing. */
export function legsThrough(points: readonly GroundPoint[]): Leg[] {
  return points.slice(1).map((to, i) => ({ from: points[i] as GroundPoint, to, crossing: undefined }));
}

/** A walk from door to door: along one pavement, or over the junction to another. */
export function randomWalk(random: Random): Leg[] {
  const start = picked(pavements, random);
  const asideM = (random() - 0.5) * 2.2;
  if (random() < 0.4) return stroll(start, asideM, random);
  const others = pavements.filter(({ corner }) => corner !== start.corner);
  return overJunction(doorOn(start, asideM, random), start, picked(others, random), asideM, random);
}

/** A walk from a door near the bus stop to the people who wait there. */
export function walkToBus(random: Random): Leg[] {
  const pavement = pavements[3] as Pavement;
  const asideM = (random() - 0.5) * 1.6;
  const { waiting } = busStopPlaces;
  const place = { xM: waiting.xM + (random() - 0.5) * 7, yM: waiting.yM + (random() - 0.5) * 1.2 };
  const from = pointOn(pavement, waiting.xM + (random() < 0.5 ? -1 : 1) * (45 + random() * 60), asideM);
  const legs = legsThrough([from, pointOn(pavement, place.xM, asideM), place]);
  return legs.map((leg, i) => (i === legs.length - 1 ? { ...leg, waitsForBus: true } : leg));
}

/** Out of the bus and along the pavement. */
export function walkFromBus(random: Random): Leg[] {
  const pavement = pavements[3] as Pavement;
  const asideM = (random() - 0.5) * 1.8;
  const { door, kerb } = busStopPlaces;
  const away = random() < 0.5 ? -1 : 1;
  const first = pointOn(pavement, kerb.xM + away * 2, asideM);
  return legsThrough([door, kerb, first, pointOn(pavement, kerb.xM + away * (40 + random() * 70), asideM)]);
}

function stroll(pavement: Pavement, asideM: number, random: Random): Leg[] {
  const from = alongOn(pavement, random);
  const to = alongOn(pavement, random);
  if (Math.abs(to - from) < 25)
    return legsThrough([pointOn(pavement, pavement.farM, asideM), pointOn(pavement, from, asideM)]);
  // People keep to the right of each other.
  const rightM = Math.abs(asideM) * (to > from === (pavement.along === 'cross-road') ? 1 : -1);
  return legsThrough([pointOn(pavement, from, rightM), pointOn(pavement, to, rightM)]);
}

function overJunction(from: GroundPoint, start: Pavement, end: Pavement, asideM: number, random: Random): Leg[] {
  const legs: Leg[] = [];
  const near = pointOn(start, start.nearM, asideM);
  legs.push(...legsThrough([from, near]));
  let at = near;
  for (const { crossing, into, out } of crossingsBetween(start.corner, end.corner, random() < 0.5)) {
    const aside = (random() - 0.5) * 2;
    const wait = waitingPlace(out, crossing, aside, 0.5 + random() * 1.3);
    const beyond = waitingPlace(into, crossing, aside, 0.6);
    legs.push(...legsThrough([at, wait]), { from: wait, to: beyond, crossing: crossing.id });
    at = beyond;
  }
  const last = pointOn(end, end.nearM, asideM);
  legs.push(...legsThrough([at, last, doorOn(end, asideM, random)]));
  return legs;
}

/** The crossings from one corner to another, round the junction the one way or the other. */
function crossingsBetween(from: CornerName, to: CornerName, clockwise: boolean) {
  const place = (name: CornerName) => cornerRing.findIndex(({ corner }) => corner === name);
  const stepsClockwise = (place(to) - place(from) + 4) % 4;
  const forward = stepsClockwise === 2 ? clockwise : stepsClockwise === 1;
  const count = forward ? stepsClockwise : 4 - stepsClockwise;
  return Array.from({ length: count }, (_, i) => {
    const out = cornerRing[(place(from) + (forward ? i : 4 - i)) % 4] as (typeof cornerRing)[number];
    const into = cornerRing[(place(from) + (forward ? i + 1 : 3 - i)) % 4] as (typeof cornerRing)[number];
    const id = forward ? out.crossing : into.crossing;
    return { out: out.corner, into: into.corner, crossing: crossings.find((one) => one.id === id) as Crossing };
  });
}

/** Doors lie up to 150 m from the junction for those who cross it. */
function doorOn(pavement: Pavement, asideM: number, random: Random): GroundPoint {
  const lengthM = Math.min(150, Math.abs(pavement.farM - pavement.nearM));
  const away = pavement.farM > pavement.nearM ? 1 : -1;
  return pointOn(pavement, pavement.nearM + away * lengthM * (0.15 + 0.85 * random()), asideM);
}

function alongOn(pavement: Pavement, random: Random): number {
  return pavement.farM + (pavement.nearM - pavement.farM) * random();
}

function picked<Item>(items: readonly Item[], random: Random): Item {
  return items[Math.floor(random() * items.length)] as Item;
}

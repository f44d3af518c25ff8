import { between, oneOf, type Random } from '../../app/base/random.ts';
import { lengthOf } from '../../app/demo/film/groundFill.ts';
import type { Body, BodyKind, GroundPoint } from '../../app/demo/scene.ts';
import { overlap, randomBody } from './sceneBodies.ts';
import type { Place } from './scenePlaces.ts';
import type { Way } from './sceneRoads.ts';
import { spotAt, spotOn } from './sceneSpots.ts';

/** How much of what there is on the roads of a picture. */
interface Mood {
  readonly density: number;
  readonly kinds: readonly (readonly [BodyKind, number])[];
  readonly queue: boolean;
  readonly walkers: number;
}

/** How likely a kind is on a road at all, and how much of it there is then at most (cars: 0.4 to 1.5). */
type Amount = readonly [chance: number, most: number];

export interface TrafficMix {
  readonly walkers: Amount;
  readonly bus: Amount;
  readonly motorcycle: Amount;
  readonly bicycle: Amount;
}

export const usualMix: TrafficMix = {
  walkers: [0.75, 26],
  bus: [0.6, 0.45],
  motorcycle: [0.65, 0.6],
  bicycle: [0.55, 0.5],
};
/** Far more of these than any road has: what a detector sees seldom it does not learn. */
export const rareMix: TrafficMix = {
  walkers: [0.85, 36],
  bus: [0.7, 0.8],
  motorcycle: [0.8, 1.2],
  bicycle: [0.75, 1.1],
};

/** Road users placed as they stand on roads, at most `most` of those for whom `inSight` holds. */
export function randomTraffic(
  random: Random,
  place: Place,
  inSight: (xM: number, yM: number) => boolean,
  most: number,
  mix: TrafficMix,
): Body[] {
  const bodies: Body[] = [];
  if (most === 0) return bodies;
  const amount = ([chance, atMost]: Amount, least = 0): number =>
    random() < chance ? between(random, least, atMost) : 0;
  const mood: Mood = {
    density: random() ** 0.8,
    queue: random() < 0.25,
    walkers: amount(mix.walkers, 2),
    kinds: [
      ['car', between(random, 0.4, 1.5)],
      ['van', between(random, 0, 0.35)],
      ['truck', between(random, 0, 0.4)],
      ['bus', amount(mix.bus)],
      ['motorcycle', amount(mix.motorcycle)],
      ['bicycle', amount(mix.bicycle)],
    ],
  };
  const add = (kind: BodyKind, at: GroundPoint & { headingRad: number }, speedMps: number): boolean => {
    if (!inSight(at.xM, at.yM)) return false;
    const body = randomBody(random, kind, at, speedMps, bodies.length + 1);
    if (bodies.some((other) => overlap(other, body))) return false;
    bodies.push(body);
    return true;
  };
  const ways = shuffled(random, place.ways);
  for (const way of ways) {
    if (bodies.length >= most) break;
    if (way.kind === 'walk' || way.kind === 'cross') walkersOn(random, way, mood, add);
    else vehiclesOn(random, way, mood, add, () => bodies.length >= most);
  }
  if (random() < 0.25) {
    const way = oneOf(random, place.ways);
    for (let k = 0; k < between(random, 1, 6); k++)
      add(random() < 0.5 ? 'cone' : 'debris', spotOn(random, way, between(random, 0.4, 0.75)), 0);
  }
  return bodies.slice(0, most + 4);
}

type Add = (kind: BodyKind, at: GroundPoint & { headingRad: number }, speedMps: number) => boolean;

function vehiclesOn(random: Random, way: Way, mood: Mood, add: Add, full: () => boolean): void {
  const parking = way.kind === 'park';
  const length = lengthOf(way.course);
  const queue = way.kind === 'drive' && mood.queue && random() < 0.7;
  const gap = parking ? between(random, 0.6, 8) : queue ? between(random, 1.2, 4) : 3 + 28 * (1 - mood.density) ** 1.3;
  const speed = parking || queue ? 0 : between(random, 4, 32);
  let s = random() * gap * 2;
  while (s < length && !full()) {
    const kind = way.kind === 'cycle' ? 'bicycle' : kindOf(random, mood, parking);
    const room = kind === 'truck' ? 10 : kind === 'bus' ? 12 : 5;
    const at = spotAt(random, way, s + room / 2);
    const flipped = parking && random() < 0.3 ? Math.PI : 0;
    const slant =
      kind === 'bicycle' || kind === 'motorcycle' ? between(random, -0.15, 0.15) : between(random, -0.03, 0.03);
    const turning = way.kind === 'drive' && random() < 0.06 ? between(random, -0.6, 0.6) : 0;
    add(kind, { ...at, headingRad: at.headingRad + flipped + slant + turning }, speed * between(random, 0.8, 1.2));
    s +=
      room +
      (way.kind === 'cycle' ? 3 : 1) *
        gap *
        (queue || parking ? between(random, 0.6, 1.6) : -Math.log(1 - 0.95 * random()));
  }
}

function walkersOn(random: Random, way: Way, mood: Mood, add: Add): void {
  const count = Math.round(mood.walkers * random() * (way.kind === 'cross' ? 0.7 : 1));
  for (let k = 0; k < count; k++) {
    const at = spotOn(random, way, random() ** 0.7);
    const group = random() < 0.3 ? 2 + Math.floor(random() * 2) : 1;
    for (let member = 0; member < group; member++)
      add(
        random() < 0.93 ? 'pedestrian' : 'bicycle',
        {
          xM: at.xM + member * between(random, -0.5, 0.9),
          yM: at.yM + member * between(random, 0.5, 0.9),
          headingRad:
            random() < 0.15
              ? between(random, 0, 6.28)
              : at.headingRad + (random() < 0.5 ? Math.PI : 0) + between(random, -0.3, 0.3),
        },
        random() < 0.25 ? 0 : between(random, 0.8, 1.9),
      );
  }
}

function kindOf(random: Random, mood: Mood, parking: boolean): BodyKind {
  const kinds = parking
    ? ([
        ['car', 1],
        ['van', 0.15],
        ['motorcycle', 0.05],
      ] as const)
    : mood.kinds;
  let roll = random() * kinds.reduce((sum, [, weight]) => sum + weight, 0);
  for (const [kind, weight] of kinds) {
    roll -= weight;
    if (roll < 0) return kind;
  }
  return 'car';
}

function shuffled<T>(random: Random, list: readonly T[]): T[] {
  const mixed = [...list];
  for (let k = mixed.length - 1; k > 0; k--) {
    const j = Math.floor(random() * (k + 1));
    [mixed[k], mixed[j]] = [mixed[j]!, mixed[k]!];
  }
  return mixed;
}

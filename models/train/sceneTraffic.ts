import type { Body, BodyKind, GroundPoint } from '../../app/demo/scene.ts';
import type { Place } from './scenePlaces.ts';
import { oneOf, type Random, type Way, within } from './sceneRoads.ts';

/** How much of what there is on the roads of a picture. */
interface Mood {
  readonly density: number;
  readonly kinds: readonly (readonly [BodyKind, number])[];
  readonly queue: boolean;
  readonly walkers: number;
}

/** Road users placed as they stand on roads, at most `most` of those for whom `inSight` holds. */
export function randomTraffic(
  random: Random,
  place: Place,
  inSight: (xM: number, yM: number) => boolean,
  most: number,
): Body[] {
  const bodies: Body[] = [];
  if (most === 0) return bodies;
  const mood: Mood = {
    density: random() ** 0.8,
    queue: random() < 0.25,
    walkers: random() < 0.75 ? within(random, 2, 26) : 0,
    kinds: [
      ['car', within(random, 0.4, 1.5)],
      ['van', within(random, 0, 0.35)],
      ['truck', within(random, 0, 0.4)],
      ['bus', random() < 0.6 ? within(random, 0, 0.45) : 0],
      ['motorcycle', random() < 0.65 ? within(random, 0, 0.6) : 0],
      ['bicycle', random() < 0.55 ? within(random, 0, 0.5) : 0],
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
    for (let k = 0; k < within(random, 1, 6); k++)
      add(random() < 0.5 ? 'cone' : 'debris', spotOn(random, way, within(random, 0.4, 0.75)), 0);
  }
  return bodies.slice(0, most + 4);
}

type Add = (kind: BodyKind, at: GroundPoint & { headingRad: number }, speedMps: number) => boolean;

function vehiclesOn(random: Random, way: Way, mood: Mood, add: Add, full: () => boolean): void {
  const parking = way.kind === 'park';
  const length = lengthOf(way.course);
  const queue = way.kind === 'drive' && mood.queue && random() < 0.7;
  const gap = parking ? within(random, 0.6, 8) : queue ? within(random, 1.2, 4) : 3 + 28 * (1 - mood.density) ** 1.3;
  const speed = parking || queue ? 0 : within(random, 4, 32);
  let s = random() * gap * 2;
  while (s < length && !full()) {
    const kind = way.kind === 'cycle' ? 'bicycle' : kindOf(random, mood, parking);
    const room = kind === 'truck' ? 10 : kind === 'bus' ? 12 : 5;
    const at = spotAt(random, way, s + room / 2);
    const flipped = parking && random() < 0.3 ? Math.PI : 0;
    const slant =
      kind === 'bicycle' || kind === 'motorcycle' ? within(random, -0.15, 0.15) : within(random, -0.03, 0.03);
    const turning = way.kind === 'drive' && random() < 0.06 ? within(random, -0.6, 0.6) : 0;
    add(kind, { ...at, headingRad: at.headingRad + flipped + slant + turning }, speed * within(random, 0.8, 1.2));
    s +=
      room +
      (way.kind === 'cycle' ? 3 : 1) *
        gap *
        (queue || parking ? within(random, 0.6, 1.6) : -Math.log(1 - 0.95 * random()));
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
          xM: at.xM + member * within(random, -0.5, 0.9),
          yM: at.yM + member * within(random, 0.5, 0.9),
          headingRad:
            random() < 0.15
              ? within(random, 0, 6.28)
              : at.headingRad + (random() < 0.5 ? Math.PI : 0) + within(random, -0.3, 0.3),
        },
        random() < 0.25 ? 0 : within(random, 0.8, 1.9),
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

function randomBody(
  random: Random,
  kind: BodyKind,
  at: GroundPoint & { headingRad: number },
  speedMps: number,
  id: number,
): Body {
  const [lengthM, widthM, heightM] = sizeOf(random, kind);
  return {
    id,
    kind,
    lookSeed: Math.floor(random() * 2 ** 31),
    xM: at.xM,
    yM: at.yM,
    headingRad: at.headingRad,
    lengthM,
    widthM,
    heightM,
    speedMps: kind === 'bicycle' ? Math.min(speedMps, 7) : speedMps,
    odometerM: random() * 50,
    braking: random() < (speedMps < 1 ? 0.5 : 0.12),
    indicator: random() < 0.08 ? oneOf(random, ['left', 'right', 'both'] as const) : 'none',
  };
}

/** Length, width and height as they are met. */
export function sizeOf(random: Random, kind: BodyKind): [number, number, number] {
  switch (kind) {
    case 'car':
      return [within(random, 3.5, 5), within(random, 1.65, 1.95), within(random, 1.4, 1.78)];
    case 'van':
      return [within(random, 4.6, 7), within(random, 1.85, 2.1), within(random, 1.9, 2.9)];
    case 'truck': {
      const long = random();
      return long < 0.55
        ? [within(random, 5.8, 9), within(random, 2.2, 2.5), within(random, 2.6, 3.7)]
        : [within(random, 9, 16.5), 2.5, within(random, 3.3, 4)];
    }
    case 'bus':
      return [within(random, 8.5, random() < 0.2 ? 17.5 : 13), within(random, 2.4, 2.55), within(random, 2.8, 3.8)];
    case 'motorcycle':
      return [within(random, 1.8, 2.3), within(random, 0.7, 0.9), within(random, 1.5, 1.75)];
    case 'bicycle':
      return [within(random, 1.6, 1.85), within(random, 0.55, 0.65), within(random, 1.6, 1.85)];
    case 'pedestrian':
      return random() < 0.12 ? [0.4, 0.4, within(random, 0.95, 1.45)] : [0.5, 0.55, within(random, 1.52, 1.95)];
    case 'debris':
      return [within(random, 0.4, 1.8), within(random, 0.3, 0.9), within(random, 0.2, 0.7)];
    case 'cone':
      return [0.4, 0.4, within(random, 0.45, 0.9)];
  }
}

function overlap(a: Body, b: Body): boolean {
  const far = (a.lengthM + b.lengthM) / 2 + 1;
  if (Math.abs(a.xM - b.xM) > far || Math.abs(a.yM - b.yM) > far) return false;
  const room = (a.widthM + b.widthM) / 2 + 0.25;
  return discsOf(a).some(([ax, ay]) => discsOf(b).some(([bx, by]) => Math.hypot(ax - bx, ay - by) < room));
}

function discsOf(body: Body): [number, number][] {
  const count = Math.max(1, Math.ceil(body.lengthM / body.widthM));
  const reach = Math.max(0, body.lengthM - body.widthM);
  return Array.from({ length: count }, (_, k) => {
    const along = count === 1 ? 0 : (k / (count - 1) - 0.5) * reach;
    return [body.xM + along * Math.cos(body.headingRad), body.yM + along * Math.sin(body.headingRad)];
  });
}

function lengthOf(course: readonly GroundPoint[]): number {
  let sum = 0;
  for (let k = 0; k + 1 < course.length; k++)
    sum += Math.hypot(course[k + 1]!.xM - course[k]!.xM, course[k + 1]!.yM - course[k]!.yM);
  return sum;
}

function spotOn(random: Random, way: Way, share: number): GroundPoint & { headingRad: number } {
  return spotAt(random, way, share * lengthOf(way.course));
}

function spotAt(random: Random, way: Way, alongM: number): GroundPoint & { headingRad: number } {
  let rest = alongM;
  for (let k = 0; k + 1 < way.course.length; k++) {
    const [a, b] = [way.course[k]!, way.course[k + 1]!];
    const length = Math.hypot(b.xM - a.xM, b.yM - a.yM);
    if (rest > length && k + 2 < way.course.length) {
      rest -= length;
      continue;
    }
    const [ux, uy] = [(b.xM - a.xM) / length, (b.yM - a.yM) / length];
    const aside = within(random, -1, 1) * way.spreadM;
    return { xM: a.xM + ux * rest - uy * aside, yM: a.yM + uy * rest + ux * aside, headingRad: Math.atan2(uy, ux) };
  }
  return { ...way.course[0]!, headingRad: 0 };
}

function shuffled<T>(random: Random, list: readonly T[]): T[] {
  const mixed = [...list];
  for (let k = mixed.length - 1; k > 0; k--) {
    const j = Math.floor(random() * (k + 1));
    [mixed[k], mixed[j]] = [mixed[j]!, mixed[k]!];
  }
  return mixed;
}

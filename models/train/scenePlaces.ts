import type { Scenery } from '../../app/demo/scene.ts';
import {
  beside,
  crossingAt,
  oneOf,
  type Random,
  randomRoad,
  type Road,
  turned,
  type Way,
  within,
} from './sceneRoads.ts';

export interface Place {
  readonly scenery: Scenery;
  readonly ways: readonly Way[];
  readonly road: Road;
}

const newSeed = (random: Random): number => Math.floor(random() * 2 ** 31);

/** A place of random make around the origin, its main road along x. */
export function randomPlace(random: Random): Place {
  const junction = random() < 0.4;
  const main = randomRoad(random, { straight: junction, lengthM: 420 });
  const surfaces = [...main.surfaces];
  const markings = [...main.markings];
  const ways = [...main.ways];
  const other = junction ? randomRoad(random, { straight: true, lengthM: 300 }) : null;
  const angle = Math.PI / 2 + within(random, -0.3, 0.3);
  const atX = within(random, 10, 45);
  if (other) {
    const put = (p: { xM: number; yM: number }) => {
      const q = turned(p, angle);
      return { xM: q.xM + atX, yM: q.yM };
    };
    // The junction itself has no lines; lines of both roads end before it.
    const clear = Math.max(main.carriagewayHalfM, other.carriagewayHalfM) + 2;
    markings.length = 0;
    for (const line of main.markings) markings.push(...cut(line, (p) => Math.abs(p.xM - atX) > clear));
    surfaces.push(...other.surfaces.map((s) => ({ ...s, outline: s.outline.map(put) })));
    surfaces.push({
      outline: main.surfaces.find((s) => s.material === 'asphalt' || s.material === 'concrete')!.outline.slice(),
      material: 'asphalt',
    });
    for (const line of other.markings)
      for (const piece of cut(line, (p) => Math.abs(p.xM) > clear))
        markings.push({ ...piece, course: piece.course.map(put) });
    ways.push(...other.ways.map((way) => ({ ...way, course: way.course.map(put) })));
  }
  const crossings = junction
    ? random() < 0.7
      ? [atX - main.carriagewayHalfM - 5, atX + main.carriagewayHalfM + 5]
      : []
    : random() < 0.25
      ? [within(random, 8, 40)]
      : [];
  if (main.centre.length <= 3)
    for (const x of crossings) {
      const crossing = crossingAt(random, main, x);
      markings.push(...crossing.markings);
      ways.push(crossing.way);
    }
  return {
    scenery: { surfaces, markings, ...standing(random, main, other ? { atX, half: other.halfWidthM } : null) },
    ways,
    road: main,
  };
}

type Marking = Scenery['markings'][number];

/** The pieces of a straight line that stay. */
function cut(line: Marking, stays: (p: { xM: number; yM: number }) => boolean): Marking[] {
  const pieces: Marking[] = [];
  const [a, b] = [line.course[0]!, line.course[line.course.length - 1]!];
  const length = Math.hypot(b.xM - a.xM, b.yM - a.yM);
  let piece: { xM: number; yM: number }[] = [];
  for (let s = 0; s <= length; s += 0.5) {
    const p = { xM: a.xM + ((b.xM - a.xM) * s) / length, yM: a.yM + ((b.yM - a.yM) * s) / length };
    if (stays(p)) {
      if (piece.length < 2) piece.push(p);
      else piece[1] = p;
    } else if (piece.length > 0) {
      if (piece.length === 2) pieces.push({ ...line, course: piece });
      piece = [];
    }
  }
  if (piece.length === 2) pieces.push({ ...line, course: piece });
  return pieces;
}

function standing(
  random: Random,
  road: Road,
  side: { atX: number; half: number } | null,
): Pick<Scenery, 'blocks' | 'trees' | 'poles' | 'signalHeads'> {
  const blocks: Scenery['blocks'][number][] = [];
  const trees: Scenery['trees'][number][] = [];
  const poles: Scenery['poles'][number][] = [];
  const signalHeads: Scenery['signalHeads'][number][] = [];
  const built = random() * 1.1;
  const green = random();
  const free = (x: number, room: number): boolean => !side || Math.abs(x - side.atX) > side.half + room;
  const along = (aside: number, x: number) => {
    const course = beside(road.centre, aside);
    if (course.length === 2) return { xM: x, yM: course[0]!.yM, headingRad: 0 };
    const k = Math.max(0, Math.min(course.length - 2, Math.floor((x + 210) / 4)));
    return {
      ...course[k]!,
      headingRad: Math.atan2(course[k + 1]!.yM - course[k]!.yM, course[k + 1]!.xM - course[k]!.xM),
    };
  };
  for (const out of [-1, 1]) {
    let x = 8;
    while (x < 190) {
      const lengthM = within(random, 8, 30);
      const widthM = within(random, 8, 16);
      const setBack = within(random, 3, 14);
      if (random() < built * 0.8 && free(x + lengthM / 2, lengthM * 0.8)) {
        const at = along(out * (road.halfWidthM + setBack + widthM / 2), x + lengthM / 2);
        blocks.push({
          kind: 'building',
          ...at,
          lengthM,
          widthM,
          bottomM: 0,
          heightM: within(random, 4, random() < 0.3 ? 30 : 12),
          lookSeed: newSeed(random),
        });
      } else
        for (let k = 0; k < green * 4; k++)
          if (free(x + 5, 8))
            trees.push({
              ...along(out * (road.halfWidthM + within(random, 1.5, 25)), x + random() * lengthM),
              heightM: within(random, 3, 14),
              lookSeed: newSeed(random),
            });
      x += lengthM + within(random, 0, 12);
    }
    if (random() < 0.7) {
      const lamp = random() < 0.8;
      const armM = lamp ? within(random, 0.5, 2.5) : 0;
      const heightM = within(random, 6, 11);
      const gap = within(random, 22, 45);
      for (let at = within(random, -40, -10); at < 180; at += gap)
        if (free(at, 1)) {
          const place = along(out * (road.carriagewayHalfM + within(random, 0.8, 1)), at);
          poles.push({ ...place, headingRad: place.headingRad - (out * Math.PI) / 2, heightM, armM, lamp });
        }
    }
    for (let k = 0; k < 4; k++)
      if (random() < 0.4) {
        const place = along(out * (road.carriagewayHalfM + within(random, 0.7, 2.5)), within(random, 5, 90));
        if (!free(place.xM, 1)) continue;
        const bottomM = within(random, 1.6, 2.4);
        poles.push({ ...place, heightM: bottomM + 0.7, armM: 0, lamp: false });
        const size = within(random, 0.5, 1.2);
        blocks.push({
          kind: 'sign',
          ...place,
          lengthM: 0.05,
          widthM: size,
          bottomM,
          heightM: size,
          lookSeed: newSeed(random),
        });
      }
    if (random() < 0.15)
      blocks.push({
        kind: 'shelter',
        ...along(out * (road.halfWidthM - 0.2), within(random, 10, 50)),
        lengthM: 4,
        widthM: 1.6,
        bottomM: 0,
        heightM: 2.5,
        lookSeed: newSeed(random),
      });
    // Bins and cabinets at the kerb: upright things of a person's size that are none.
    for (let k = 0; k < 5; k++)
      if (random() < 0.35) {
        const place = along(out * (road.carriagewayHalfM + within(random, 0.6, 1.5)), within(random, 4, 70));
        if (free(place.xM, 1))
          blocks.push({
            kind: 'barrier',
            ...place,
            lengthM: within(random, 0.3, 1),
            widthM: within(random, 0.3, 0.6),
            bottomM: 0,
            heightM: within(random, 0.7, 1.5),
            lookSeed: newSeed(random),
          });
      }
  }
  const rails =
    random() < 0.5 && road.medianM > 0
      ? [0]
      : random() < 0.15
        ? [road.carriagewayHalfM + 0.6, -road.carriagewayHalfM - 0.6]
        : [];
  for (const aside of rails)
    for (let at = -100; at < 200; at += 8)
      if (free(at + 4, 6))
        blocks.push({
          kind: 'barrier',
          ...along(aside, at),
          lengthM: 8.1,
          widthM: 0.4,
          bottomM: 0,
          heightM: 0.85,
          lookSeed: 5,
        });
  if (side && random() < 0.7)
    for (const [x, y, heading] of [
      [-1, -1, Math.PI],
      [1, 1, 0],
      [-1, 1, Math.PI / 2],
      [1, -1, -Math.PI / 2],
    ] as const)
      signalHeads.push({
        id: `${x}${y}`,
        xM: side.atX + x * (side.half + 0.5),
        yM: y * (road.carriagewayHalfM + 1),
        zM: oneOf(random, [2.6, 3.2, 5]),
        headingRad: heading,
        forPedestrians: false,
      });
  return { blocks, trees, poles, signalHeads };
}

import { between, type Random } from '../../app/base/random.ts';
import type { Scenery } from '../../app/demo/scene.ts';
import { turned } from './sceneCourses.ts';
import { crossingAt } from './sceneCrossings.ts';
import { randomRoad, type Road, type Way } from './sceneRoads.ts';
import { standing } from './sceneStanding.ts';

export interface Place {
  readonly scenery: Scenery;
  readonly ways: readonly Way[];
  readonly road: Road;
}

/** A place of random make around the origin, its main road along x. */
export function randomPlace(random: Random): Place {
  const junction = random() < 0.4;
  const main = randomRoad(random, { straight: junction, lengthM: 420 });
  const surfaces = [...main.surfaces];
  const markings = [...main.markings];
  const ways = [...main.ways];
  const other = junction ? randomRoad(random, { straight: true, lengthM: 300 }) : null;
  const angle = Math.PI / 2 + between(random, -0.3, 0.3);
  const atX = between(random, 10, 45);
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
      ? [between(random, 8, 40)]
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

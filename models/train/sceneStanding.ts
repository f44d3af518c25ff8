import { oneOf, type Random } from '../../app/base/random.ts';
import type { Scenery } from '../../app/demo/scene.ts';
import { beside } from './sceneCourses.ts';
import { binsAndCabinets, housesAndTrees, lampsOrPoles, type Roadside, shelter, signs } from './sceneRoadside.ts';
import type { Road } from './sceneRoads.ts';

/** The other road of a junction: where it crosses, and half its width. */
interface SideRoad {
  readonly atX: number;
  readonly half: number;
}

/** Everything that stands along a road. */
export function standing(
  random: Random,
  road: Road,
  side: SideRoad | null,
): Pick<Scenery, 'blocks' | 'trees' | 'poles' | 'signalHeads'> {
  const roadside: Roadside = {
    random,
    road,
    blocks: [],
    trees: [],
    poles: [],
    built: random() * 1.1,
    green: random(),
    free: (x, roomM) => !side || Math.abs(x - side.atX) > side.half + roomM,
    along: (asideM, x) => placeAlong(road, asideM, x),
  };
  for (const out of [-1, 1]) {
    housesAndTrees(roadside, out);
    lampsOrPoles(roadside, out);
    signs(roadside, out);
    shelter(roadside, out);
    binsAndCabinets(roadside, out);
  }
  guardRails(roadside);
  const { blocks, trees, poles } = roadside;
  return { blocks, trees, poles, signalHeads: side && random() < 0.7 ? signalHeadsAt(random, road, side) : [] };
}

function placeAlong(road: Road, asideM: number, x: number): ReturnType<Roadside['along']> {
  const course = beside(road.centre, asideM);
  if (course.length === 2) return { xM: x, yM: course[0]!.yM, headingRad: 0 };
  const k = Math.max(0, Math.min(course.length - 2, Math.floor((x + 210) / 4)));
  return {
    ...course[k]!,
    headingRad: Math.atan2(course[k + 1]!.yM - course[k]!.yM, course[k + 1]!.xM - course[k]!.xM),
  };
}

function guardRails({ random, road, blocks, free, along }: Roadside): void {
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
}

function signalHeadsAt(random: Random, road: Road, side: SideRoad): Scenery['signalHeads'][number][] {
  const corners = [
    [-1, -1, Math.PI],
    [1, 1, 0],
    [-1, 1, Math.PI / 2],
    [1, -1, -Math.PI / 2],
  ] as const;
  return corners.map(([x, y, heading]) => ({
    id: `${x}${y}`,
    xM: side.atX + x * (side.half + 0.5),
    yM: y * (road.carriagewayHalfM + 1),
    zM: oneOf(random, [2.6, 3.2, 5]),
    headingRad: heading,
    forPedestrians: false,
  }));
}

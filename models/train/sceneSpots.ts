import { between, type Random } from '../../app/base/random.ts';
import { lengthOf } from '../../app/demo/film/groundFill.ts';
import type { GroundPoint } from '../../app/demo/scene.ts';
import type { Way } from './sceneRoads.ts';

/** A place at a share of a way's length, a little beside its course. */
export function spotOn(random: Random, way: Way, share: number): GroundPoint & { headingRad: number } {
  return spotAt(random, way, share * lengthOf(way.course));
}

/** A place so many metres along a way. */
export function spotAt(random: Random, way: Way, alongM: number): GroundPoint & { headingRad: number } {
  let rest = alongM;
  for (let k = 0; k + 1 < way.course.length; k++) {
    const [a, b] = [way.course[k]!, way.course[k + 1]!];
    const length = Math.hypot(b.xM - a.xM, b.yM - a.yM);
    if (rest > length && k + 2 < way.course.length) {
      rest -= length;
      continue;
    }
    const [ux, uy] = [(b.xM - a.xM) / length, (b.yM - a.yM) / length];
    const aside = between(random, -1, 1) * way.spreadM;
    return { xM: a.xM + ux * rest - uy * aside, yM: a.yM + uy * rest + ux * aside, headingRad: Math.atan2(uy, ux) };
  }
  return { ...way.course[0]!, headingRad: 0 };
}

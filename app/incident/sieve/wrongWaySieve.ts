import { z } from 'zod';
import type { CompiledLane } from '../../traffic/scene/compiledScene.ts';
import type { PathOnRoad } from './pathOnRoad.ts';
import type { MakeSieve } from './trackSieve.ts';

/** A way against a lane is remembered for four seconds: who goes it within them is this fast in one of them, at least. */
const [overMs, everyMs] = [1000, 400];
const rememberedS = 4;
/** Of that speed so much may be the smoothing. */
const surelyShare = 0.4;
/** So far beside a lane somebody is still put into it, metres. */
const besideM = 1.5;

const asked = z.object({ leastM: z.number(), fasterThanKmh: z.number() });

/** Vehicles that may have gone against a lane. Others only stand in the way of a wrong way: then it is none. */
export const wrongWaySieve: MakeSieve = (scene, settings) => {
  const needMps = settings.map((one) => {
    const { leastM, fasterThanKmh } = asked.parse(one);
    return Math.max(fasterThanKmh / 3.6, leastM / rememberedS);
  });
  const leastM = (surelyShare * Math.min(...needMps) * overMs) / 1000;
  const lanes = scene.lanes.filter(({ kind }) => kinds.includes(kind)).map(directedOf);
  const others = scene.lanes.map(directedOf);
  const mayMatter = (track: PathOnRoad) => mayGoAgainst(track, lanes, others, leastM);
  return scene.plane && { group: 'vehicle', company: 'all', leastTogether: 1, isFoundAlone: true, mayMatter };
};

const kinds: readonly CompiledLane['kind'][] = ['driving', 'ramp', 'bus', 'hard-shoulder'];

/** Who goes this nearly along a lane, this near, where a pixel is no more than this, is put into it by its smoothed place too. */
const [surelyAlong, surelyBesideM, surelyMAPixel] = [Math.cos(Math.PI / 4), 0.3, 0.3];

/** A lane with the directions of its pieces. */
interface DirectedLane {
  readonly widthM: number;
  readonly course: CompiledLane['courseOnGround'];
  readonly reachM: number;
  readonly directions: readonly (readonly [x: number, y: number])[];
}

function directedOf({ courseOnGround: course, widthM }: CompiledLane): DirectedLane {
  const directions = course.points.slice(1).map((b, i) => {
    const a = course.points[i]!;
    const lengthM = Math.hypot(b.xM - a.xM, b.yM - a.yM) || 1;
    return [(b.xM - a.xM) / lengthM, (b.yM - a.yM) / lengthM] as const;
  });
  return { course, widthM, reachM: widthM / 2 + besideM, directions };
}

function mayGoAgainst(
  track: PathOnRoad,
  lanes: readonly DirectedLane[],
  others: readonly DirectedLane[],
  leastM: number,
): boolean {
  const { length, stepMs } = track.path;
  const [span, every] = [Math.round(overMs / stepMs), Math.round(everyMs / stepMs)];
  const { xM, yM } = track.onGround;
  for (let at = 0; at + span < length; at += every) {
    const then = at + span;
    const [dx, dy] = [xM[then]! - xM[at]!, yM[then]! - yM[at]!];
    if (dx * dx + dy * dy < leastM * leastM) continue;
    const isOne = (lane: DirectedLane) => isAgainst(lane, xM[then]!, yM[then]!, dx, dy, leastM);
    if (lanes.some(isOne) && !isAlong(track, others, then, dx, dy)) return true;
  }
  return false;
}

function isAgainst(
  { course, reachM, directions }: DirectedLane,
  xM: number,
  yM: number,
  dx: number,
  dy: number,
  leastM: number,
) {
  let leastAlongM = 0;
  for (const [x, y] of directions) leastAlongM = Math.min(leastAlongM, dx * x + dy * y);
  if (leastAlongM > -leastM || course.isFartherThan({ xM, yM }, reachM)) return false;
  const place = course.placeOf({ xM, yM });
  if (!place || Math.abs(place.leftM) > reachM) return false;
  return dx * Math.cos(place.headingRad) + dy * Math.sin(place.headingRad) <= -leastM;
}

/** Whether it goes along a lane so near that it is believed to be in that one; where places are known well enough. */
function isAlong(track: PathOnRoad, lanes: readonly DirectedLane[], at: number, dx: number, dy: number): boolean {
  const { xM, yM } = track.onGround;
  const [ground, wayM] = [{ xM: xM[at]!, yM: yM[at]! }, Math.hypot(dx, dy)];
  const isNear = lanes.some(({ course, widthM }) => {
    const place = course.placeOf(ground);
    if (!place || Math.abs(place.leftM) > widthM / 2 + surelyBesideM) return false;
    return dx * Math.cos(place.headingRad) + dy * Math.sin(place.headingRad) > surelyAlong * wayM;
  });
  return isNear && track.metresAPixel(at) < surelyMAPixel;
}

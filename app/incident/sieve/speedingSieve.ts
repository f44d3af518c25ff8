import { z } from 'zod';
import { distanceM } from '../../space/ground.ts';
import type { CompiledScene } from '../../traffic/scene/compiledScene.ts';
import type { PathOnRoad } from './pathOnRoad.ts';
import type { MakeSieve } from './trackSieve.ts';

/** A speed is told over half of three seconds at least, and over these at most. */
const [leastSpanMs, mostSpanMs] = [1500, 3000];
/** How far a foot point is off in the picture: a pixel and a share of the box's height; so many times that counts. */
const [footPx, footShare, timesOff] = [1, 0.02, 3];
const leastSpareM = 1;
/** So far beside a lane its limit still holds for somebody who is put into it, metres. */
const besideM = 2;

const asked = z.object({ onOverKmh: z.number() });

/** Vehicles that may have been faster than their limit allows; whoever covers their foot point takes from their speed. */
export const speedingSieve: MakeSieve = (scene, settings) => {
  const onOverKmh = Math.min(...settings.map((one) => asked.parse(one).onOverKmh));
  const limits = scene.lanes.flatMap(({ kind, limitKmh }) => (kind === 'turn' || limitKmh === null ? [] : [limitKmh]));
  const leastMps = (Math.min(...limits) + onOverKmh) / 3.6;
  const mayMatter = (track: PathOnRoad) => mayBeFaster(track, leastMps, onOverKmh);
  return scene.plane && { company: 'touching', leastTogether: 1, isFoundAlone: false, mayMatter };
};

function mayBeFaster(track: PathOnRoad, leastMps: number, onOverKmh: number): boolean {
  const { length, stepMs } = track.path;
  if (track.group !== 'vehicle') return false;
  const [fewest, most] = [Math.ceil(leastSpanMs / stepMs), Math.floor(mostSpanMs / stepMs)];
  const { xM, yM } = track.onGround;
  for (let at = 0; at + fewest < length; at++) {
    for (let then = at + fewest; then < length && then <= at + most; then++) {
      const spanS = ((then - at) * stepMs) / 1000;
      const [dx, dy] = [xM[then]! - xM[at]!, yM[then]! - yM[at]!];
      const squareM = dx * dx + dy * dy;
      // Nearly always far below; not a number is no place.
      const atLeastM = 0.7 * leastMps * spanS;
      if (!(squareM > atLeastM * atLeastM)) continue;
      const wayM = Math.sqrt(squareM) + Math.max(leastSpareM, offM(track, at) + offM(track, then));
      if (wayM <= leastMps * spanS) continue;
      const limitKmh = limitAround(track.scene, xM[then]!, yM[then]!);
      if (wayM > ((limitKmh + onOverKmh) / 3.6) * spanS) return true;
    }
  }
  return false;
}

/** How far the place of an instant may be off on the road. */
function offM(track: PathOnRoad, at: number): number {
  const { plane } = track.scene;
  const foot = track.lowerEdge(at);
  const here = plane!.groundOf(foot);
  const above = plane!.groundOf({ x: foot.x, y: foot.y - 1 });
  if (!here || !above) return Number.POSITIVE_INFINITY;
  const { length, values } = track.path;
  return timesOff * (footPx + footShare * values[3 * length + at]!) * distanceM(here, above);
}

/** The lowest limit that may hold at a place; infinity where none does. */
function limitAround({ lanes }: CompiledScene, xM: number, yM: number): number {
  let lowest = Number.POSITIVE_INFINITY;
  for (const { kind, limitKmh, courseOnGround, widthM } of lanes) {
    if (kind === 'turn' || limitKmh === null || limitKmh >= lowest) continue;
    const reachM = widthM / 2 + besideM;
    if (courseOnGround.isFartherThan({ xM, yM }, reachM)) continue;
    const place = courseOnGround.placeOf({ xM, yM });
    if (place && Math.abs(place.leftM) <= reachM) lowest = limitKmh;
  }
  return lowest;
}

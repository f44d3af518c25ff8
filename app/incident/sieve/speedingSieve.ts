import { z } from 'zod';
import type { CompiledScene } from '../../traffic/scene/compiledScene.ts';
import type { PathOnRoad } from './pathOnRoad.ts';
import type { MakeSieve } from './trackSieve.ts';

/** A speed is told over half of three seconds at least, and over these at most. */
const [leastSpanMs, mostSpanMs] = [1500, 3000];
/** How far a foot point is off in the picture: a pixel and a share of the box's height; so many times that counts. */
const [footPx, footShare, timesOff] = [1, 0.02, 2];
const leastSpareM = 0.8;
/** Beyond this no speed is told, with room for the smoothing. */
const reachMAPixel = 1.6;
/** So far beside a lane its limit still holds for somebody who was put into it, metres, with room for the smoothing. */
const besideM = 1;

const asked = z.object({ onOverKmh: z.number() });

/** Vehicles that may have been faster than their limit allows; whoever covers their foot point takes from their speed. */
export const speedingSieve: MakeSieve = (scene, settings) => {
  const onOverKmh = Math.min(...settings.map((one) => asked.parse(one).onOverKmh));
  const limits = scene.lanes.flatMap(({ kind, limitKmh }) => (kind === 'turn' || limitKmh === null ? [] : [limitKmh]));
  const leastMps = (Math.min(...limits) + onOverKmh) / 3.6;
  const mayMatter = (track: PathOnRoad) => mayBeFaster(track, scene, leastMps, onOverKmh);
  return scene.plane && { group: 'vehicle', company: 'touching', leastTogether: 1, isFoundAlone: false, mayMatter };
};

function mayBeFaster(track: PathOnRoad, scene: CompiledScene, leastMps: number, onOverKmh: number): boolean {
  const { length, stepMs } = track.path;
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
      const spareM = offM(track, at, then);
      if (spareM === null) continue;
      const wayM = Math.sqrt(squareM) + spareM;
      if (wayM <= leastMps * spanS) continue;
      const limitKmh = limitAround(scene, xM[then]!, yM[then]!);
      if (wayM > ((limitKmh + onOverKmh) / 3.6) * spanS) return true;
    }
  }
  return false;
}

/** How far a way from one instant to another may be off on the road, metres; `null` where both lie beyond the reach. */
function offM(track: PathOnRoad, at: number, then: number): number | null {
  const { length, values } = track.path;
  const [a, b] = [track.metresAPixel(at), track.metresAPixel(then)];
  if (Math.min(a, b) > reachMAPixel) return null;
  const [offA, offB] = [at, then].map((one) => footPx + footShare * values[3 * length + one]!);
  return Math.max(leastSpareM, timesOff * Math.hypot(offA! * a, offB! * b));
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

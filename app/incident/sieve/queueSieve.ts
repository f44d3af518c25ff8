import { z } from 'zod';
import type { CompiledScene } from '../../traffic/scene/compiledScene.ts';
import { carriagewaysOf } from '../road/carriageways.ts';
import { laneStopsOf } from '../road/stopLines.ts';
import type { PathOnRoad } from './pathOnRoad.ts';
import type { MakeSieve } from './trackSieve.ts';

/** Over this its speed is told: no road user has one sooner. */
const overMs = 1000;
/** Speeds are smoothed, and that of a braking vehicle runs ahead: up to this share and so much more may be slow, km/h. */
const [spareShare, spareKmh] = [1.2, 5];
/** By so much the times of a speed may be off. */
const spareMs = 5000;

const asked = z.object({
  onKmh: z.number(),
  leastVehicles: z.number(),
  dwellS: z.number(),
  beforeStopDwellS: z.number(),
});

/**
 * Vehicles that may have been slow, where enough of them were there at once; all others may stand between them. Where
 * every row ends at a stop line, those alone that may have waited in it for as long as makes it a queue.
 */
export const queueSieve: MakeSieve = (scene, settings) => {
  const limits = settings.map((one) => asked.parse(one));
  const slowMps = (Math.max(...limits.map(({ onKmh }) => onKmh)) * spareShare + spareKmh) / 3.6;
  const waitMs = endAtStops(scene)
    ? Math.min(...limits.map(({ dwellS, beforeStopDwellS }) => 1000 * Math.max(dwellS, beforeStopDwellS) - spareMs))
    : 0;
  const leastTogether = waitMs > 0 ? 1 : Math.min(...limits.map(({ leastVehicles }) => leastVehicles));
  const mayMatter = (track: PathOnRoad) => slowForMs(track, slowMps) >= waitMs;
  return scene.plane && { group: 'vehicle', company: 'all', leastTogether, isFoundAlone: false, mayMatter };
};

function endAtStops(scene: CompiledScene): boolean {
  const stops = laneStopsOf(scene);
  return carriagewaysOf(scene)
    .filter(({ lanes }) => lanes[0]!.kind !== 'turn')
    .every(({ lanes }) => lanes.some(({ id }) => (stops.get(id)?.length ?? 0) > 0));
}

/** From when it may first have been slow until it may last have been so; negative for who never was. */
function slowForMs(track: PathOnRoad, slowMps: number): number {
  const { length, stepMs } = track.path;
  const steps = Math.round(overMs / stepMs);
  const mostM = (slowMps * steps * stepMs) / 1000;
  const { xM, yM } = track.onGround;
  let [first, last] = [-1, -2];
  for (let at = 0; at + steps < length; at++) {
    const [dx, dy] = [xM[at + steps]! - xM[at]!, yM[at + steps]! - yM[at]!];
    // Not a number is no place: nobody knows.
    if (dx * dx + dy * dy > mostM * mostM) continue;
    if (first < 0) first = at;
    last = at + steps;
  }
  return (last - first) * stepMs;
}

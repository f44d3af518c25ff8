import { z } from 'zod';
import type { PathOnRoad } from './pathOnRoad.ts';
import type { MakeSieve } from './trackSieve.ts';

/** Over this its speed is told: no road user has one sooner. */
const overMs = 1000;
/** Speeds are smoothed, and that of a braking vehicle runs ahead: up to this is slow, km/h. */
const spareShare = 1.35;
const spareKmh = 8;

const asked = z.object({ offKmh: z.number(), leastVehicles: z.number() });

/** Vehicles that may have been slow, where enough of them were there at once; all others may stand between them. */
export const queueSieve: MakeSieve = ({ plane }, settings) => {
  const limits = settings.map((one) => asked.parse(one));
  const slowMps = (Math.max(...limits.map(({ offKmh }) => offKmh)) * spareShare + spareKmh) / 3.6;
  const leastTogether = Math.min(...limits.map(({ leastVehicles }) => leastVehicles));
  return plane && { company: 'all', leastTogether, isFoundAlone: false, mayMatter: (track) => maySlow(track, slowMps) };
};

function maySlow(track: PathOnRoad, slowMps: number): boolean {
  const { length, stepMs } = track.path;
  if (track.group !== 'vehicle') return false;
  const steps = Math.round(overMs / stepMs);
  const mostM = (slowMps * steps * stepMs) / 1000;
  const { xM, yM } = track.onGround;
  for (let at = 0; at + steps < length; at++) {
    const [dx, dy] = [xM[at + steps]! - xM[at]!, yM[at + steps]! - yM[at]!];
    if (!(dx * dx + dy * dy > mostM * mostM)) return true;
  }
  return false;
}

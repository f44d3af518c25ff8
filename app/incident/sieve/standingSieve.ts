import { iou } from '../../space/box.ts';
import { type PathOnRoad } from './pathOnRoad.ts';
import type { MakeSieve } from './trackSieve.ts';

/** Who stands has not left a circle of three metres for two seconds: who drove this far in each of them did not. */
const standsAfterMs = 2000;
const drivesM = 8;
/** A box that is uncovered little by little grows downwards: where it drives its upper edge goes along. */
const upperShare = 0.25;
/** Whose box lies nearly where it lay so long ago may hold others up. */
const unmovedForMs = 4000;
const unmovedIou = 0.5;

/**
 * Vehicles that may have stood. The others neither stop nor hold anybody up, so that who stands needs no company but
 * of those who stand.
 */
export const standingSieve: MakeSieve = ({ plane }) =>
  plane && { company: 'none', leastTogether: 1, isFoundAlone: false, mayMatter: mayStand };

/** Whether a vehicle may have stood, or its box may have lain still. */
export function mayStand(track: PathOnRoad): boolean {
  const { length, stepMs } = track.path;
  const stands = Math.round(standsAfterMs / stepMs);
  if (track.group !== 'vehicle' || length <= stands) return false;
  const { xM, yM } = track.onGround;
  for (let at = 0; at + stands < length; at++) {
    const then = at + stands;
    const [dx, dy] = [xM[then]! - xM[at]!, yM[then]! - yM[at]!];
    if (!(dx * dx + dy * dy >= drivesM * drivesM) || !goesAlong(track, at, then)) return true;
  }
  return mayLieStill(track, Math.round(unmovedForMs / stepMs));
}

function goesAlong({ path: { length, values } }: PathOnRoad, at: number, then: number): boolean {
  const [dx, dy, dh] = [0, 1, 3].map((column) => values[column * length + then]! - values[column * length + at]!);
  const [upperY, lowerY] = [dy! - dh! / 2, dy! + dh! / 2];
  return Math.hypot(dx!, upperY) >= upperShare * Math.hypot(dx!, lowerY);
}

function mayLieStill({ path }: PathOnRoad, steps: number): boolean {
  for (let at = 0; at + steps < path.length; at++) {
    if (iou(boxAt(path, at), boxAt(path, at + steps)) >= unmovedIou) return true;
  }
  return false;
}

function boxAt({ length, values }: PathOnRoad['path'], at: number) {
  return { cx: values[at]!, cy: values[length + at]!, w: values[2 * length + at]!, h: values[3 * length + at]! };
}

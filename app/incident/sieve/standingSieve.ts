import { iou } from '../../space/box.ts';
import type { EvenPath } from '../../track/evenPath.ts';
import type { PathOnRoad } from './pathOnRoad.ts';
import type { MakeSieve } from './trackSieve.ts';

/**
 * Who stands has not left a circle of three metres for two seconds. These hold one of the spans that are looked at, and
 * who drove this far in each of them did not stand.
 */
const [lookedAtMs, everyMs] = [1600, 400];
const drivesM = 6.5;
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
  plane && { group: 'vehicle', company: 'touching', leastTogether: 1, isFoundAlone: false, mayMatter: mayStand };

function mayStand(track: PathOnRoad): boolean {
  const { path } = track;
  const [span, every] = [Math.round(lookedAtMs / path.stepMs), Math.round(everyMs / path.stepMs)];
  const { xM, yM } = track.onGround;
  for (let at = 0; at + span < path.length; at += every) {
    const [dx, dy] = [xM[at + span]! - xM[at]!, yM[at + span]! - yM[at]!];
    // Not a number is no place: nobody knows.
    if (!(dx * dx + dy * dy >= drivesM * drivesM) || !goesAlong(path, at, at + span)) return true;
  }
  return mayLieStill(path, Math.round(unmovedForMs / path.stepMs));
}

/** Whether the upper edge moves with the lower one. */
function goesAlong({ length, values }: EvenPath, at: number, then: number): boolean {
  const dx = values[then]! - values[at]!;
  const dy = values[length + then]! - values[length + at]!;
  const halfDh = (values[3 * length + then]! - values[3 * length + at]!) / 2;
  const upperSquare = dx * dx + (dy - halfDh) * (dy - halfDh);
  return upperSquare >= upperShare * upperShare * (dx * dx + (dy + halfDh) * (dy + halfDh));
}

function mayLieStill(path: EvenPath, steps: number): boolean {
  const { length, values } = path;
  for (let at = 0; at + steps < length; at++) {
    // Nearly all boxes have left the place where they lay.
    const then = at + steps;
    if (Math.abs(values[then]! - values[at]!) > values[2 * length + at]!) continue;
    if (Math.abs(values[length + then]! - values[length + at]!) > values[3 * length + at]!) continue;
    if (iou(boxAt(path, at), boxAt(path, then)) >= unmovedIou) return true;
  }
  return false;
}

function boxAt({ length, values }: EvenPath, at: number) {
  return { cx: values[at]!, cy: values[length + at]!, w: values[2 * length + at]!, h: values[3 * length + at]! };
}

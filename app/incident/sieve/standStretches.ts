import { iou, shareWithin } from '../../space/box.ts';
import type { EvenPath } from '../../track/evenPath.ts';
import type { PathOnRoad } from './pathOnRoad.ts';

/** Instants of a path, both included. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/**
 * Who stands has not left a circle for two seconds, by the mean of its last places. These hold one of the spans that are
 * looked at.
 */
const [lookedAtMs, everyMs, lastPlaces] = [1600, 400, 4];
/** Whose places lie this far apart has driven, whatever their mean is. */
const surelyDrivesM = 14;
/** Across the circle: two metres, and more where places are known less well; with room for what is not looked at. */
const [leastM, mostErrorM] = [2.5, 1];
/** How far a foot point is off in the picture: a pixel and a share of the box's height. */
const [footPx, footShare] = [1, 0.02];
/** A box that is uncovered little by little grows downwards: where it drives its upper edge goes along, so much and so far. */
const [upperShare, upperM] = [0.5, 1.6];
/** Who stood on within this has perhaps stood all the while. */
const pauseMs = 3000;
/** Whose box still lies where it stood has perhaps not left, however far its foot point has got. */
const [stayIou, stayShare] = [0.4, 0.8];
/** Whose box lies nearly where it lay so long ago may hold others up. */
const unmovedForMs = 4000;
const unmovedIou = 0.5;

/** When a track may have stood, by time. */
export function standStretches(track: PathOnRoad): Stretch[] {
  const { path } = track;
  const [span, every, pause] = [lookedAtMs, everyMs, pauseMs].map((ms) => Math.round(ms / path.stepMs));
  const stretches: Stretch[] = [];
  for (let at = 0; at + span! < path.length; at += every!) {
    if (!mayRest(track, at, at + span!)) continue;
    const last = stretches.at(-1);
    if (last && at <= last.to + pause!) stretches[stretches.length - 1] = { from: last.from, to: at + span! };
    else stretches.push({ from: at, to: at + span! });
  }
  return stretches.map(({ from, to }) => ({ from, to: leavesAt(path, to) }));
}

/** Whether a track that never stood may lie where others are held up by it. */
export function mayLieStill(path: EvenPath): boolean {
  const steps = Math.round(unmovedForMs / path.stepMs);
  for (let at = 0; at + steps < path.length; at++) if (overlap(path, at, at + steps) >= unmovedIou) return true;
  return false;
}

/** Whether somebody may have stood from one instant to another. */
export function mayRest(track: PathOnRoad, at: number, then: number): boolean {
  const { xM, yM } = track.onGround;
  const [dx, dy] = [xM[then]! - xM[at]!, yM[then]! - yM[at]!];
  const square = dx * dx + dy * dy;
  if (square > surelyDrivesM * surelyDrivesM) return !goesAlong(track.path, at, then, Math.sqrt(square));
  const wayM = Math.hypot(meanOf(xM, then) - meanOf(xM, at), meanOf(yM, then) - meanOf(yM, at));
  // Nearly always far from one of both; not a number is no place: nobody knows.
  if (!(wayM >= leastM)) return true;
  if (wayM < leastM + 4 * mostErrorM && wayM < circleM(track, then)) return true;
  return !goesAlong(track.path, at, then, wayM);
}

/** How far from one side to the other the circle is that somebody does not leave who stands. */
export function circleM(track: PathOnRoad, at: number): number {
  const { length, values } = track.path;
  const offM = (footPx + footShare * values[3 * length + at]!) * track.metresAPixel(at);
  return leastM + 4 * Math.min(mostErrorM, offM);
}

/** The mean of a place and those before it. */
function meanOf(places: Float64Array, at: number): number {
  const from = Math.max(0, at - lastPlaces + 1);
  let sum = 0;
  for (let i = from; i <= at; i++) sum += places[i]!;
  return sum / (at - from + 1);
}

/** Whether the upper edge moves with the lower one. */
function goesAlong({ length, values }: EvenPath, at: number, then: number, wayM: number): boolean {
  const dx = values[then]! - values[at]!;
  const dy = values[length + then]! - values[length + at]!;
  const halfDh = (values[3 * length + then]! - values[3 * length + at]!) / 2;
  const [upperPx, lowerPx] = [Math.hypot(dx, dy - halfDh), Math.hypot(dx, dy + halfDh)];
  const share = upperPx / lowerPx;
  return wayM * share >= upperM && (share >= upperShare || wayM * share >= 4 * upperM);
}

/** Until when the box lies where it lay. */
function leavesAt(path: EvenPath, stood: number): number {
  let at = stood;
  while (at + 1 < path.length && (overlap(path, stood, at + 1) >= stayIou || isWithin(path, at + 1, stood))) at++;
  return at;
}

function isWithin(path: EvenPath, at: number, stood: number): boolean {
  return shareWithin(boxAt(path, at), boxAt(path, stood)) >= stayShare;
}

/** How much the boxes at two instants have in common, intersection over union. */
export function overlap(path: EvenPath, at: number, then: number): number {
  const { length, values } = path;
  // Nearly all boxes have left the place where they lay.
  if (Math.abs(values[then]! - values[at]!) > values[2 * length + at]!) return 0;
  if (Math.abs(values[length + then]! - values[length + at]!) > values[3 * length + at]!) return 0;
  return iou(boxAt(path, at), boxAt(path, then));
}

export function boxAt({ length, values }: EvenPath, at: number) {
  return { cx: values[at]!, cy: values[length + at]!, w: values[2 * length + at]!, h: values[3 * length + at]! };
}

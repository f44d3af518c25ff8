import { type Box, iou, shareWithin } from '../../space/box.ts';
import type { EvenPath } from '../../track/evenPath.ts';
import { usualLengthM } from '../../traffic/road/roadUserGroup.ts';
import type { PathOnRoad } from './pathOnRoad.ts';
import { boxAt, circleM, mayRest, overlap, type Stretch } from './standStretches.ts';

/** What boxes took up of the picture, and some of them. */
interface Extent {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  /** Some a second: who stands for two is among them. */
  readonly boxes: readonly Box[];
}

/** Somebody who came this far beyond its length was seen coming; where it stands is smoothed. */
const comesM = 3;
/** No vehicle goes this far from one instant to the next when it has just stood, or more than this faster each second. */
const [leapM, leavesMps2] = [1.5, 4];
/** Who stands has been there for so long, and its box lies where it lay: the shares are those of road/standingMemory.ts. */
const restsMs = 1600;
const [stayIou, stayShare] = [0.5, 0.85];
/** Whose number leapt has come to rest again within this, or drives. */
const standsAgainMs = 9000;
/** Who stands has not left a circle, or its box lies where it lay. */
const standsM = 6.5;
const standsIou = 0.3;
/** A place where somebody stood is remembered for so long; when it began is smoothed. */
export const [rememberedMs, spareMs] = [32_000, 2000];
/** Tracks end this long after the last instant of a replay at most. */
const endsWithin = 3;
/** Boxes of one standing vehicle have this in common, at least. */
const [sameIou, lookEveryMs] = [0.35, 400];

/** A time in which a stand may have begun, or its track left it, and where it was then. */
export interface Handover extends Extent {
  readonly fromAtMs: number;
  readonly toAtMs: number;
}

/**
 * When a stand began that another number may have named before: its track began with it, or leapt to it.
 * @param leaps of its track
 */
export function cameAt(track: PathOnRoad, stretch: Stretch, leaps: readonly number[]): Handover[] {
  const { from, to } = stretch;
  const within = Math.round(standsAgainMs / track.path.stepMs);
  const begins: Stretch[] = [];
  for (const leap of leaps) {
    const again = { from: Math.max(from, leap + 1), to: Math.min(to, leap + within) };
    if (restsIn(track, { from: Math.max(from, leap - 1), to: again.to })) begins.push(again);
  }
  let at = from;
  while (at <= to && !wasSeenComing(track, at)) at++;
  if (at > from) begins.push({ from, to: at - 1 });
  return begins.map((one) => handover(track, one, one));
}

/** When a stand was left that may have gone on: its track ended in it, or leapt away. */
export function leftAt(track: PathOnRoad, { from, to }: Stretch, leaps: readonly number[]): Handover[] {
  const ends = leaps.filter((leap) => leap >= from && leap <= to);
  if (to + endsWithin >= track.path.length) ends.push(to);
  return ends.map((end) => {
    let at = end;
    while (at > from) {
      if (apartM(track, at - 1, end) > standsM && overlap(track.path, end, at - 1) < standsIou) break;
      at--;
    }
    return handover(track, { from: end, to: end }, { from: at, to: end });
  });
}

/** Whether a stand that was left may go on in one that began. */
export function mayGoOn(left: Handover, came: Handover): boolean {
  if (left.fromAtMs - spareMs > came.toAtMs || came.fromAtMs > left.toAtMs + rememberedMs) return false;
  return mayBeOne(left, came);
}

function handover(track: PathOnRoad, when: Stretch, where: Stretch): Handover {
  const { fromAtMs, stepMs } = track.path;
  const times = { fromAtMs: fromAtMs + when.from * stepMs, toAtMs: fromAtMs + when.to * stepMs };
  return { ...times, ...extentOf(track, where) };
}

/** Whether two stands may be those of one vehicle. */
function mayBeOne(a: Extent, b: Extent): boolean {
  if (a.left >= b.right || b.left >= a.right || a.top >= b.bottom || b.top >= a.bottom) return false;
  return a.boxes.some((one) => b.boxes.some((other) => iou(one, other) >= sameIou));
}

function wasSeenComing(track: PathOnRoad, at: number): boolean {
  const { length, values } = track.path;
  const { xM, yM } = track.onGround;
  const movedM = Math.hypot(xM[at]! - xM[0]!, yM[at]! - yM[0]!);
  const movedPx = Math.hypot(values[at]! - values[0]!, values[length + at]! - values[length]!);
  const sizePx = Math.min(values[2 * length + at]!, values[3 * length + at]!);
  // Not a number is no place: nobody knows.
  return movedM > usualLengthM(track.className) + comesM && movedPx > sizePx;
}

/** When the number of somebody who stood may have gone over to another one, as road/standingMemory.ts sees it. */
export function leapsOf(track: PathOnRoad, stretches: readonly Stretch[]): number[] {
  const leaps: number[] = [];
  for (const stood of stretches) {
    const last = Math.min(stood.to, track.path.length - 2);
    for (let at = stood.from; at <= last; at++) {
      const wayM = apartM(track, at, at + 1);
      if (!(wayM <= leapM) && isLeapOf(track, stood, at, wayM)) leaps.push(at);
    }
  }
  return leaps;
}

/** Whether somebody may have come to rest between two instants. */
function restsIn(track: PathOnRoad, { from, to }: Stretch): boolean {
  const rest = Math.round(restsMs / track.path.stepMs);
  for (let at = from; at + rest + 1 <= to; at++) {
    if (mayRest(track, at, at + rest) && mayRest(track, at + 1, at + rest + 1)) return true;
  }
  return false;
}

/** Whether somebody may have stood where it had not left until it leapt, farther than who just drives off. */
function isLeapOf(track: PathOnRoad, { from }: Stretch, at: number, wayM: number): boolean {
  const { path } = track;
  const s = path.stepMs / 1000;
  const rest = Math.round(restsMs / path.stepMs);
  for (let stood = from + rest; stood <= at; stood++) {
    const awayM = apartM(track, stood, at);
    if (awayM > circleM(track, at) && !isStill(path, stood, at)) continue;
    if (isStill(path, stood, at + 1) || !mayRest(track, stood - rest, stood)) continue;
    if (!(wayM <= leapM + Math.sqrt(2 * leavesMps2 * awayM) * s + (leavesMps2 / 2) * s * s)) return true;
  }
  return false;
}

/** Whether the box lies where it stood. */
function isStill(path: EvenPath, stood: number, at: number): boolean {
  return overlap(path, stood, at) >= stayIou || shareWithin(boxAt(path, at), boxAt(path, stood)) >= stayShare;
}

/** Not a number where one of both is no place. */
function apartM(track: PathOnRoad, a: number, b: number): number {
  const { xM, yM } = track.onGround;
  return Math.hypot(xM[b]! - xM[a]!, yM[b]! - yM[a]!);
}

function extentOf({ path }: PathOnRoad, { from, to }: Stretch): Extent {
  const { length, values, stepMs } = path;
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
  for (let at = from; at <= to; at++) {
    const [cx, cy, w, h] = [values[at]!, values[length + at]!, values[2 * length + at]!, values[3 * length + at]!];
    left = Math.min(left, cx - w / 2);
    right = Math.max(right, cx + w / 2);
    top = Math.min(top, cy - h / 2);
    bottom = Math.max(bottom, cy + h / 2);
  }
  const every = Math.round(lookEveryMs / stepMs);
  const boxes: Box[] = [];
  for (let at = from; at <= to; at += every) boxes.push(boxAt(path, at));
  return { left, right, top, bottom, boxes: [...boxes, boxAt(path, to)] };
}

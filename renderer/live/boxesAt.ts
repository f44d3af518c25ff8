import type { TrackRow } from '../../app/contracts/vision.ts';
import type { Box, Point, Size } from '../../app/space/box.ts';
import { footPoint } from '../../app/space/box.ts';

/** An analysed frame on the time line of its tile (see Timeline), oldest first in every list. */
export interface BoxFrame {
  readonly mediaMs: number;
  /** The picture the boxes are measured in. */
  readonly picture: Size;
  readonly tracks: readonly TrackRow[];
}

/** A box that became known after its frame had come. */
export interface EarlierBox {
  readonly mediaMs: number;
  readonly row: TrackRow;
}

export interface ShownBox {
  readonly trackId: number;
  readonly classId: number;
  readonly score: number;
  /** Pixels of the source picture. */
  readonly boxInImage: Box;
  /** The detector has not said this: the motion of the last observations was carried on. */
  readonly predicted: boolean;
}

/** `exact`: the shown frame itself was analysed. `between`: it lies between two that were. */
export type Certainty = 'exact' | 'between' | 'predicted' | 'none';

export interface ShownBoxes {
  readonly certainty: Certainty;
  readonly boxes: readonly ShownBox[];
}

export interface OverlayRules {
  /** Media times this close are the same frame, ms: two muxers round differently. */
  readonly sameFrameMs: number;
  /** Boxes are carried on at most this long beyond their observation, ms. */
  readonly predictMs: number;
  /** Two observations further apart than this are not joined, ms. */
  readonly joinMs: number;
}

export const overlayRules: OverlayRules = { sameFrameMs: 1.5, predictMs: 500, joinMs: 1500 };

const nothing: ShownBoxes = { certainty: 'none', boxes: [] };

/** The boxes to draw on the frame at `mediaMs`. */
export function boxesAt(frames: readonly BoxFrame[], mediaMs: number, rules: OverlayRules = overlayRules): ShownBoxes {
  const next = frames.findIndex((frame) => frame.mediaMs > mediaMs + rules.sameFrameMs);
  const at = (next < 0 ? frames.length : next) - 1;
  const before = frames[at];
  if (!before) return nothing;
  if (mediaMs - before.mediaMs <= rules.sameFrameMs) {
    return { certainty: 'exact', boxes: before.tracks.map((row) => shown(row, boxOf(row), false)) };
  }
  const after = next < 0 ? undefined : frames[next];
  if (after && after.mediaMs - before.mediaMs <= rules.joinMs) {
    return { certainty: 'between', boxes: joined(frames, at, before, after, mediaMs, rules) };
  }
  if (mediaMs - before.mediaMs > rules.predictMs) return nothing;
  return { certainty: 'predicted', boxes: before.tracks.flatMap((row) => carriedOn(frames, at, row, mediaMs)) };
}

/** Where a track has stood on the ground in the `lengthMs` before `mediaMs`, oldest first, in picture pixels. */
export function tailOf(frames: readonly BoxFrame[], trackId: number, mediaMs: number, lengthMs = 2000): Point[] {
  const points: Point[] = [];
  for (const frame of frames) {
    if (frame.mediaMs > mediaMs) break;
    if (frame.mediaMs < mediaMs - lengthMs) continue;
    const row = rowOf(frame, trackId);
    if (row) points.push(footPoint(boxOf(row)));
  }
  return points;
}

function joined(
  frames: readonly BoxFrame[],
  at: number,
  before: BoxFrame,
  after: BoxFrame,
  mediaMs: number,
  rules: OverlayRules,
): ShownBox[] {
  const share = (mediaMs - before.mediaMs) / (after.mediaMs - before.mediaMs);
  const boxes: ShownBox[] = [];
  for (const row of before.tracks) {
    const later = rowOf(after, row[0]);
    if (later) boxes.push(shown(row, mixed(boxOf(row), boxOf(later), share), false));
    else if (mediaMs - before.mediaMs <= rules.predictMs) boxes.push(...carriedOn(frames, at, row, mediaMs));
  }
  return boxes;
}

/**
 * The box moved on by the velocity between the last two observations; without two it stays where it was seen. None once
 * its middle has left the picture.
 */
function carriedOn(frames: readonly BoxFrame[], at: number, row: TrackRow, mediaMs: number): ShownBox[] {
  const last = frames[at];
  const earlier = frames.slice(0, at).findLast((frame) => rowOf(frame, row[0]));
  const earlierRow = earlier && rowOf(earlier, row[0]);
  if (last && earlier && earlierRow) {
    const now = boxOf(row);
    const then = boxOf(earlierRow);
    const share = (mediaMs - last.mediaMs) / (last.mediaMs - earlier.mediaMs);
    // Only the place is carried on: sizes change slowly and their differences are mostly noise.
    const box = { ...now, cx: now.cx + (now.cx - then.cx) * share, cy: now.cy + (now.cy - then.cy) * share };
    const { width, height } = last.picture;
    const isInside = box.cx >= 0 && box.cx <= width && box.cy >= 0 && box.cy <= height;
    return isInside ? [shown(row, box, true)] : [];
  }
  return [shown(row, boxOf(row), true)];
}

function rowOf(frame: BoxFrame, trackId: number): TrackRow | undefined {
  return frame.tracks.find((row) => row[0] === trackId);
}

function boxOf(row: TrackRow): Box {
  return { cx: row[3], cy: row[4], w: row[5], h: row[6] };
}

function mixed(a: Box, b: Box, share: number): Box {
  const mix = (x: number, y: number): number => x + (y - x) * share;
  return { cx: mix(a.cx, b.cx), cy: mix(a.cy, b.cy), w: mix(a.w, b.w), h: mix(a.h, b.h) };
}

function shown(row: TrackRow, boxInImage: Box, predicted: boolean): ShownBox {
  return { trackId: row[0], classId: row[1], score: row[2], boxInImage, predicted };
}

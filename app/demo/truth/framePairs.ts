import { assign } from '../../track/assignment.ts';
import { cornerIou, type CornerBox, shareInside, similarityOf } from '../../track/evaluation/sequence.ts';
import type { Box } from '../../space/box.ts';
import type { SeenUser } from './cameraTruth.ts';

/** Hardly to be seen or tiny: nobody is blamed for missing or for finding it. */
export const ignoreRules = { leastVisibleShare: 0.25, leastHeightPx: 8, leastIou: 0.5, leastShareInside: 0.5 } as const;

function isIgnored({ visibleShare, boxInImage }: SeenUser): boolean {
  return visibleShare < ignoreRules.leastVisibleShare || boxInImage.h < ignoreRules.leastHeightPx;
}

export interface FoundBox {
  readonly trackId: number;
  readonly class: string;
  readonly boxInImage: Box;
}

/** One frame after the ignore rules: everything in it counts. */
export interface JudgedFrame {
  readonly step: number;
  readonly truth: readonly SeenUser[];
  readonly found: readonly FoundBox[];
}

/**
 * Leaves ignored road users out both ways: they are not missed, and a box that is theirs is not false. A box is theirs
 * when it has no partner (IoU .5) among the users that count, and fits an ignored one: IoU .5, or half of it within the
 * whole of that one.
 */
export function judgedFrame(step: number, seen: readonly SeenUser[], found: readonly FoundBox[]): JudgedFrame {
  const truth = seen.filter((user) => !isIgnored(user));
  const ignored = seen.filter(isIgnored);
  if (ignored.length === 0) return { step, truth, found };
  const partnered = new Set(pairsOf(truth, found).map(({ box }) => box));
  const fits = (box: FoundBox): boolean => {
    const corners = cornersOf(box.boxInImage);
    return ignored.some(
      (user) =>
        cornerIou(corners, cornersOf(user.boxInImage)) >= ignoreRules.leastIou ||
        shareInside(corners, cornersOf(user.wholeBoxInImage)) >= ignoreRules.leastShareInside,
    );
  };
  return { step, truth, found: found.filter((box) => partnered.has(box) || !fits(box)) };
}

/** Pairs of most overlap in sum, each of IoU .5 or more. */
export function pairsOf(
  truth: readonly SeenUser[],
  found: readonly FoundBox[],
): { readonly user: SeenUser; readonly box: FoundBox }[] {
  if (truth.length === 0 || found.length === 0) return [];
  const overlaps = similarityOf(
    truth.map(({ boxInImage }) => cornersOf(boxInImage)),
    found.map(({ boxInImage }) => cornersOf(boxInImage)),
  ).map((overlap) => (overlap < ignoreRules.leastIou ? 0 : overlap));
  const columns = assign(
    overlaps.map((overlap) => -overlap),
    truth.length,
    found.length,
  );
  return truth.flatMap((user, row) => {
    const column = columns[row] ?? -1;
    const box = found[column];
    return box && overlaps[row * found.length + column]! > 0 ? [{ user, box }] : [];
  });
}

export function cornersOf({ cx, cy, w, h }: Box, frame = 0, id = 0): CornerBox {
  return { frame, id, x1: cx - w / 2, y1: cy - h / 2, x2: cx + w / 2, y2: cy + h / 2 };
}

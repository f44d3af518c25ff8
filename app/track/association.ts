import type { Detection } from '../detect/detection.ts';
import type { Box } from '../space/box.ts';
import { assign } from './assignment.ts';
import type { GrowingTrack } from './growingTrack.ts';

/** How well a track and a detection belong together; 0 or less where they cannot. */
export type Affinity = (track: GrowingTrack, detection: Detection) => number;

export interface Association {
  readonly pairs: readonly (readonly [GrowingTrack, Detection])[];
  readonly tracks: readonly GrowingTrack[];
  readonly detections: readonly Detection[];
}

/** One pass: which of the tracks and detections that are still free may be paired, and how well they go together. */
export interface Round {
  readonly track: (track: GrowingTrack) => boolean;
  readonly detection: (detection: Detection) => boolean;
  readonly affinity: Affinity;
}

/** Pairs tracks and detections round by round; what stays free comes back as `tracks` and `detections`. */
export function associate(
  tracks: readonly GrowingTrack[],
  detections: readonly Detection[],
  rounds: readonly Round[],
): Association {
  const pairs: (readonly [GrowingTrack, Detection])[] = [];
  const freeTracks = new Set(tracks);
  const freeDetections = new Set(detections);
  for (const round of rounds) {
    const found = bestPairs([...freeTracks].filter(round.track), [...freeDetections].filter(round.detection), round);
    for (const [track, detection] of found) {
      freeTracks.delete(track);
      freeDetections.delete(detection);
    }
    pairs.push(...found);
  }
  return { pairs, tracks: [...freeTracks], detections: [...freeDetections] };
}

/** The pairs of greatest summed affinity. */
function bestPairs(
  tracks: readonly GrowingTrack[],
  detections: readonly Detection[],
  { affinity }: Round,
): [GrowingTrack, Detection][] {
  const cost = new Float64Array(tracks.length * detections.length);
  let possible = false;
  tracks.forEach((track, row) => {
    detections.forEach((detection, column) => {
      const value = Math.max(0, affinity(track, detection));
      cost[row * detections.length + column] = -value;
      possible ||= value > 0;
    });
  });
  if (!possible) return [];
  return [...assign(cost, tracks.length, detections.length)].flatMap((column, row): [GrowingTrack, Detection][] => {
    if (column < 0 || cost[row * detections.length + column]! >= 0) return [];
    return [[tracks[row]!, detections[column]!]];
  });
}

/**
 * OC-SORT's momentum: how well the way from the last observation to `found` agrees with the way the track came,
 * -0.5 (turned back) … 0.5 (straight on); 0 where the track has not moved.
 */
export function directionAgreement(earlier: Box, last: Box, found: Box): number {
  const [cameX, cameY] = [last.cx - earlier.cx, last.cy - earlier.cy];
  const [goesX, goesY] = [found.cx - last.cx, found.cy - last.cy];
  const lengths = Math.hypot(cameX, cameY) * Math.hypot(goesX, goesY);
  if (lengths === 0) return 0;
  const cosine = Math.max(-1, Math.min(1, (cameX * goesX + cameY * goesY) / lengths));
  return 0.5 - Math.acos(cosine) / Math.PI;
}

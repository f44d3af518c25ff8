import type { Detection } from '../detect/detection.ts';
import { buffered, iou } from '../space/box.ts';
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

/** Pairs tracks and detections so that the summed affinity is greatest; what is left over comes back as `tracks` and `detections`. */
export function associate(
  tracks: readonly GrowingTrack[],
  detections: readonly Detection[],
  affinity: Affinity,
): Association {
  const gain = new Float64Array(tracks.length * detections.length);
  let possible = false;
  tracks.forEach((track, row) => {
    detections.forEach((detection, column) => {
      const value = Math.max(0, affinity(track, detection));
      gain[row * detections.length + column] = -value;
      possible ||= value > 0;
    });
  });
  if (!possible) return { pairs: [], tracks, detections };
  const pairs: [GrowingTrack, Detection][] = [];
  const taken = new Set<GrowingTrack | Detection>();
  assign(gain, tracks.length, detections.length).forEach((column, row) => {
    if (column < 0 || gain[row * detections.length + column]! >= 0) return;
    const [track, detection] = [tracks[row]!, detections[column]!];
    pairs.push([track, detection]);
    taken.add(track).add(detection);
  });
  return {
    pairs,
    tracks: tracks.filter((track) => !taken.has(track)),
    detections: detections.filter((detection) => !taken.has(detection)),
  };
}

export function bufferedIou(a: Box, b: Box, bufferShare: number): number {
  return iou(buffered(a, bufferShare), buffered(b, bufferShare));
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

import { bufferedIou } from '../space/box.ts';
import type { GrowingTrack } from './growingTrack.ts';
import { BackwardMotion } from './lookBack.ts';
import type { TrackObservation } from './track.ts';
import type { TrackerSettings } from './trackerSettings.ts';

/** The observations of a path that are newer than a lost track's last one. */
export function newerThan(lost: GrowingTrack, path: readonly TrackObservation[]): readonly TrackObservation[] {
  return path.filter(({ ptsMs }) => ptsMs > lost.last.ptsMs);
}

/**
 * How well a path carries on a lost track, 0 where it cannot. Both ways must agree: the lost track walked on meets the
 * path's beginning, and the path walked back meets the lost track's end. One frame alone could not have told that.
 */
export function continuation(
  lost: GrowingTrack,
  path: readonly TrackObservation[],
  { joinGapMs, leastIou, bufferShare, noise }: TrackerSettings,
): number {
  const later = newerThan(lost, path);
  const [first] = later;
  if (!first || first.ptsMs - lost.last.ptsMs > joinGapMs) return 0;
  const onwards = bufferedIou(lost.expectedSince(first.ptsMs), first.boxInImage, bufferShare);
  const back = new BackwardMotion(later, noise).expectedAt(lost.last.ptsMs);
  const backwards = bufferedIou(back, lost.last.boxInImage, bufferShare);
  return Math.min(onwards, backwards) < leastIou ? 0 : onwards + backwards;
}

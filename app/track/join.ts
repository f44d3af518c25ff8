import { bufferedIou } from '../space/box.ts';
import type { GrowingTrack } from './growingTrack.ts';
import { BackwardMotion } from './lookBack.ts';
import type { TrackObservation } from './track.ts';
import type { TrackerSettings } from './trackerSettings.ts';

/** The observations of a path that are newer than a lost track's last one. */
export function newerThan(lost: GrowingTrack, path: readonly TrackObservation[]): readonly TrackObservation[] {
  return path.filter(({ ptsMs }) => ptsMs > lost.last.ptsMs);
}

/** Each walks half as far as from one end to the other: they must meet better than a track and a box of the next frame. */
const leastHalfWay = 0.5;

/**
 * How well a path carries on a lost track, 0 where it cannot: the lost track walked on and the path walked back must meet
 * half way. One frame alone could not have told that. Who drives away seems slower and slower; half way both have gone
 * wrong by the same.
 */
export function continuation(
  lost: GrowingTrack,
  path: readonly TrackObservation[],
  { joinGapMs, bufferShare, noise }: TrackerSettings,
): number {
  const later = newerThan(lost, path);
  const [first] = later;
  if (!first || first.ptsMs - lost.last.ptsMs > joinGapMs) return 0;
  const halfWayMs = (lost.last.ptsMs + first.ptsMs) / 2;
  const onwards = lost.expectedSince(halfWayMs);
  const backwards = new BackwardMotion(later, noise).expectedAt(halfWayMs);
  const overlap = bufferedIou(onwards, backwards, bufferShare);
  return overlap < leastHalfWay ? 0 : overlap;
}

import type { Box } from '../space/box.ts';
import type { Detection } from '../detect/detection.ts';

export type TrackState = 'tentative' | 'confirmed' | 'lost' | 'removed';

/** A track as it stands after a frame: the output is the matched observation, not the filter's estimate. */
export interface TrackObservation {
  /** Never reused within a tracker. */
  readonly trackId: number;
  readonly classId: number;
  readonly score: number;
  /** The matched detection's box, pixels of the source picture. */
  readonly boxInImage: Box;
  readonly ptsMs: number;
}

export interface TrackerFrame {
  readonly ptsMs: number;
  readonly detections: readonly Detection[];
}

/** What one frame did to the tracks. */
export interface TrackerOutput {
  /** Confirmed tracks that were observed in this frame. */
  readonly observed: readonly TrackObservation[];
  /**
   * Observations of earlier frames of tracks that were confirmed just now, oldest first, so that no part of a path is
   * lost to confirmation delay.
   */
  readonly backfilled: readonly TrackObservation[];
  /** Ids of confirmed tracks that ended for good with this frame. */
  readonly ended: readonly number[];
}

/** One tracker per camera. Frames come in rising `ptsMs`; a step back or a gap beyond `maxLostMs` ends all tracks. */
export interface Tracker {
  update(frame: TrackerFrame): TrackerOutput;
  /** Ends every track and returns the ids of the confirmed ones. */
  reset(): readonly number[];
}

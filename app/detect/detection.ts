import type { Box } from '../space/box.ts';

/** One box with class and score in one frame, in pixels of the source picture. */
export interface Detection {
  readonly boxInImage: Box;
  /** Index into the model's class list. */
  readonly classId: number;
  /** 0..1 */
  readonly score: number;
}

/** What the detector keeps. Class ids index the model's class list; a class that is absent from `scoreByClass` is dropped. */
export interface DetectionFilter {
  /** Lowest score kept per class id, 0..1. */
  readonly scoreByClass: ReadonlyMap<number, number>;
  /** Overlap (IoU) above which the lower-scored of two boxes is dropped. */
  readonly nmsIou: number;
  /** At most this many boxes a frame leave the detector, best first. */
  readonly maxDetections: number;
}

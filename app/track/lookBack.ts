import type { Detection } from '../detect/detection.ts';
import { type Box, bufferedIou } from '../space/box.ts';
import { BoxMotion } from './motion.ts';
import type { MotionNoise } from './motion.ts';
import type { TrackObservation } from './track.ts';
import type { TrackerSettings } from './trackerSettings.ts';

/** Detections of an earlier frame that no track has used. */
export interface UnusedDetections {
  readonly ptsMs: number;
  readonly detections: Detection[];
}

export interface FoundEarlier {
  readonly ptsMs: number;
  readonly detection: Detection;
}

/** A path walked from its end to its beginning and on. */
export class BackwardMotion {
  readonly #motion: BoxMotion;
  #atMs: number;

  /** @param path oldest first, not empty */
  constructor(path: readonly TrackObservation[], noise: MotionNoise) {
    const last = path.at(-1)!;
    this.#motion = new BoxMotion(last.boxInImage, noise);
    this.#atMs = last.ptsMs;
    for (const { ptsMs, boxInImage } of path.slice(0, -1).toReversed()) {
      this.expectedAt(ptsMs);
      this.correct(boxInImage);
    }
  }

  /** Where the box was at an earlier time. */
  expectedAt(ptsMs: number): Box {
    this.#motion.predict((this.#atMs - ptsMs) / 1000);
    this.#atMs = ptsMs;
    return this.#motion.box();
  }

  correct(observed: Box): void {
    this.#motion.correct(observed);
  }
}

/**
 * Follows a track that was confirmed just now backwards in time, through detections too weak to start a track: a vehicle
 * seen badly while it comes in would otherwise begin beyond the line that it crossed. What is found is taken out of
 * `unused`.
 * @param path the track's observations, oldest first
 * @param unused by rising ptsMs
 * @returns oldest first
 */
export function lookBack(
  path: readonly TrackObservation[],
  unused: readonly UnusedDetections[],
  fits: (detection: Detection) => boolean,
  settings: TrackerSettings,
): FoundEarlier[] {
  const motion = new BackwardMotion(path, settings.noise);
  const firstMs = path[0]!.ptsMs;
  let seenMs = firstMs;
  const found: FoundEarlier[] = [];
  for (const { ptsMs, detections } of unused.toReversed()) {
    if (ptsMs >= firstMs) continue;
    if (seenMs - ptsMs > settings.lookBackGapMs) break;
    const expected = motion.expectedAt(ptsMs);
    let best = -1;
    let most = settings.leastIou;
    detections.forEach((detection, index) => {
      const overlap = fits(detection) ? bufferedIou(expected, detection.boxInImage, settings.bufferShare) : 0;
      if (overlap > most) [best, most] = [index, overlap];
    });
    const [detection] = best < 0 ? [] : detections.splice(best, 1);
    if (!detection) continue;
    motion.correct(detection.boxInImage);
    seenMs = ptsMs;
    found.unshift({ ptsMs, detection });
  }
  return found;
}

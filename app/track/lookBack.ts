import type { Detection } from '../detect/detection.ts';
import { bufferedIou } from './association.ts';
import { BoxMotion } from './motion.ts';
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
  const motion = new BoxMotion(path.at(-1)!.boxInImage, settings.noise);
  let atMs = path.at(-1)!.ptsMs;
  const goBackTo = (ptsMs: number): void => {
    motion.predict((atMs - ptsMs) / 1000);
    atMs = ptsMs;
  };
  for (const { ptsMs, boxInImage } of path.slice(0, -1).toReversed()) {
    goBackTo(ptsMs);
    motion.correct(boxInImage);
  }

  const firstMs = path[0]!.ptsMs;
  let seenMs = firstMs;
  const found: FoundEarlier[] = [];
  for (const { ptsMs, detections } of unused.toReversed()) {
    if (ptsMs >= firstMs) continue;
    if (seenMs - ptsMs > settings.lookBackGapMs) break;
    goBackTo(ptsMs);
    const expected = motion.box();
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

import type { Detection } from '../detect/detection.ts';
import type { Box } from '../space/box.ts';
import { ClassVotes } from './classVotes.ts';
import type { FoundEarlier } from './lookBack.ts';
import { BoxMotion, sizeOf } from './motion.ts';
import type { SeenArea } from './seenArea.ts';
import type { TrackObservation, TrackState } from './track.ts';
import type { TrackerSettings } from './trackerSettings.ts';

/** A track inside the tracker: its observations, its expected box, its state. */
export class GrowingTrack {
  readonly trackId: number;
  readonly group: number;
  state: TrackState = 'tentative';
  /** Frames in a row without an observation. */
  misses = 0;
  observations = 0;
  /** While tentative all observations, afterwards those of the last `directionSpanMs`; oldest first. */
  #recent: TrackObservation[] = [];
  readonly #settings: TrackerSettings;
  readonly #motion: BoxMotion;
  /** The filter as it stood at the last observation. */
  #motionAtLast: Float64Array;
  readonly #votes = new ClassVotes(-1);
  #expected: Box;
  #expectedPtsMs: number;

  constructor(trackId: number, ptsMs: number, first: Detection, settings: TrackerSettings) {
    this.trackId = trackId;
    this.group = settings.groupOfClass(first.classId);
    this.#settings = settings;
    this.#motion = new BoxMotion(first.boxInImage, settings.noise);
    this.#motionAtLast = this.#motion.save();
    this.#expected = first.boxInImage;
    this.#expectedPtsMs = ptsMs;
    this.#remember(ptsMs, first);
  }

  /** Where the track is expected in the frame that `expectAt` was last called for. */
  get expected(): Box {
    return this.#expected;
  }

  /** By how much to enlarge boxes before overlap with the expected one is measured. */
  get bufferShare(): number {
    const { bufferShare, bufferPerUncertainty, maxBufferShare } = this.#settings;
    return Math.min(maxBufferShare, bufferShare + bufferPerUncertainty * this.#motion.uncertainty());
  }

  get last(): TrackObservation {
    return this.#recent.at(-1)!;
  }

  /** All observations so far of a track that is confirmed just now. */
  get path(): readonly TrackObservation[] {
    return this.#recent;
  }

  /** The observation about `directionSpanMs` before the last one: the oldest that is remembered. */
  get earlier(): TrackObservation {
    const fromMs = this.last.ptsMs - this.#settings.directionSpanMs;
    return this.#recent.findLast(({ ptsMs }) => ptsMs <= fromMs) ?? this.#recent[0]!;
  }

  /** How far the track is expected from where it was last seen, in sizes of its last box. */
  get strayed(): number {
    const { cx, cy } = this.#motion.box();
    const { boxInImage } = this.last;
    return Math.hypot(cx - boxInImage.cx, cy - boxInImage.cy) / sizeOf(boxInImage);
  }

  expectAt(ptsMs: number, area: SeenArea): void {
    this.#moveOnTo(ptsMs);
    this.#expected = area.clip(this.#motion.box());
  }

  /** Where a track that is lost would have been at a time since its last observation. */
  expectedSince(ptsMs: number): Box {
    const motion = new BoxMotion(this.last.boxInImage, this.#settings.noise);
    motion.restore(this.#motionAtLast);
    motion.predict((ptsMs - this.last.ptsMs) / 1000);
    return motion.box();
  }

  /**
   * Takes over the observations of a track that turned out to be this one's continuation.
   * @returns them, under this track's id
   */
  absorb(later: readonly TrackObservation[]): readonly TrackObservation[] {
    this.#motion.restore(this.#motionAtLast);
    this.#expectedPtsMs = this.last.ptsMs;
    return later.map((observation) => {
      this.#moveOnTo(observation.ptsMs);
      this.observe(observation);
      return this.last;
    });
  }

  /** The frame that `expectAt` was called for showed the track as `detection`. */
  observe(detection: Detection): void {
    const ptsMs = this.#expectedPtsMs;
    if (this.misses > 0) this.#replayGap(ptsMs, detection.boxInImage);
    this.#motion.correct(detection.boxInImage);
    this.#motionAtLast = this.#motion.save();
    this.#expected = detection.boxInImage;
    this.misses = 0;
    this.#remember(ptsMs, detection);
  }

  /** Puts observations from before the first one in front, while the track is tentative. */
  extendBack(found: readonly FoundEarlier[]): void {
    this.observations += found.length;
    for (const { ptsMs, detection } of found) this.#votes.vote(detection.classId, detection.score, ptsMs);
    const classId = this.#votes.best;
    const earlier = found.map(({ ptsMs, detection: { boxInImage, score } }): TrackObservation => {
      return { trackId: this.trackId, classId, score, boxInImage, ptsMs };
    });
    this.#recent.unshift(...earlier);
  }

  #moveOnTo(ptsMs: number): void {
    this.#motion.predict((ptsMs - this.#expectedPtsMs) / 1000);
    this.#expectedPtsMs = ptsMs;
  }

  /** OC-SORT's re-update: a blind filter has drifted, so it goes back and walks straight to where the track came up again. */
  #replayGap(ptsMs: number, found: Box): void {
    const { ptsMs: lastMs, boxInImage: last } = this.last;
    const steps = this.misses + 1;
    this.#motion.restore(this.#motionAtLast);
    for (let step = 1; step <= steps; step++) {
      this.#motion.predict((ptsMs - lastMs) / steps / 1000);
      if (step < steps) this.#motion.correct(between(last, found, step / steps));
    }
  }

  #remember(ptsMs: number, detection: Detection): void {
    const { boxInImage, classId, score } = detection;
    this.observations++;
    this.#votes.vote(classId, score, ptsMs);
    this.#recent.push({ trackId: this.trackId, classId: this.#votes.best, score, boxInImage, ptsMs });
    if (this.state === 'tentative') return;
    const keepFromMs = this.earlier.ptsMs;
    while (this.#recent[0]!.ptsMs < keepFromMs) this.#recent.shift();
  }
}

function between(from: Box, to: Box, share: number): Box {
  const mix = (a: number, b: number): number => a + (b - a) * share;
  return { cx: mix(from.cx, to.cx), cy: mix(from.cy, to.cy), w: mix(from.w, to.w), h: mix(from.h, to.h) };
}

/** A step back within an epoch that is longer than any reordering of B-frames: the clip began again. */
const restartUs = 2_000_000;
/** Between the last frame of one stretch and the first of the next. */
const pauseUs = 1_000_000;

/**
 * Puts the media times of one camera on a single rising line, so that a shown frame's `mediaTime` alone says which boxes
 * belong to it. Times of different epochs are not comparable: each epoch gets its own base, a second after the last
 * frame of the epoch before it; so does a stream that steps back. All times are integer microseconds.
 */
export class Timeline {
  #epoch: number | null = null;
  #baseUs = 0;
  #newestUs = 0;
  #lastPtsUs = Number.NEGATIVE_INFINITY;

  /** The same epoch is sent again from an earlier keyframe: the next step back is no new beginning. */
  resent(): void {
    this.#lastPtsUs = Number.NEGATIVE_INFINITY;
  }

  /** The place of a chunk. A new epoch starts with the first chunk that names it. */
  place(epoch: number, ptsUs: number): number {
    const isFirst = this.#epoch === null;
    if (epoch !== this.#epoch || ptsUs < this.#lastPtsUs - restartUs) {
      this.#baseUs = isFirst ? 0 : this.#newestUs + pauseUs - ptsUs;
      this.#epoch = epoch;
    }
    this.#lastPtsUs = ptsUs;
    const placedUs = ptsUs + this.#baseUs;
    this.#newestUs = Math.max(this.#newestUs, placedUs);
    return placedUs;
  }

  /** The place of an analysed frame in ms, or `null` when its epoch is not the one that is showing. */
  find(epoch: number, ptsMs: number): number | null {
    return epoch === this.#epoch ? ptsMs + this.#baseUs / 1000 : null;
  }
}

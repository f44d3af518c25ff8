/** A stream whose times have run this far from the wall clock is laid on it anew: a camera's crystal, a suspended computer. */
const longestDriftMs = 2000;

/**
 * Wall times of pictures that go by the stream's own clock: speeds and headways need even steps, and arrival has the
 * jitter of the network.
 */
export class MediaWallTime {
  #epoch: number | null = null;
  #offsetMs = 0;

  /** @returns Unix ms of a picture of media time `ptsMs` whose packet arrived at `arrivedAtMs` */
  of(epoch: number, ptsMs: number, arrivedAtMs: number): number {
    const isAstray = Math.abs(ptsMs + this.#offsetMs - arrivedAtMs) > longestDriftMs;
    if (epoch !== this.#epoch || isAstray) {
      this.#epoch = epoch;
      this.#offsetMs = arrivedAtMs - ptsMs;
    }
    return ptsMs + this.#offsetMs;
  }
}

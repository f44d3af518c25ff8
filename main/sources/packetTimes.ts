import { elementaryFps, type InputKind } from './ffmpegArgs.ts';

const clockStepUs = 2_000_000;

/** The times of one session's packets: which they are, and whether the camera's clock was set back. */
export class PacketTimes {
  readonly #kind: InputKind;
  readonly #live: boolean;
  readonly #startMonoMs: number;
  #packets = 0;
  #newestPtsUs = Number.NEGATIVE_INFINITY;

  /** @param live false for files that are analysed as fast as possible */
  constructor(kind: InputKind, live: boolean, startMonoMs: number) {
    this.#kind = kind;
    this.#live = live;
    this.#startMonoMs = startMonoMs;
  }

  /**
   * The next packet's. Sources without time of their own are stamped on arrival, by the monotonic clock: a wall clock that
   * steps would reach the boxes. Raw files are counted.
   */
  ptsUsOf(ffmpegPtsUs: number, arrivedMonoMs: number): number {
    const place = this.#packets++;
    if (this.#kind === 'multipart') return Math.round((arrivedMonoMs - this.#startMonoMs) * 1000);
    return this.#kind === 'elementary' ? Math.round((place * 1_000_000) / elementaryFps) : ffmpegPtsUs;
  }

  /** A camera's clock stepped back by more than pictures are ever reordered by. Files that are analysed are read on. */
  setBack(ffmpegPtsUs: number): boolean {
    const back = this.#live && ffmpegPtsUs < this.#newestPtsUs - clockStepUs;
    this.#newestPtsUs = Math.max(this.#newestPtsUs, ffmpegPtsUs);
    return back;
  }
}

import type { BoxFrame } from './boxesAt.ts';

/** The recent analysed frames of one tile, oldest first, bounded in time. */
export class BoxFrames {
  readonly #keepMs: number;
  #frames: BoxFrame[] = [];

  /** @param keepMs media time kept: the longest hold-back, the tail and room for a slow detector */
  constructor(keepMs = 6000) {
    this.#keepMs = keepMs;
  }

  get all(): readonly BoxFrame[] {
    return this.#frames;
  }

  /** A frame that is older than the newest means that the stream stepped back: what came before it is void. */
  add(frame: BoxFrame): void {
    const newest = this.#frames.at(-1);
    if (newest && frame.mediaMs <= newest.mediaMs) this.#frames = [];
    this.#frames.push(frame);
    while ((this.#frames[0]?.mediaMs ?? frame.mediaMs) < frame.mediaMs - this.#keepMs) this.#frames.shift();
  }

  clear(): void {
    this.#frames = [];
  }
}

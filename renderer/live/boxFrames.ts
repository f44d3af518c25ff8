import { type BoxFrame, type EarlierBox, overlayRules } from './boxesAt.ts';

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

  /**
   * A frame that is older than the newest means that the stream stepped back: what came before it is void.
   * @param earlier what it made known of frames before it
   */
  add(frame: BoxFrame, earlier: readonly EarlierBox[] = []): void {
    const newest = this.#frames.at(-1);
    if (newest && frame.mediaMs <= newest.mediaMs) this.#frames = [];
    this.#frames.push(frame);
    for (const box of earlier) this.#complete(box);
    while ((this.#frames[0]?.mediaMs ?? frame.mediaMs) < frame.mediaMs - this.#keepMs) this.#frames.shift();
  }

  #complete({ mediaMs, row }: EarlierBox): void {
    const at = this.#frames.findIndex((frame) => Math.abs(frame.mediaMs - mediaMs) <= overlayRules.sameFrameMs);
    const frame = this.#frames[at];
    if (frame && !frame.tracks.some(([trackId]) => trackId === row[0])) {
      this.#frames[at] = { ...frame, tracks: [...frame.tracks, row] };
    }
  }

  clear(): void {
    this.#frames = [];
  }
}

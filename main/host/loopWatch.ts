/** How an event loop was seen to be: `blocked` once when it stood for too long, `free` once when it moved again. */
export type LoopEvent = { readonly kind: 'blocked' | 'free'; readonly forMs: number };

/** Judges a counter that a healthy loop advances several times a second. Time is monotonic. */
export class LoopWatch {
  readonly #blockedAfterMs: number;
  #count = -1;
  #movedMonoMs = 0;
  #isBlocked = false;

  constructor(blockedAfterMs: number) {
    this.#blockedAfterMs = blockedAfterMs;
  }

  look(count: number, monoMs: number): LoopEvent | null {
    const forMs = monoMs - this.#movedMonoMs;
    if (count !== this.#count) {
      const wasBlocked = this.#isBlocked;
      this.#count = count;
      this.#movedMonoMs = monoMs;
      this.#isBlocked = false;
      return wasBlocked ? { kind: 'free', forMs } : null;
    }
    if (this.#isBlocked || forMs < this.#blockedAfterMs) return null;
    this.#isBlocked = true;
    return { kind: 'blocked', forMs };
  }
}

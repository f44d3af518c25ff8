/** One condition that must last; interruptions of up to `releaseMs` do not break it. */
export class Spell {
  readonly #releaseMs: number;
  #sinceAtMs: number | null = null;
  #lastAtMs = 0;

  constructor(releaseMs: number) {
    this.#releaseMs = releaseMs;
  }

  /**
   * @param beganAtMs when it began to hold, if it began with this step; a little before it where pictures are few
   * @returns since when it holds; `null` when it does not
   */
  step(atMs: number, holds: boolean, beganAtMs = atMs): number | null {
    if (holds) {
      this.#sinceAtMs ??= beganAtMs;
      this.#lastAtMs = atMs;
    } else if (this.#sinceAtMs !== null && atMs - this.#lastAtMs > this.#releaseMs) this.#sinceAtMs = null;
    return this.#sinceAtMs;
  }
}

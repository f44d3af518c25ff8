/** Gives its place back; more than once is harmless. */
export type Release = () => void;

/**
 * At most so many cameras open at a time: after a power cut a hundred cameras come back together, and each opening costs
 * a process, a probe and a burst of video.
 */
export class OpeningGate {
  readonly #places: number;
  #taken = 0;
  readonly #waiting: (() => void)[] = [];

  constructor(places = 8) {
    this.#places = places;
  }

  /** Openings under way. */
  get taken(): number {
    return this.#taken;
  }

  /** Calls back when there is a place, at once if there is one now. The returned function gives it back, or stops waiting. */
  enter(entered: () => void): Release {
    let state: 'waiting' | 'inside' | 'left' = 'waiting';
    const start = (): void => {
      state = 'inside';
      this.#taken++;
      entered();
    };
    const release = (): void => {
      if (state === 'inside') {
        this.#taken--;
        this.#waiting.shift()?.();
      } else if (state === 'waiting') {
        this.#waiting.splice(this.#waiting.indexOf(start), 1);
      }
      state = 'left';
    };
    if (this.#taken < this.#places) start();
    else this.#waiting.push(start);
    return release;
  }
}

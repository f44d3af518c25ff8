import type { GroundPoint } from '../../space/ground.ts';

/** Where a vehicle was, and when. */
export interface Sight {
  readonly atMs: number;
  readonly ground: GroundPoint;
}

/** So many forgotten ones are left lying at the beginning before they are cleared away together. */
const clearedAtOnce = 64;

/**
 * The last sights of a track, the oldest first. They come with every frame and are hardly ever asked for: kept column by
 * column, none is an object until then.
 */
export class Sights {
  readonly trackId: number;
  readonly #atMs: number[] = [];
  readonly #xM: number[] = [];
  readonly #yM: number[] = [];
  /** Those before it are forgotten. */
  #first = 0;

  constructor(trackId: number) {
    this.trackId = trackId;
  }

  add(atMs: number, { xM, yM }: GroundPoint): void {
    this.#atMs.push(atMs);
    this.#xM.push(xM);
    this.#yM.push(yM);
  }

  /** Forgets those of longer ago. @returns whether any is left */
  keep(forMs: number, atMs: number): boolean {
    const { length } = this.#atMs;
    while (this.#first < length && atMs - this.#atMs[this.#first]! > forMs) this.#first++;
    if (this.#first >= clearedAtOnce) {
      for (const column of [this.#atMs, this.#xM, this.#yM]) column.splice(0, this.#first);
      this.#first = 0;
    }
    return this.#first < this.#atMs.length;
  }

  get lastAtMs(): number {
    return this.#atMs[this.#atMs.length - 1]!;
  }

  all(): Sight[] {
    const sights: Sight[] = [];
    for (let at = this.#first; at < this.#atMs.length; at++) {
      sights.push({ atMs: this.#atMs[at]!, ground: { xM: this.#xM[at]!, yM: this.#yM[at]! } });
    }
    return sights;
  }
}

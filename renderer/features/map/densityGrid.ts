/** Edge of a cell, metres. */
const cellM = 3;
/** A place that nobody visits any more counts half after this time, seconds. */
const halfLifeS = 60;
/** What a cell must hold to be kept, seconds. */
const leastS = 0.05;

export interface DensityCell {
  readonly eastM: number;
  readonly northM: number;
  /** Seconds that road users spent there of late. */
  readonly spentS: number;
}

/** Where on the road time was spent of late: what a queue fills and an empty lane does not. */
export class DensityGrid {
  readonly #spentS = new Map<string, number>();
  #atMs: number | null = null;

  /** All road users stood at their places since the call before. */
  add(places: Iterable<readonly [eastM: number, northM: number]>, nowMs: number): void {
    // After a gap nobody knows where they were meanwhile.
    const spentS = this.#atMs === null ? 0 : Math.min(1, Math.max(0, (nowMs - this.#atMs) / 1000));
    const kept = this.#atMs === null ? 1 : 0.5 ** (Math.max(0, nowMs - this.#atMs) / 1000 / halfLifeS);
    this.#atMs = nowMs;
    for (const [key, value] of this.#spentS) {
      if (value * kept < leastS) this.#spentS.delete(key);
      else this.#spentS.set(key, value * kept);
    }
    for (const [east, north] of places) {
      const key = `${Math.floor(east / cellM)},${Math.floor(north / cellM)}`;
      this.#spentS.set(key, (this.#spentS.get(key) ?? 0) + spentS);
    }
  }

  /** Middles of the cells that hold something. */
  cells(): DensityCell[] {
    return [...this.#spentS].map(([key, spentS]) => {
      const [column, row] = key.split(',').map(Number) as [number, number];
      return { eastM: (column + 0.5) * cellM, northM: (row + 0.5) * cellM, spentS };
    });
  }
}

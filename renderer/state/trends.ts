/** Ten minutes at one point in five seconds. */
const trendPeriodMs = 5000;
export const trendPoints = 120;

/** The last ten minutes of any number of series, oldest first; what was not measured is NaN. */
export class Trends {
  readonly #series = new Map<string, Float32Array>();
  #lastMonoMs = Number.NEGATIVE_INFINITY;

  /** Takes a point of every series when a period is over; says whether it did. */
  sample(nowMonoMs: number, read: () => Iterable<readonly [key: string, value: number | null]>): boolean {
    if (nowMonoMs - this.#lastMonoMs < trendPeriodMs) return false;
    this.#lastMonoMs = nowMonoMs;
    const seen = new Set<string>();
    for (const [key, value] of read()) {
      seen.add(key);
      this.#push(key, value ?? Number.NaN);
    }
    for (const key of this.#series.keys()) if (!seen.has(key)) this.#series.delete(key);
    return true;
  }

  /** A copy is not made: a sample puts a new array in place, so that readers see a change by identity. */
  of(key: string): Float32Array | undefined {
    return this.#series.get(key);
  }

  #push(key: string, value: number): void {
    const points = new Float32Array(trendPoints);
    const old = this.#series.get(key);
    if (old) points.set(old.subarray(1));
    else points.fill(Number.NaN);
    points[trendPoints - 1] = value;
    this.#series.set(key, points);
  }
}

/** Median over the newest samples. */
export class LatencyMeter {
  readonly #samples: number[] = [];
  readonly #size: number;
  #next = 0;

  constructor(size = 61) {
    this.#size = size;
  }

  add(ms: number): void {
    this.#samples[this.#next] = ms;
    this.#next = (this.#next + 1) % this.#size;
  }

  /** `null` before the first sample. */
  medianMs(): number | null {
    const sorted = [...this.#samples].sort((a, b) => a - b);
    return sorted[Math.floor(sorted.length / 2)] ?? null;
  }
}

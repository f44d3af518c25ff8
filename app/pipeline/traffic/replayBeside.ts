interface Lasting {
  readonly fromAtMs: number;
  readonly toAtMs: number;
}

/** Holds what comes by begin until all that was there beside it has come, too. */
export class Beside<T extends Lasting> {
  /** By begin: first those that were given on and still overlap one that waits, then those that wait. */
  #kept: T[] = [];
  #given = 0;

  /** Takes the next one. */
  add(one: T): void {
    this.#kept.push(one);
  }

  /** The next one that nothing overlaps any more of what begins at a time or later; `null`: none yet. */
  next(readMs: number): T | null {
    const first = this.#kept[this.#given];
    if (!first || first.toAtMs >= readMs) return null;
    this.#given++;
    if (this.#given > 64 && this.#given * 2 > this.#kept.length) this.#forget(first.fromAtMs);
    return first;
  }

  /** How far those that come were given on: the begin of the first one that waits, or of what comes next. */
  givenTo(readMs: number): number {
    return this.#kept[this.#given]?.fromAtMs ?? readMs;
  }

  /** All that were there at the same time, itself among them. */
  *of({ fromAtMs, toAtMs }: Lasting): Generator<T> {
    for (const other of this.#kept) {
      if (other.fromAtMs > toAtMs) return;
      if (other.toAtMs >= fromAtMs) yield other;
    }
  }

  #forget(beforeMs: number): void {
    const given = this.#kept.slice(0, this.#given).filter(({ toAtMs }) => toAtMs >= beforeMs);
    this.#kept = [...given, ...this.#kept.slice(this.#given)];
    this.#given = given.length;
  }
}

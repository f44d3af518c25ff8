import { type IntervalSums, type MeasuredElement, noSums } from './interval.ts';

/** Sums of one element in one interval, still growing. */
export interface OpenInterval {
  readonly element: MeasuredElement;
  readonly beginAtMs: number;
  readonly sums: IntervalSums;
}

/** The open intervals of a camera: what happened is booked by when it happened, and given out when nothing can follow. */
export class Ledger {
  readonly lengthMs: number;
  readonly #elements: readonly MeasuredElement[];
  /** By begin, then in the order of the elements. */
  readonly #open = new Map<number, Map<string, OpenInterval>>();

  constructor(elements: readonly MeasuredElement[], lengthMs: number) {
    this.#elements = elements;
    this.lengthMs = lengthMs;
  }

  /** Opens the intervals that hold a time. What comes too late for its interval is booked in the oldest open one. */
  open(atMs: number): void {
    const beginAtMs = this.#beginOf(atMs);
    if (this.#open.has(beginAtMs)) return;
    const intervals = this.#elements.map((element): [string, OpenInterval] => [
      keyOf(element),
      { element, beginAtMs, sums: { ...noSums, counts: {}, movements: {} } },
    ]);
    this.#open.set(beginAtMs, new Map(intervals));
  }

  /** @throws Error for an element that is not measured */
  at(element: MeasuredElement, atMs: number): IntervalSums {
    let intervals = this.#open.get(this.#beginOf(atMs));
    if (!intervals) {
      const begins = [...this.#open.keys()];
      const oldest = Math.min(...begins);
      intervals = this.#open.get(atMs < oldest ? oldest : Math.max(...begins));
    }
    const interval = intervals?.get(keyOf(element));
    if (!interval) throw new Error(`${element.kind} ${element.id} is not measured`);
    return interval.sums;
  }

  /** Books what went on from one time to another, each interval with its share of it. */
  spread(
    element: MeasuredElement,
    fromAtMs: number,
    toAtMs: number,
    book: (sums: IntervalSums, share: number) => void,
  ): void {
    const wholeMs = toAtMs - fromAtMs;
    for (let atMs = fromAtMs; atMs < toAtMs; ) {
      const untilMs = Math.min(toAtMs, this.#beginOf(atMs) + this.lengthMs);
      book(this.at(element, atMs), (untilMs - atMs) / wholeMs);
      atMs = untilMs;
    }
  }

  /** Takes out the intervals that ended by a time, in order. */
  close(untilMs: number): OpenInterval[] {
    const begins = [...this.#open.keys()]
      .filter((beginAtMs) => beginAtMs + this.lengthMs <= untilMs)
      .sort((a, b) => a - b);
    return begins.flatMap((beginAtMs) => {
      const intervals = [...this.#open.get(beginAtMs)!.values()];
      this.#open.delete(beginAtMs);
      return intervals;
    });
  }

  #beginOf(atMs: number): number {
    return Math.floor(atMs / this.lengthMs) * this.lengthMs;
  }
}

export function keyOf({ kind, id }: MeasuredElement): string {
  return `${kind} ${id}`;
}

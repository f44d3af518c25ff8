import type { SignalState } from '../../traffic/road/roadUser.ts';
import type { SignalChange } from '../../traffic/signals/signalChange.ts';

/** What signals showed, read forwards. */
export class ReplayedSignals {
  readonly #changes: readonly SignalChange[];
  #next = 0;
  #shown: ReadonlyMap<string, SignalState> = new Map();

  /** @param changes by time */
  constructor(changes: readonly SignalChange[]) {
    this.#changes = changes;
  }

  /** When the next change is; infinity when there is none. */
  get nextAtMs(): number {
    return this.#changes[this.#next]?.atMs ?? Number.POSITIVE_INFINITY;
  }

  /** @param atMs rising from call to call */
  at(atMs: number): ReadonlyMap<string, SignalState> {
    if (this.nextAtMs > atMs) return this.#shown;
    const shown = new Map(this.#shown);
    for (; this.nextAtMs <= atMs; this.#next++) {
      const { headId, state } = this.#changes[this.#next]!;
      if (state === 'unknown') shown.delete(headId);
      else shown.set(headId, state);
    }
    this.#shown = shown;
    return shown;
  }
}

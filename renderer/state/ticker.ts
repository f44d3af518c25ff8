import type { Clock } from '../../app/base/clock.ts';

/**
 * One timer for everything on the page that follows the second: the clock, ages, freshness.
 * It runs only while somebody listens.
 */
export class Ticker {
  readonly #clock: Clock;
  readonly #listeners = new Set<() => void>();
  #cancel: (() => void) | undefined;
  #wallMs: number;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#wallMs = clock.wallMs();
  }

  /** Wall time of the newest tick, Unix ms: the same value for all readers of one drawing. */
  readonly wallMs = (): number => this.#wallMs;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    if (!this.#cancel) this.#plan();
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size > 0) return;
      this.#cancel?.();
      this.#cancel = undefined;
    };
  };

  #plan(): void {
    this.#cancel = this.#clock.after(1000 - (this.#clock.wallMs() % 1000), () => {
      this.#wallMs = this.#clock.wallMs();
      this.#plan();
      for (const listener of this.#listeners) listener();
    });
  }
}

import type { Clock } from '../../app/base/clock.ts';

/** Events a second over the last five seconds of monotonic time. */
export class RateMeter {
  readonly #clock: Clock;
  readonly #windowMs: number;
  #ticksMonoMs: number[] = [];

  constructor(clock: Clock, windowMs = 5000) {
    this.#clock = clock;
    this.#windowMs = windowMs;
  }

  tick(): void {
    this.#trim();
    this.#ticksMonoMs.push(this.#clock.monoMs());
  }

  perS(): number {
    this.#trim();
    return (this.#ticksMonoMs.length * 1000) / this.#windowMs;
  }

  #trim(): void {
    const oldest = this.#clock.monoMs() - this.#windowMs;
    const first = this.#ticksMonoMs.findIndex((at) => at >= oldest);
    this.#ticksMonoMs = first === -1 ? [] : this.#ticksMonoMs.slice(first);
  }
}

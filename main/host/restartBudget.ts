import type { BackOffPolicy } from '../../app/base/backOff.ts';
import { backOffMs } from '../../app/base/backOff.ts';
import type { Clock } from '../../app/base/clock.ts';

export interface RestartPolicy {
  /** More failures than this within `withinMs` and the worker counts as failed. */
  readonly restarts: number;
  readonly withinMs: number;
  /** Pauses between the restarts of the budget. */
  readonly backOff: BackOffPolicy;
  /** A failed worker is tried again after this long, each time twice as long, up to `retryMaxMs`. */
  readonly retryFirstMs: number;
  readonly retryMaxMs: number;
  /** After this long without a failure all is forgiven. */
  readonly healthyAfterMs: number;
}

export const usualRestarts: RestartPolicy = {
  restarts: 5,
  withinMs: 60_000,
  backOff: { firstMs: 250, maxMs: 8000, jitter: 0.2, resetAfterMs: 60_000 },
  retryFirstMs: 60_000,
  retryMaxMs: 300_000,
  healthyAfterMs: 600_000,
};

export interface NextStart {
  readonly state: 'restarting' | 'failed';
  readonly inMs: number;
}

/** Decides when a worker that failed may start again. Time is monotonic. */
export class RestartBudget {
  readonly #clock: Clock;
  readonly #policy: RestartPolicy;
  readonly #random: () => number;
  #failuresMonoMs: number[] = [];
  #lastFailureMonoMs = Number.NEGATIVE_INFINITY;
  /** How often in a row the worker was given up: while it is above zero a single failure is enough. */
  #givenUp = 0;

  constructor(clock: Clock, policy: RestartPolicy, random: () => number) {
    this.#clock = clock;
    this.#policy = policy;
    this.#random = random;
  }

  /** The worker failed now. */
  afterFailure(): NextStart {
    const { restarts, withinMs, backOff, retryFirstMs, retryMaxMs, healthyAfterMs } = this.#policy;
    const now = this.#clock.monoMs();
    if (now - this.#lastFailureMonoMs > healthyAfterMs) this.#givenUp = 0;
    this.#lastFailureMonoMs = now;
    this.#failuresMonoMs = this.#failuresMonoMs.filter((failureMonoMs) => now - failureMonoMs < withinMs);
    this.#failuresMonoMs.push(now);
    if (this.#givenUp > 0 || this.#failuresMonoMs.length > restarts) {
      this.#givenUp++;
      this.#failuresMonoMs = [];
      return { state: 'failed', inMs: Math.min(retryMaxMs, retryFirstMs * 2 ** (this.#givenUp - 1)) };
    }
    return { state: 'restarting', inMs: backOffMs(backOff, this.#failuresMonoMs.length, this.#random) };
  }
}

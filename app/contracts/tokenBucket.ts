import type { Clock } from '../base/clock.ts';

/** How fast one reader may ask. */
export interface RateLimit {
  readonly clock: Clock;
  readonly perS: number;
  readonly burst: number;
  /** The link is closed after this long of asking too fast without a pause. */
  readonly cutAfterMs: number;
}

/** For links to windows: a wall of sixteen tiles acknowledges about 150 times a second; a page at its start asks at once. */
export function windowRate(clock: Clock): RateLimit {
  return { clock, perS: 1000, burst: 3000, cutAfterMs: 5000 };
}

export type Verdict = 'take' | 'refuse' | 'ignore' | 'cut';

/** A pause of this long ends an overload. */
const pauseMs = 1000;

/**
 * Token bucket of one link. Over the limit a request is refused with an answer; answers are limited to the same rate,
 * since a flood that is answered message by message is a flood of answers.
 */
export class TokenBucket {
  readonly #limit: RateLimit;
  #tokens: number;
  #answers: number;
  #filledMonoMs: number;
  #overSinceMonoMs: number | undefined;
  #overLastMonoMs = 0;

  constructor(limit: RateLimit) {
    this.#limit = limit;
    this.#tokens = limit.burst;
    this.#answers = limit.burst;
    this.#filledMonoMs = limit.clock.monoMs();
  }

  take(): Verdict {
    const { clock, perS, burst, cutAfterMs } = this.#limit;
    const now = clock.monoMs();
    const filled = ((now - this.#filledMonoMs) / 1000) * perS;
    this.#tokens = Math.min(burst, this.#tokens + filled);
    this.#answers = Math.min(burst, this.#answers + filled);
    this.#filledMonoMs = now;
    if (this.#tokens >= 1) {
      this.#tokens -= 1;
      return 'take';
    }
    if (this.#overSinceMonoMs === undefined || now - this.#overLastMonoMs > pauseMs) this.#overSinceMonoMs = now;
    this.#overLastMonoMs = now;
    if (now - this.#overSinceMonoMs >= cutAfterMs) return 'cut';
    if (this.#answers < 1) return 'ignore';
    this.#answers -= 1;
    return 'refuse';
  }
}

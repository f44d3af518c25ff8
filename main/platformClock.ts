import type { Clock } from '../app/base/clock.ts';

/** The machine's own clock. Its monotonic time is the same in every thread of the process. */
export const platformClock: Clock = {
  wallMs: () => Date.now(),
  monoMs: () => Number(process.hrtime.bigint()) / 1e6,
  after(delayMs, callback) {
    const timer = setTimeout(callback, delayMs);
    return () => clearTimeout(timer);
  },
};

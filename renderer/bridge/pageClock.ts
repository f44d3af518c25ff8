import type { Clock } from '../../app/base/clock.ts';

/** The browser's clock. Its monotonic time has the same start in the page and in its workers, so both can be compared. */
export const pageClock: Clock = {
  wallMs: () => Date.now(),
  monoMs: () => performance.timeOrigin + performance.now(),
  after(delayMs, callback) {
    const timer = setTimeout(callback, delayMs);
    return () => clearTimeout(timer);
  },
};

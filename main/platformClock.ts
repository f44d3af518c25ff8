import { performance } from 'node:perf_hooks';
import type { Clock } from '../app/base/clock.ts';

/** The machine's own clock. */
export const platformClock: Clock = {
  wallMs: () => Date.now(),
  monoMs: () => performance.now(),
  after(delayMs, callback) {
    const timer = setTimeout(callback, delayMs);
    return () => clearTimeout(timer);
  },
};

import { type Interval, type IntervalSums, noSums } from '../interval.ts';
import { addSpeed } from '../spotSums.ts';

/** A good minute of a line with these sums. */
export function interval(sums: Partial<IntervalSums>, change: Partial<Interval> = {}): Interval {
  return {
    ...{ cameraId: 'north', element: { kind: 'line', id: 'a' }, beginAtMs: 0, lengthMs: 60_000 },
    ...{ grade: 'A', flags: [], sceneVersion: 1 },
    sums: { ...noSums, observedMs: 60_000, ...sums },
    ...change,
  };
}

/** Sums of a line that vehicles passed at these speeds, each known to 0.1 m/s. */
export function spotSums(mps: readonly number[]): IntervalSums {
  const sums: IntervalSums = { ...noSums, counts: {}, movements: {}, observedMs: 60_000 };
  for (const speedMps of mps) addSpeed(sums, { speedMps, speedErrorMps: 0.1 });
  return sums;
}

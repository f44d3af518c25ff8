import type { CrossingDirection } from '../countingLine.ts';
import type { IntervalSums } from './interval.ts';

/** A vehicle's speed where it was measured; m/s, standard error. */
export interface SpotSpeed {
  readonly speedMps: number;
  readonly speedErrorMps: number;
}

/** Slower than this a vehicle stands, and 1 / v says nothing. */
const slowestMps = 0.5;

export function addCount(sums: IntervalSums, className: string, direction: CrossingDirection): void {
  const ofClass = (sums.counts[className] ??= { forward: 0, backward: 0 });
  ofClass[direction]++;
}

export function addSpeed(sums: IntervalSums, { speedMps, speedErrorMps }: SpotSpeed): void {
  const mps = Math.max(slowestMps, speedMps);
  sums.speedN++;
  sums.speedSum += mps;
  sums.speedSquareSum += mps * mps;
  sums.slownessSum += 1 / mps;
  sums.speedVarianceSum += speedErrorMps * speedErrorMps;
  const kmh = String(Math.floor(mps * 3.6));
  const byKmh = (sums.speedsByKmh ??= {});
  byKmh[kmh] = (byKmh[kmh] ?? 0) + 1;
}

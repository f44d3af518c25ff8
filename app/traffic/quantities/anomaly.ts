/** How a value compares with those of the same hour of other weeks. */
export interface Anomaly {
  readonly usual: number;
  /** Robust z-score: distance from the median in standard deviations as the median deviation gives them. */
  readonly z: number;
  readonly isUnusual: boolean;
}

const fewestWeeks = 4;
/** Iglewicz and Hoaglin. */
const unusualFrom = 3.5;
/** Of a normal distribution: standard deviation by median absolute deviation. */
const deviationByMad = 1.4826;
/** Weeks that are all the same are not infinitely sure: a twentieth of the value is always possible. */
const leastDeviationShare = 0.05;

/** @param sameHour values of the same hour of the week, one a week; `null` with fewer than four of them */
export function anomaly(sameHour: readonly number[], value: number): Anomaly | null {
  const known = sameHour.filter(Number.isFinite);
  if (known.length < fewestWeeks || !Number.isFinite(value)) return null;
  const usual = median(known);
  const mad = median(known.map((one) => Math.abs(one - usual)));
  const deviation = Math.max(deviationByMad * mad, leastDeviationShare * Math.abs(usual), Number.EPSILON);
  const z = (value - usual) / deviation;
  return { usual, z, isUnusual: Math.abs(z) >= unusualFrom };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** What was measured in the same hour of an earlier week. */
export interface PastValue {
  readonly weeksAgo: number;
  readonly value: number;
  /** Its own standard error. */
  readonly error: number;
}

/** What is usual in an hour of the week; a value below `low` or above `high` is unusual. */
export interface Usual {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  /** How many earlier weeks it rests on. */
  readonly weeks: number;
}

/** Fewer weeks than this say nothing of what is usual. */
export const fewestWeeks = 4;
/** So many deviations from the median are unusual (Iglewicz and Hoaglin). */
const unusualFrom = 3.5;
/** Of a normal distribution: standard deviation by median absolute deviation. */
const deviationByMad = 1.4826;
/** Weeks that are all the same are not infinitely sure: a twentieth of the value is always possible. */
const leastDeviationShare = 0.05;

/**
 * The median of the past, and the span around it that is usual. The span never gets narrower than what chance does to a
 * single value: of four to eight values alone the median deviation would call one in ten unusual.
 * @returns `null` with fewer than four weeks
 */
export function usualOf(past: readonly PastValue[]): Usual | null {
  const known = past.filter(({ value }) => Number.isFinite(value));
  const weeks = new Set(known.map(({ weeksAgo }) => weeksAgo)).size;
  if (weeks < fewestWeeks) return null;
  const value = median(known.map((one) => one.value));
  const mad = median(known.map((one) => Math.abs(one.value - value)));
  // A median deviation of few values comes out too small (Croux and Rousseeuw).
  const spread = deviationByMad * mad * (known.length / (known.length - 0.8));
  const chance = median(known.map(({ error }) => error));
  const reach = unusualFrom * Math.max(spread, chance, leastDeviationShare * Math.abs(value));
  return { value, low: Math.max(0, value - reach), high: value + reach, weeks };
}

export const isUnusual = ({ low, high }: Usual, value: number): boolean => value < low || value > high;

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

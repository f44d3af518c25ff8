import {
  type Interval,
  intervalLengthsMs,
  type IntervalSums,
  noSums,
  type QualityFlag,
  qualityFlags,
} from './interval.ts';
import { worst } from './grading.ts';
import { keyOf } from './ledger.ts';

const [shortestMs] = intervalLengthsMs;

/** Adds up sums; greatest queues are the greatest. */
export function added(all: readonly IntervalSums[]): IntervalSums {
  const sum: IntervalSums = { ...noSums, counts: {}, movements: {} };
  for (const one of all) add(sum, one);
  return sum;
}

/**
 * Longer intervals from shorter ones of one or more elements, by addition; those of minutes give the same hour as those
 * of ten seconds. Shortest intervals of grade D are left out of the totals: their time counts as not observed, and the
 * roll-up has their flags.
 * @returns by begin and element; only those with an interval in them
 */
export function rollUp(intervals: readonly Interval[], lengthMs: number): Interval[] {
  const groups = new Map<string, Interval[]>();
  for (const interval of intervals) {
    const { cameraId, element, beginAtMs } = interval;
    const key = `${Math.floor(beginAtMs / lengthMs)} ${cameraId} ${keyOf(element)}`;
    const group = groups.get(key);
    if (group) group.push(interval);
    else groups.set(key, [interval]);
  }
  const rolled = [...groups.values()].map((parts) => rolledUp(parts, lengthMs));
  return rolled.sort((a, b) => a.beginAtMs - b.beginAtMs);
}

function rolledUp(parts: readonly Interval[], lengthMs: number): Interval {
  const [{ cameraId, element, beginAtMs }] = parts as readonly [Interval];
  const good = parts.filter((part) => part.grade !== 'D' || part.lengthMs > shortestMs);
  const sums = added(good.map((part) => part.sums));
  const goodShare = sums.observedMs / lengthMs;
  const flags = new Set<QualityFlag>(parts.flatMap((part) => part.flags));
  if (goodShare < 0.95) flags.add('not-observed');
  const grades = good.map(({ grade }) => grade);
  if (goodShare < 0.5) grades.push('D');
  else if (goodShare < 0.75) grades.push('C');
  else if (goodShare < 0.95) grades.push('B');
  // A weakness of less than a tenth of the time does not spoil the whole.
  const held = grades.filter((grade) => grades.filter((other) => other >= grade).length > 0.1 * grades.length);
  return {
    ...{ cameraId, element, lengthMs },
    beginAtMs: Math.floor(beginAtMs / lengthMs) * lengthMs,
    sums,
    grade: goodShare < 0.95 ? worst(grades) : worst(held),
    flags: qualityFlags.filter((flag) => flags.has(flag)),
    sceneVersion: parts.at(-1)!.sceneVersion,
  };
}

const plainSums = [
  'speedN',
  'speedSum',
  'speedSquareSum',
  'slownessSum',
  'speedVarianceSum',
  'headwayN',
  'headwaySumS',
  'gapN',
  'gapSumS',
  'drivenM',
  'spentS',
  'areaMS',
  'coveredMs',
  'observedMs',
  'travelN',
  'travelSumS',
  'delaySumS',
  'stoppedSumS',
  'unmatched',
] as const satisfies readonly (keyof IntervalSums)[];

function add(sum: IntervalSums, one: IntervalSums): void {
  for (const name of plainSums) sum[name] += one[name];
  sum.queueMaxM = Math.max(sum.queueMaxM, one.queueMaxM);
  sum.queueMaxVehicles = Math.max(sum.queueMaxVehicles, one.queueMaxVehicles);
  for (const [className, { forward, backward }] of Object.entries(one.counts)) {
    const ofClass = (sum.counts[className] ??= { forward: 0, backward: 0 });
    ofClass.forward += forward;
    ofClass.backward += backward;
  }
  for (const [pair, byClass] of Object.entries(one.movements)) addTo((sum.movements[pair] ??= {}), byClass);
  if (one.speedsByKmh) addTo((sum.speedsByKmh ??= {}), one.speedsByKmh);
}

function addTo(sum: Record<string, number>, one: Readonly<Record<string, number>>): void {
  for (const [key, value] of Object.entries(one)) sum[key] = (sum[key] ?? 0) + value;
}

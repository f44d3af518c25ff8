import { type Usual, isUnusual, usualOf } from '../../../app/traffic/quantities/anomaly.ts';
import { z95 } from '../../../app/traffic/quantities/confidence.ts';
import type { Interval } from '../../../app/traffic/quantities/interval.ts';
import { type Quantity, quantitiesOf } from '../../../app/traffic/quantities/quantitiesOf.ts';
import { SameHour } from '../../../app/traffic/quantities/sameHour.ts';
import { usable } from './patterns.ts';
import type { ComparedSpan } from './usualTimes.ts';

/** Quantities that are compared; the others follow from them, or are nothing most of the time. */
const comparedQuantities = ['flow', 'spaceMeanSpeed', 'density', 'occupancy', 'travelTime'] as const;
export type ComparedQuantity = (typeof comparedQuantities)[number];

/** One interval beside what is usual at its hour. */
export interface ComparedPoint {
  readonly beginAtMs: number;
  /** `null` where nothing usable was measured. */
  readonly measured: Quantity | null;
  /** `null` with too little history. */
  readonly usual: Usual | null;
  readonly unusual: boolean;
}

/** The course of one quantity of one element beside what is usual; every interval of the span has a point. */
export interface UsualCourse {
  readonly key: string;
  readonly label: string;
  readonly name: ComparedQuantity;
  readonly span: ComparedSpan;
  readonly points: readonly ComparedPoint[];
}

/**
 * Compares every quantity that the element has with the weeks before. Grade D is neither compared nor compared with.
 * @param intervals of one element and of the span's length: those of the span and of the weeks before it
 */
export function usualCourses(
  { key, label }: Pick<UsualCourse, 'key' | 'label'>,
  intervals: readonly Interval[],
  span: ComparedSpan,
): UsualCourse[] {
  const known = usable(intervals).map((interval) => ({ at: interval.beginAtMs, quantities: quantitiesOf(interval) }));
  return comparedQuantities.flatMap((name) => {
    const history = new SameHour();
    const measuredAt = new Map<number, Quantity>();
    for (const { at, quantities } of known) {
      const measured = quantities[name];
      if (!measured) continue;
      history.add(at, measured.value, (measured.high - measured.low) / (2 * z95));
      measuredAt.set(at, measured);
    }
    if (measuredAt.size === 0) return [];
    return [{ key, label, name, span, points: pointsOf(span, measuredAt, history) }];
  });
}

function pointsOf(span: ComparedSpan, measuredAt: ReadonlyMap<number, Quantity>, history: SameHour): ComparedPoint[] {
  const points: ComparedPoint[] = [];
  for (let beginAtMs = span.fromAtMs; beginAtMs < span.toAtMs; beginAtMs += span.lengthMs) {
    const measured = measuredAt.get(beginAtMs) ?? null;
    const usual = usualOf(history.before(beginAtMs));
    points.push({ beginAtMs, measured, usual, unusual: !!measured && !!usual && isUnusual(usual, measured.value) });
  }
  return points;
}

/** The point whose interval a time lies in. */
export function pointAt({ span, points }: UsualCourse, atMs: number): ComparedPoint | null {
  return points[Math.floor((atMs - span.fromAtMs) / span.lengthMs)] ?? null;
}

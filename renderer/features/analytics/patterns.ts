import type { Interval } from '../../../app/traffic/quantities/interval.ts';
import { type Quantities, quantitiesOf } from '../../../app/traffic/quantities/quantitiesOf.ts';
import { added } from '../../../app/traffic/quantities/rollUp.ts';

/** Intervals of grade D are left out of sums and means; how many, is said beside them. */
export const usable = (intervals: readonly Interval[]): Interval[] => intervals.filter(({ grade }) => grade !== 'D');

/** What intervals say together, from their sums added up; `null` of none. */
export function together(intervals: readonly Interval[]): Quantities | null {
  const [first] = intervals;
  return first ? quantitiesOf({ ...first, sums: added(intervals.map(({ sums }) => sums)) }) : null;
}

/** Rows: Monday to Sunday; columns: local hours 0 to 23. `null` where nothing usable was measured. */
export function byHourOfWeek(intervals: readonly Interval[]): (Quantities | null)[][] {
  const cells = new Map<string, Interval[]>();
  for (const interval of usable(intervals)) {
    const begin = new Date(interval.beginAtMs);
    const key = `${(begin.getDay() + 6) % 7} ${begin.getHours()}`;
    const cell = cells.get(key);
    if (cell) cell.push(interval);
    else cells.set(key, [interval]);
  }
  return Array.from({ length: 7 }, (_, day) =>
    Array.from({ length: 24 }, (__, hour) => together(cells.get(`${day} ${hour}`) ?? [])),
  );
}

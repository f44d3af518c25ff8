import type { Series } from './series.ts';
import { type UsualCourse, pointAt } from './usualCourse.ts';

/** Height of the strip, of the whole chart, that says when an element is unusual. */
const stripShare = 0.035;

/** For one place of a time axis: the usual span of each element, and a strip at the top, one below the other. */
export function usualRow(
  courses: readonly UsualCourse[],
  series: readonly Series[],
  atMs: number,
): Record<string, readonly [number, number] | null> {
  const row: Record<string, readonly [number, number] | null> = {};
  series.forEach(({ key }, place) => {
    const course = courses.find((each) => each.key === key);
    const point = course && pointAt(course, atMs);
    row[`usual ${key}`] = point?.usual ? [point.usual.low, point.usual.high] : null;
    // A strip without height where nothing is unusual: a gap would end it half a step too early.
    const top = 1 - place * stripShare;
    row[`unusual ${key}`] = [point?.unusual === true ? top - 0.8 * stripShare : top, top];
  });
  return row;
}

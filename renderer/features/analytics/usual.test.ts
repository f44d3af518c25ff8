import { describe, expect, it } from 'vitest';
import { type Interval, noSums } from '../../../app/traffic/quantities/interval.ts';
import { comparableOf, unusualTimes } from './unusualTimes.ts';
import { pointAt, usualCourses } from './usualCourse.ts';
import { comparedPart, withWeeksBefore } from './usualTimes.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const weekMs = 7 * dayMs;
/** A Wednesday without a clock change near it. */
const nineMs = new Date(2026, 5, 24, 9).getTime();
const name = { key: 'n', label: 'North' };

function hour(beginAtMs: number, vehicles: number, rest: Partial<Interval> = {}): Interval {
  const sums = { ...noSums, counts: { car: { forward: vehicles, backward: 0 } }, observedMs: hourMs };
  return {
    ...{ cameraId: 'c1', element: { kind: 'line', id: 'n' }, beginAtMs, lengthMs: hourMs, sums },
    ...{ grade: 'A', flags: [], sceneVersion: 1, ...rest },
  };
}

/** Six weeks in which every hour has 400 vehicles, and then these hours from nine. */
function courseOf(hours: readonly (number | null)[], rest: Partial<Interval> = {}) {
  const span = { fromAtMs: nineMs, toAtMs: nineMs + hours.length * hourMs, lengthMs: hourMs };
  const past = [1, 2, 3, 4, 5, 6].flatMap((week) =>
    hours.map((_, at) => hour(nineMs - week * weekMs + at * hourMs, 400)),
  );
  const now = hours.flatMap((vehicles, at) => (vehicles === null ? [] : [hour(nineMs + at * hourMs, vehicles, rest)]));
  return { span, courses: usualCourses(name, [...past, ...now], span) };
}

describe('the part of a time that is compared', () => {
  const at = (plusMs: number): number => nineMs + plusMs;

  it.each<[string, number, number, number, unknown]>([
    ['an hour: its quarters that are over and stored', 7 * 60_000 - hourMs, 7 * 60_000, 7 * 60_000, [-hourMs, 0, 15]],
    ['a quarter that ended just now: not stored yet', -hourMs, 0, 30_000, [-hourMs, -15 * 60_000, 15]],
    ['a week: its hours', -weekMs, 30 * 60_000, 30 * 60_000, [-weekMs, 0, 60]],
    ['a year: nothing', -365 * dayMs, 0, 0, null],
    ['what is to come: nothing', hourMs, 2 * hourMs, 0, null],
  ])('%s', (_, from, to, now, expected) => {
    const part = comparedPart({ fromAtMs: at(from), toAtMs: at(to) }, at(now));
    expect(part && [part.fromAtMs - nineMs, part.toAtMs - nineMs, part.lengthMs / 60_000]).toEqual(expected);
  });

  it('is read with the eight weeks before, once', () => {
    const read = (lengthMs: number) =>
      withWeeksBefore({ fromAtMs: nineMs, toAtMs: nineMs + lengthMs }).map(({ fromAtMs, toAtMs }) => [
        (fromAtMs - nineMs) / hourMs,
        (toAtMs - nineMs) / hourMs,
      ]);
    expect([read(hourMs).length, read(hourMs)[0], read(hourMs).at(-1), read(weekMs)]).toEqual([
      9,
      [-8 * 168 - 1, -8 * 168 + 3],
      [0, 1],
      [[-8 * 168 - 1, 168]],
    ]);
  });
});

describe('unusual times', () => {
  it('go from the first unusual interval to the last, above and below apart', () => {
    const { courses, span } = courseOf([400, 800, 900, 100, null, 120, 410]);
    const times = unusualTimes(courses, span.toAtMs + dayMs);
    expect(
      times.map(({ fromAtMs, toAtMs, lasts, measured }) => [
        new Date(fromAtMs).getHours(),
        new Date(toAtMs).getHours(),
        lasts,
        measured.value,
      ]),
    ).toEqual([
      [14, 15, false, 120],
      [12, 13, false, 100],
      [10, 12, false, 900],
    ]);
  });

  it('last while the newest interval is one, and show that', () => {
    const { courses, span } = courseOf([400, 900, 800]);
    const [lasting] = unusualTimes(courses, span.toAtMs + 60_000);
    const [later] = unusualTimes(courses, span.toAtMs + 2 * hourMs);
    expect([lasting?.lasts, lasting?.measured.value, lasting?.usual, later?.lasts, later?.measured.value]).toEqual(
      [true, 800, { value: 400, low: 327, high: 473, weeks: 6 }, false, 900].map((each) =>
        typeof each === 'object' ? { ...each, low: expect.closeTo(330, -1), high: expect.closeTo(470, -1) } : each,
      ),
    );
  });

  it('never come of what must not be used', () => {
    const { courses, span } = courseOf([900, 900], { grade: 'D' });
    expect([unusualTimes(courses, span.toAtMs), comparableOf(courses)]).toEqual([
      [],
      [{ label: 'North', measured: 0, compared: 0 }],
    ]);
  });

  it('know how much could be compared', () => {
    const { span } = courseOf([400]);
    const intervals = [1, 2, 3].map((week) => hour(nineMs - week * weekMs, 400));
    expect(comparableOf(usualCourses(name, [...intervals, hour(nineMs, 900)], span))).toEqual([
      { label: 'North', measured: 1, compared: 0 },
    ]);
  });

  it('are found at any minute of their interval', () => {
    const [flow] = courseOf([400, 900]).courses;
    const at = (minutes: number) => pointAt(flow!, nineMs + minutes * 60_000)?.unusual ?? null;
    expect([at(-1), at(0), at(59), at(60), at(119), at(120)]).toEqual([null, false, false, true, true, null]);
  });
});

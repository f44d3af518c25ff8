import { afterEach, describe, expect, it, vi } from 'vitest';
import { isUnusual, usualOf } from './anomaly.ts';
import { SameHour } from './sameHour.ts';

const hourMs = 3_600_000;
/** One value a week, the newest first. */
const weekly = (values: readonly number[], error = 0) =>
  values.map((value, at) => ({ weeksAgo: at + 1, value, error }));

describe('what is usual in an hour', () => {
  it('is the median of the weeks before, and one bad week does not spoil it', () => {
    const usual = usualOf(weekly([1000, 1020, 980, 0, 1010]));
    expect(usual).toEqual({ value: 1000, low: 825, high: 1175, weeks: 5 });
    expect([1005, 830, 820, 300, 1180].map((value) => isUnusual(usual!, value))).toEqual([
      false,
      false,
      true,
      true,
      true,
    ]);
  });

  it('is not known of fewer than four weeks, however many values these have', () => {
    const quarters = [1, 2, 3].flatMap((weeksAgo) => weekly([90, 95, 100, 105]).map((one) => ({ ...one, weeksAgo })));
    expect([
      usualOf(weekly([1000, 1020, 980])),
      usualOf(weekly([1000, 1020, 980, Number.NaN])),
      usualOf(quarters),
      usualOf([...quarters, { weeksAgo: 4, value: 100, error: 0 }])?.weeks,
    ]).toEqual([null, null, null, 4]);
  });

  it('leaves a twentieth free where all weeks are the same, and always what chance does to one value', () => {
    const same = [100, 100, 100, 100];
    expect([usualOf(weekly(same)), usualOf(weekly(same, 10))]).toEqual([
      { value: 100, low: 82.5, high: 117.5, weeks: 4 },
      { value: 100, low: 65, high: 135, weeks: 4 },
    ]);
  });

  it('is nothing at night, and some cars are still nothing unusual', () => {
    const night = usualOf(weekly([0, 0, 0, 0, 0], 1));
    expect([night, isUnusual(night!, 3), isUnusual(night!, 4)]).toEqual([
      { value: 0, low: 0, high: 3.5, weeks: 5 },
      false,
      true,
    ]);
  });
});

describe('the same hour', () => {
  afterEach(() => vi.unstubAllEnvs());

  it('is that of local time, before and after a clock change', () => {
    vi.stubEnv('TZ', 'Europe/Berlin');
    const hours = new SameHour();
    const at = (day: number, hour: number, minute = 0): number => new Date(2026, 2, day, hour, minute).getTime();
    hours.add(at(25, 8), 800, 28);
    hours.add(at(25, 8, 45), 845, 29);
    hours.add(at(25, 9), 900, 30);
    hours.add(at(18, 8), 780, 28);
    expect(hours.before(at(32, 8, 15))).toEqual([
      { weeksAgo: 1, value: 800, error: 28 },
      { weeksAgo: 1, value: 845, error: 29 },
      { weeksAgo: 2, value: 780, error: 28 },
    ]);
  });

  it('goes back eight weeks and not to itself', () => {
    const hours = new SameHour();
    const nowMs = new Date(2026, 5, 3, 8).getTime();
    for (let week = 0; week <= 9; week++) hours.add(nowMs - week * 168 * hourMs, week, 0);
    expect(hours.before(nowMs).map(({ value }) => value)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });
});

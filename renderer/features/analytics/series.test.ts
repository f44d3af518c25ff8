import { afterEach, describe, expect, it, vi } from 'vitest';
import { type Interval, noSums } from '../../../app/traffic/quantities/interval.ts';
import { byHourOfWeek, together } from './patterns.ts';
import { type SeriesPoint, seriesOf, worstMark } from './series.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const name = { key: 'a', label: 'A' };

function hour(beginAtMs: number, vehicles: number, rest: Partial<Interval> = {}): Interval {
  const sums = { ...noSums, counts: { car: { forward: vehicles, backward: 0 } }, observedMs: hourMs };
  return {
    ...{ cameraId: 'c1', element: { kind: 'line', id: 'n' }, beginAtMs, lengthMs: hourMs, sums },
    ...{ grade: 'A', flags: [], sceneVersion: 1, ...rest },
  };
}

const flowOf = ({ quantities }: SeriesPoint): number | undefined => quantities?.flow?.value;

afterEach(() => vi.unstubAllEnvs());

describe('a series', () => {
  const startMs = new Date(2026, 5, 1, 8).getTime();
  const span = { fromAtMs: startMs, toAtMs: startMs + 6 * hourMs };

  it('has a point for each hour, gaps included, and marks what is worth less', () => {
    const unwatched = { ...noSums, observedMs: 0 };
    const intervals = [
      hour(startMs, 100),
      hour(startMs + hourMs, 200, { grade: 'D' }),
      hour(startMs + 3 * hourMs, 300, { grade: 'C' }),
      hour(startMs + 4 * hourMs, 0, { sums: unwatched, grade: 'D', flags: ['not-observed'] }),
    ];
    const { points } = seriesOf(name, intervals, span, hourMs, span.toAtMs + 2 * hourMs);
    expect(points.map((point) => [(point.beginAtMs - startMs) / hourMs, flowOf(point), point.mark])).toEqual([
      [0, 100, null],
      [1, 200, 'bad'],
      [2, undefined, 'none'],
      [3, 300, 'doubtful'],
      [4, undefined, 'none'],
      [5, undefined, 'none'],
    ]);
  });

  it('misses neither what is not over yet nor what was never there', () => {
    const marksOf = (intervals: readonly Interval[]) =>
      seriesOf(name, intervals, span, hourMs, startMs + 3 * hourMs).points.map(({ mark }) => mark);
    expect([marksOf([hour(startMs, 100)]), marksOf([])]).toEqual([
      [null, 'none', null, null, null, null],
      [null, null, null, null, null, null],
    ]);
  });

  it('adds hours up to days of local time, also to one of 23 hours', () => {
    vi.stubEnv('TZ', 'Europe/Berlin');
    const midnightMs = new Date(2026, 2, 28).getTime();
    const threeDays = { fromAtMs: midnightMs, toAtMs: new Date(2026, 2, 31).getTime() };
    const intervals = Array.from({ length: 71 }, (_, at) => hour(midnightMs + at * hourMs, 60));
    const { points } = seriesOf(name, intervals, threeDays, dayMs, threeDays.toAtMs);
    expect(
      points.map(({ beginAtMs, lengthMs, quantities }) => [
        new Date(beginAtMs).toString().slice(0, 24),
        lengthMs / hourMs,
        quantities?.volume?.value,
      ]),
    ).toEqual([
      ['Sat Mar 28 2026 00:00:00', 24, 1440],
      ['Sun Mar 29 2026 00:00:00', 23, 1380],
      ['Mon Mar 30 2026 00:00:00', 24, 1440],
    ]);
  });

  it('is marked as its worst element', () => {
    const one = seriesOf(name, [hour(startMs, 1, { grade: 'C' })], span, hourMs, startMs);
    const other = seriesOf(name, [hour(startMs, 1, { grade: 'D' })], span, hourMs, startMs);
    expect([worstMark([one, other], 0), worstMark([one], 0), worstMark([one, other], 1)]).toEqual([
      'bad',
      'doubtful',
      null,
    ]);
  });
});

describe('patterns', () => {
  const mondayMs = new Date(2026, 5, 1, 8).getTime();

  it('are of sums, not of means: a week that was watched for longer counts more', () => {
    const short = { ...hour(mondayMs, 40), sums: { ...hour(mondayMs, 40).sums, observedMs: hourMs / 4 } };
    const quantities = together([short, hour(mondayMs + 7 * dayMs, 210)]);
    expect([quantities?.flow?.value, together([])]).toEqual([200, null]);
  });

  it('lie at their local weekday and hour, without what must not be used', () => {
    const week = byHourOfWeek([
      hour(mondayMs, 100),
      hour(mondayMs + 7 * dayMs, 300),
      hour(mondayMs + 14 * dayMs, 9000, { grade: 'D' }),
      hour(mondayMs - hourMs * 8 - 1, 50),
    ]);
    expect([week[0]?.[8]?.flow?.value, week[6]?.[23]?.flow?.value, week.flat().filter(Boolean).length]).toEqual([
      200, 50, 2,
    ]);
  });
});

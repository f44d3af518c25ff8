import { describe, expect, it } from 'vitest';
import { type Interval, noSums } from './interval.ts';
import { added, rollUp } from './rollUp.ts';
import { interval, spotSums } from './testing/someIntervals.ts';

describe('a roll-up', () => {
  const tens = (grades: readonly Interval['grade'][]): Interval[] =>
    grades.map((grade, at) =>
      interval(
        { observedMs: 10_000, counts: { car: { forward: 1, backward: 0 } } },
        { beginAtMs: at * 10_000, lengthMs: 10_000, grade, flags: grade === 'D' ? ['locked-on'] : [] },
      ),
    );

  it('leaves bad intervals out of its totals and says so', () => {
    const [minute] = rollUp(tens(['A', 'D', 'A', 'A', 'A', 'A']), 60_000);
    expect(minute!.sums).toMatchObject({ observedMs: 50_000, counts: { car: { forward: 5, backward: 0 } } });
    expect(minute).toMatchObject({ grade: 'B', flags: ['not-observed', 'locked-on'] });
  });

  it('is as good as its parts, and bad when most of it is missing', () => {
    expect(rollUp(tens(['A', 'A', 'A', 'A', 'A', 'A']), 60_000)[0]).toMatchObject({ grade: 'A', flags: [] });
    expect(rollUp(tens(['A', 'A']), 60_000)[0]).toMatchObject({ grade: 'D', flags: ['not-observed'] });
    expect(rollUp(tens(['C', 'C', 'C', 'C', 'C', 'C']), 60_000)[0]).toMatchObject({ grade: 'C' });
  });

  it('adds all kinds of sums', () => {
    const one = { ...spotSums([20]), movements: { 'a>b': { car: 1 } }, unmatched: 2, queueMaxM: 30 };
    const other = { ...spotSums([30]), movements: { 'a>b': { car: 2 }, 'a>c': { bus: 1 } }, queueMaxM: 10 };
    expect(added([one, other])).toEqual({
      ...{ ...noSums, observedMs: 120_000, speedN: 2, speedSum: 50, speedSquareSum: 1300, unmatched: 2 },
      slownessSum: 1 / 20 + 1 / 30,
      speedVarianceSum: 0.1 ** 2 * 2,
      speedsByKmh: { 72: 1, 108: 1 },
      movements: { 'a>b': { car: 3 }, 'a>c': { bus: 1 } },
      queueMaxM: 30,
    });
  });
});

import { describe, expect, it } from 'vitest';
import { AppError } from '../base/error.ts';
import { type IntervalSums, noSums, qualityFlags } from '../traffic/quantities/interval.ts';
import { decodeInterval, encodeInterval, type PackedInterval } from './intervalCodec.ts';

const nothing: PackedInterval = { sums: noSums, grade: 'A', flags: [], sceneVersion: null };

/** A minute of a busy lane. */
const busy: PackedInterval = {
  sums: {
    ...noSums,
    counts: { car: { forward: 31, backward: 0 }, truck: { forward: 4, backward: 1 } },
    speedN: 35,
    speedSum: 811.123_456,
    speedSquareSum: 19_022.75,
    slownessSum: 1.544_44,
    speedVarianceSum: 3.21,
    speedsByKmh: { 81: 3, 95: 1 },
    coveredMs: 9120,
    observedMs: 60_000,
    movements: { 'north>south': { car: 3 }, 'north>söder': {} },
  },
  grade: 'C',
  flags: ['dark', 'clock-step'],
  sceneVersion: 0,
};

describe('the bytes of an interval', () => {
  it.each<[string, PackedInterval]>([
    ['nothing', nothing],
    ['a busy minute', busy],
    ['every flag', { ...nothing, flags: [...qualityFlags] }],
    ['no speeds, which is not the same as none known', { ...nothing, sums: { ...noSums, speedsByKmh: {} } }],
    ['the largest and smallest', sums({ observedMs: Number.MAX_SAFE_INTEGER, drivenM: 5e-324, delaySumS: -1e300 })],
    ['names of the language itself', sums({ counts: { constructor: { forward: 1, backward: 2 } } })],
  ])('give back %s exactly', (_, interval) => {
    expect(decodeInterval(encodeInterval(interval))).toEqual(interval);
  });

  it('give back each plain sum in its own place', () => {
    const names = Object.keys(noSums).filter((name) => typeof noSums[name as keyof IntervalSums] === 'number');
    const distinct = sums(Object.fromEntries(names.map((name, at) => [name, at + 1.5])));
    expect([names.length, decodeInterval(encodeInterval(distinct))]).toEqual([21, distinct]);
  });

  it('are few: 9 for an empty interval, 105 where JSON takes 557', () => {
    expect([
      encodeInterval(nothing).length,
      encodeInterval(busy).length,
      JSON.stringify({ ...busy.sums, grade: busy.grade, flags: busy.flags, sceneVersion: 0 }).length,
    ]).toEqual([9, 105, 557]);
  });

  it.each<[string, PackedInterval, string]>([
    ['a sum that is no number', sums({ spentS: Number.NaN }), 'spentS = NaN, which is no number'],
    ['a sum without end', sums({ spentS: Infinity }), 'spentS = Infinity, which is no number'],
    ['half a vehicle', sums({ counts: { car: { forward: 0.5, backward: 0 } } }), '0.5 is stored as a count'],
    ['a vehicle too few', sums({ movements: { 'a>b': { car: -1 } } }), '-1 is stored as a count'],
  ])('refuse %s', (_, interval, message) => {
    expect(() => encodeInterval(interval)).toThrow(message);
  });

  it('that end too soon, or are of another format or grade, are a loss of data', () => {
    const bytes = encodeInterval(busy);
    const of = (harmed: Uint8Array) => () => decodeInterval(harmed);
    expect(of(bytes.subarray(0, -1))).toThrow(new AppError('data-loss', 'Stored bytes end before their content.'));
    const unknown = new AppError('data-loss', 'A stored interval has an unknown format; it cannot be read.');
    expect(of(Uint8Array.of(2, ...bytes.subarray(1)))).toThrow(unknown);
    expect(of(Uint8Array.of(1, 4, ...bytes.subarray(2)))).toThrow(unknown);
  });
});

function sums(changes: Partial<IntervalSums>): PackedInterval {
  return { ...nothing, sums: { ...noSums, ...changes } };
}

import { describe, expect, it } from 'vitest';
import { evenPath } from './evenPath.ts';
import { columnsOf } from './pathColumns.ts';

/** A box that goes on by a pixel every 100 ms and grows by one every second, seen at uneven times. */
const seen = columnsOf([0, 100, 350, 900, 1000].map((ptsMs) => [5000 + ptsMs, ptsMs / 100, 50, 20 + ptsMs / 1000, 10]));

describe('a path at even times', () => {
  it('is on multiples of the step, by straight lines between what was seen', () => {
    const { fromAtMs, length, values } = evenPath(seen, 10_150, 200);
    expect([fromAtMs, length]).toEqual([10_200, 5]);
    const columns = [0, 1, 2, 3].map((column) => [...values.slice(column * length, (column + 1) * length)]);
    const roundedTo = (digits: number) => (value: number) => Number(value.toFixed(digits));
    expect(columns.map((column) => column.map(roundedTo(6)))).toEqual([
      [0.5, 2.5, 4.5, 6.5, 8.5],
      [50, 50, 50, 50, 50],
      [20.05, 20.25, 20.45, 20.65, 20.85],
      [10, 10, 10, 10, 10],
    ]);
  });

  it('holds its last instant when it ends just then, and none when it lies between two', () => {
    const short = columnsOf([
      [0, 1, 1, 1, 1],
      [80, 2, 1, 1, 1],
    ]);
    expect([evenPath(short, 120, 200).length, evenPath(short, 100, 200).length]).toEqual([1, 0]);
    expect(evenPath(columnsOf([]), 120, 200).length).toBe(0);
  });

  it('fills an array that is long enough, and another one where it is not', () => {
    const scratch = new Float64Array(20);
    expect(evenPath(seen, 10_150, 200, scratch).values).toBe(scratch);
    const tooShort = new Float64Array(19);
    const { values } = evenPath(seen, 10_150, 200, tooShort);
    expect([values === tooShort, [...values]]).toEqual([false, [...scratch]]);
  });
});

import { array, assert, integer, property, tuple } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assign } from './assignment.ts';

/** The least sum over every way to pair, by trying them all. */
function leastByTrying(cost: readonly (readonly number[])[]): number {
  const rows = cost.length;
  const columns = cost[0]?.length ?? 0;
  if (rows > columns) return leastByTrying(cost[0]!.map((_, column) => cost.map((row) => row[column]!)));
  const from = (row: number, taken: number): number => {
    if (row === rows) return 0;
    let least = Number.POSITIVE_INFINITY;
    for (let column = 0; column < columns; column++) {
      if (taken & (1 << column)) continue;
      least = Math.min(least, cost[row]![column]! + from(row + 1, taken | (1 << column)));
    }
    return least;
  };
  return from(0, 0);
}

const matrices = tuple(integer({ min: 1, max: 6 }), integer({ min: 1, max: 6 })).chain(([rows, columns]) =>
  array(array(integer({ min: -50, max: 50 }), { minLength: columns, maxLength: columns }), {
    minLength: rows,
    maxLength: rows,
  }),
);

describe('assign', () => {
  it('finds the least sum of every small matrix, square or not', () => {
    assert(
      property(matrices, (cost) => {
        const columns = cost[0]!.length;
        const columnOfRow = assign(cost.flat(), cost.length, columns);
        const used = [...columnOfRow].filter((column) => column >= 0);
        expect(used).toHaveLength(Math.min(cost.length, columns));
        expect(new Set(used).size).toBe(used.length);
        const sum = [...columnOfRow].reduce((total, column, row) => total + (column < 0 ? 0 : cost[row]![column]!), 0);
        expect(sum).toBe(leastByTrying(cost));
      }),
      { numRuns: 400 },
    );
  });

  it.each([
    { name: 'no rows', cost: [], rows: 0, columns: 3, expected: [] },
    { name: 'no columns', cost: [], rows: 2, columns: 0, expected: [-1, -1] },
    { name: 'greedy would pay 1 + 100', cost: [1, 2, 2, 100], rows: 2, columns: 2, expected: [1, 0] },
    {
      name: 'more rows than columns leaves the dear row out',
      cost: [9, 1, 5],
      rows: 3,
      columns: 1,
      expected: [-1, 0, -1],
    },
  ])('$name', ({ cost, rows, columns, expected }) => {
    expect([...assign(cost, rows, columns)]).toEqual(expected);
  });
});

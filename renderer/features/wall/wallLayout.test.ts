import { describe, expect, it } from 'vitest';
import type { Wall } from '../../../app/camera/wall.ts';
import { firstWall, layoutNames, layoutOf, neighbour, regridded, resized, swapped, withLayout } from './wallLayout.ts';

const wallOf = (...cameraIds: string[]): Wall => firstWall(cameraIds);

/** The wall as a drawing: a letter a tile (cameras by their id, `.` for empty), so that overlaps and holes show. */
function drawing(wall: Wall): string[] {
  const rows = Array.from({ length: wall.gridRows }, () => Array.from({ length: wall.gridColumns }, () => '?'));
  for (const tile of wall.tiles) {
    for (let row = tile.row; row < tile.row + tile.rows; row++) {
      for (let column = tile.column; column < tile.column + tile.columns; column++) {
        const line = rows[row];
        if (line) line[column] = line[column] === '?' ? (tile.cameraId ?? '.') : '!';
      }
    }
  }
  return rows.map((row) => row.join(''));
}

describe('layouts', () => {
  it.each([
    { layout: '1', expected: ['a'] },
    { layout: '2x2', expected: ['ab', 'cd'] },
    { layout: '3x3', expected: ['abc', 'def', 'gh.'] },
    { layout: '4x4', expected: ['abcd', 'efgh', '....', '....'] },
    { layout: '1+5', expected: ['aab', 'aac', 'def'] },
    { layout: '1+7', expected: ['aaab', 'aaac', 'aaad', 'efgh'] },
  ] as const)('$layout keeps the order of the cameras', ({ layout, expected }) => {
    expect(drawing(withLayout(wallOf(...'abcdefgh'), layout))).toEqual(expected);
  });

  it('are known again by their shape', () => {
    expect(layoutNames.map((name) => layoutOf(withLayout(wallOf(...'abc'), name)))).toEqual([...layoutNames]);
    expect(layoutOf(resized(withLayout(wallOf(...'abcd'), '2x2'), 0, 2, 1))).toBeNull();
  });

  it.each([
    { cameras: 0, expected: ['.'] },
    { cameras: 1, expected: ['a'] },
    { cameras: 3, expected: ['ab', 'c.'] },
    { cameras: 5, expected: ['abc', 'de.', '...'] },
  ])('a first wall for $cameras cameras is the smallest square', ({ cameras, expected }) => {
    expect(drawing(wallOf(...'abcde'.slice(0, cameras)))).toEqual(expected);
  });
});

describe('free spans', () => {
  const nine = wallOf(...'abcdefghi');
  it.each([
    { story: 'wider covers its neighbour', wall: nine, at: 0, columns: 2, rows: 1, expected: ['aac', 'def', 'ghi'] },
    { story: 'a square covers three', wall: nine, at: 0, columns: 2, rows: 2, expected: ['aac', 'aaf', 'ghi'] },
    { story: 'never beyond the grid', wall: nine, at: 8, columns: 3, rows: 3, expected: ['abc', 'def', 'ghi'] },
    {
      story: 'smaller leaves empty places',
      wall: withLayout(nine, '1+5'),
      at: 0,
      columns: 1,
      rows: 2,
      expected: ['a.b', 'a.c', 'def'],
    },
    {
      story: 'a large tile that is covered in part keeps its camera in what it has left',
      wall: resized(nine, 1, 2, 2),
      at: 0,
      columns: 2,
      rows: 1,
      expected: ['aab', 'd..', 'ghi'],
    },
  ])('$story', ({ wall, at, columns, rows, expected }) => {
    expect(drawing(resized(wall, at, columns, rows))).toEqual(expected);
  });

  it.each([
    { story: 'a column more', columns: 4, rows: 3, expected: ['abc.', 'def.', 'ghi.'] },
    { story: 'a row fewer', columns: 3, rows: 2, expected: ['abc', 'def'] },
    { story: 'never none', columns: 0, rows: 1, expected: ['a'] },
  ])('the grid: $story', ({ columns, rows, expected }) => {
    expect(drawing(regridded(nine, columns, rows))).toEqual(expected);
  });

  it('a large tile is trimmed with its grid', () => {
    expect(drawing(regridded(withLayout(nine, '1+7'), 2, 4))).toEqual(['aa', 'aa', 'aa', 'ef']);
  });
});

describe('moving', () => {
  it('swaps the cameras of two tiles, also with an empty one', () => {
    const wall = wallOf(...'abc');
    expect([drawing(swapped(wall, 0, 1)), drawing(swapped(wall, 0, 3)), drawing(swapped(wall, 0, 9))]).toEqual([
      ['ba', 'c.'],
      ['.b', 'ca'],
      ['ab', 'c.'],
    ]);
  });

  it.each([
    { from: 0, dx: 1, dy: 0, expected: 1 },
    { from: 0, dx: 0, dy: 1, expected: 3 },
    { from: 2, dx: -1, dy: 0, expected: 0 },
    { from: 0, dx: -1, dy: 0, expected: null },
  ] as const)('from tile $from by ($dx, $dy) in 1+5', ({ from, dx, dy, expected }) => {
    expect(neighbour(withLayout(wallOf(...'abcdef'), '1+5'), from, dx, dy)).toBe(expected);
  });
});

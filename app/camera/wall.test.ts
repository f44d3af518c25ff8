import { describe, expect, it } from 'vitest';
import { placeOnWall, type Wall } from './wall.ts';

function wallOf(...cameraIds: (string | null)[]): Wall {
  return {
    wallId: 'w',
    name: 'Wall 1',
    gridColumns: 2,
    gridRows: 2,
    tiles: cameraIds.map((cameraId, at) => ({
      column: at % 2,
      row: Math.floor(at / 2),
      columns: 1,
      rows: 1,
      cameraId,
    })),
  };
}

describe('new cameras on a wall', () => {
  it.each([
    ['fill empty tiles in order', [null, 'a', null, null], ['b', 'c'], ['b', 'a', 'c', null]],
    ['are not shown twice', ['a', null, null, null], ['a', 'b'], ['a', 'b', null, null]],
    ['move nothing when the wall is full', ['a', 'b', 'c', 'd'], ['e'], ['a', 'b', 'c', 'd']],
  ])('%s', (_, before, added, after) => {
    expect(placeOnWall(wallOf(...before), added)).toEqual(wallOf(...after));
  });

  it.each([
    [6, 3, 2],
    [9, 3, 3],
    [20, 4, 4],
  ])('make a wall that shows nothing grow: %i cameras, %i columns, %i rows', (count, gridColumns, gridRows) => {
    const cameraIds = Array.from({ length: count }, (_, at) => `camera-${at}`);
    const wall = placeOnWall(wallOf(null, null, null, null), cameraIds);
    expect({ ...wall, tiles: wall.tiles.length }).toEqual({
      ...wallOf(),
      gridColumns,
      gridRows,
      tiles: gridColumns * gridRows,
    });
    expect(wall.tiles.map((tile) => tile.cameraId)).toEqual(cameraIds.slice(0, wall.tiles.length));
    expect(wall.tiles[gridColumns]).toMatchObject({ column: 0, row: 1, columns: 1, rows: 1 });
  });
});

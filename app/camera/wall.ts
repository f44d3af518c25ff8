import { z } from 'zod';

/** A tile of a wall, in cells of its grid; `cameraId` null shows an empty place. */
const wallTileSchema = z.object({
  column: z.int().min(0).max(11),
  row: z.int().min(0).max(11),
  columns: z.int().min(1).max(12),
  rows: z.int().min(1).max(12),
  cameraId: z.string().nullable(),
});
export const wallSchema = z.object({
  wallId: z.string().min(1).max(64),
  name: z.string().trim().min(1).max(80),
  gridColumns: z.int().min(1).max(12),
  gridRows: z.int().min(1).max(12),
  tiles: z.array(wallTileSchema).max(64),
});
export type WallTile = z.infer<typeof wallTileSchema>;
export type Wall = z.infer<typeof wallSchema>;

/** Most columns and rows that a wall gets by itself. */
const mostCells = 4;

/**
 * The wall with new cameras in its empty tiles, in order; cameras that are on it already stay where they are. A wall
 * that shows nothing yet grows until all have a place, up to 4x4. A wall without an empty tile is returned as it is:
 * nothing that an operator arranged is moved.
 */
export function placeOnWall(wall: Wall, cameraIds: readonly string[]): Wall {
  const shown = new Set(wall.tiles.map((tile) => tile.cameraId));
  const waiting = cameraIds.filter((cameraId) => !shown.has(cameraId));
  const isEmpty = wall.tiles.every((tile) => tile.cameraId === null);
  const roomy = isEmpty && waiting.length > wall.tiles.length ? emptyGrid(wall, waiting.length) : wall;
  const tiles = roomy.tiles.map((tile) =>
    tile.cameraId === null ? { ...tile, cameraId: waiting.shift() ?? null } : tile,
  );
  return { ...roomy, tiles };
}

/** The wall with the smallest grid of single empty tiles that is about as many tiles wide as high. */
function emptyGrid(wall: Wall, places: number): Wall {
  const gridColumns = Math.min(Math.ceil(Math.sqrt(places)), mostCells);
  const gridRows = Math.min(Math.ceil(places / gridColumns), mostCells);
  const tiles = Array.from({ length: gridColumns * gridRows }, (_, at) => ({
    column: at % gridColumns,
    row: Math.floor(at / gridColumns),
    columns: 1,
    rows: 1,
    cameraId: null,
  }));
  return { ...wall, gridColumns, gridRows, tiles };
}

import type { Wall, WallTile } from '../../../app/camera/wall.ts';

/** The usual divisions of a wall. Tiles stand in reading order, so that their numbers can be guessed. */
export const layoutNames = ['1', '2x2', '3x3', '4x4', '1+5', '1+7'] as const;
export type LayoutName = (typeof layoutNames)[number];

type Span = readonly [column: number, row: number, columns: number, rows: number];

interface Layout {
  readonly size: number;
  readonly spans: readonly Span[];
}

const layouts: Readonly<Record<LayoutName, Layout>> = {
  '1': square(1),
  '2x2': square(2),
  '3x3': square(3),
  '4x4': square(4),
  '1+5': cornered(3),
  '1+7': cornered(4),
};

function square(size: number): Layout {
  const cells = Array.from({ length: size * size }, (_, at): Span => [at % size, Math.floor(at / size), 1, 1]);
  return { size, spans: cells };
}

/** One large tile in the corner, the small ones to its right and below it. */
function cornered(size: number): Layout {
  const large = size - 1;
  const right = Array.from({ length: size }, (_, row): Span => [large, row, 1, 1]);
  const below = Array.from({ length: large }, (_, column): Span => [column, large, 1, 1]);
  return { size, spans: [[0, 0, large, large], ...right.slice(0, large), ...below, ...right.slice(large)] };
}

/** The wall in another layout; the cameras keep their order, those that find no place leave the wall. */
export function withLayout(wall: Wall, name: LayoutName): Wall {
  const { size, spans } = layouts[name];
  const cameraIds = wall.tiles.map((tile) => tile.cameraId).filter((cameraId) => cameraId !== null);
  const tiles = spans.map(([column, row, columns, rows], at) => ({
    column,
    row,
    columns,
    rows,
    cameraId: cameraIds[at] ?? null,
  }));
  return { ...wall, gridColumns: size, gridRows: size, tiles };
}

/** The usual layout that a wall has, or `null` for one of its own. */
export function layoutOf(wall: Wall): LayoutName | null {
  return (
    layoutNames.find((name) => {
      const like = withLayout({ ...wall, tiles: [] }, name);
      return like.gridColumns === wall.gridColumns && shape(like.tiles) === shape(wall.tiles);
    }) ?? null
  );
}

function shape(tiles: readonly WallTile[]): string {
  return tiles
    .map(({ column, row, columns, rows }) => [column, row, columns, rows].join())
    .sort()
    .join(';');
}

/** What a new station shows until its first wall is saved: the cameras by number, in the smallest square that takes them. */
export function firstWall(cameraIds: readonly string[]): Wall {
  const empty: Wall = { wallId: 'wall-1', name: 'Wall 1', gridColumns: 1, gridRows: 1, tiles: [] };
  const tiles = cameraIds.map((cameraId, at) => ({ column: at, row: 0, columns: 1, rows: 1, cameraId }));
  const name = (['1', '2x2', '3x3', '4x4'] as const).find((each) => layouts[each].spans.length >= cameraIds.length);
  return withLayout({ ...empty, tiles }, name ?? '4x4');
}

export function withCamera(wall: Wall, at: number, cameraId: string | null): Wall {
  return { ...wall, tiles: wall.tiles.map((tile, i) => (i === at ? { ...tile, cameraId } : tile)) };
}

/** The cameras of two tiles change places. */
export function swapped(wall: Wall, a: number, b: number): Wall {
  const first = wall.tiles[a];
  const second = wall.tiles[b];
  if (!first || !second) return wall;
  return withCamera(withCamera(wall, a, second.cameraId), b, first.cameraId);
}

/**
 * The tile with other spans, within the grid. Tiles that it covers give way; cells that nobody covers any more become
 * empty tiles, and a camera whose tile gave way moves to one of the cells its tile has left.
 */
export function resized(wall: Wall, at: number, columns: number, rows: number): Wall {
  const tile = wall.tiles[at];
  if (!tile) return wall;
  const grown: WallTile = {
    ...tile,
    columns: Math.min(Math.max(1, columns), wall.gridColumns - tile.column),
    rows: Math.min(Math.max(1, rows), wall.gridRows - tile.row),
  };
  const given = wall.tiles.filter((other, i) => i !== at && overlap(other, grown));
  const kept = wall.tiles.map((other, i) => (i === at ? grown : other)).filter((other) => !given.includes(other));
  const added: WallTile[] = [];
  for (const cell of square(Math.max(wall.gridColumns, wall.gridRows)).spans) {
    const [column, row] = cell;
    const empty: WallTile = { column, row, columns: 1, rows: 1, cameraId: null };
    const isInGrid = column < wall.gridColumns && row < wall.gridRows;
    if (!isInGrid || kept.some((other) => overlap(other, empty))) continue;
    const from = given.find((other) => overlap(other, empty) && other.cameraId !== null);
    const isPlaced = added.some((other) => other.cameraId === from?.cameraId);
    added.push(from && !isPlaced ? { ...empty, cameraId: from.cameraId } : empty);
  }
  return { ...wall, tiles: [...kept, ...added].sort((a, b) => a.row - b.row || a.column - b.column) };
}

/** The grid with more or fewer columns and rows; what no longer fits leaves the wall, new cells are empty. */
export function regridded(wall: Wall, gridColumns: number, gridRows: number): Wall {
  const size = { gridColumns: clamp(gridColumns), gridRows: clamp(gridRows) };
  const fits = wall.tiles.filter((tile) => tile.column < size.gridColumns && tile.row < size.gridRows);
  const trimmed = { ...wall, ...size, tiles: fits };
  const [first] = fits;
  if (!first) return { ...trimmed, tiles: [{ column: 0, row: 0, columns: 1, rows: 1, cameraId: null }] };
  // Giving a tile its own size again trims it and fills what is open.
  return fits.reduce((result, tile) => resized(result, indexAt(result, tile), tile.columns, tile.rows), trimmed);
}

function indexAt(wall: Wall, { column, row }: WallTile): number {
  return wall.tiles.findIndex((tile) => tile.column === column && tile.row === row);
}

const clamp = (cells: number): number => Math.min(12, Math.max(1, cells));

/** Index of the nearest tile in a direction, or `null` at the edge. */
export function neighbour(wall: Wall, at: number, dx: -1 | 0 | 1, dy: -1 | 0 | 1): number | null {
  const from = wall.tiles[at];
  if (!from) return null;
  const [x, y] = centre(from);
  let best: { at: number; cost: number } | null = null;
  for (const [i, tile] of wall.tiles.entries()) {
    const [otherX, otherY] = centre(tile);
    const along = (otherX - x) * dx + (otherY - y) * dy;
    const across = Math.abs((otherX - x) * dy) + Math.abs((otherY - y) * dx);
    const cost = along + 3 * across;
    if (liesBeyond(from, tile, dx, dy) && (!best || cost < best.cost)) best = { at: i, cost };
  }
  return best?.at ?? null;
}

function liesBeyond(from: WallTile, other: WallTile, dx: number, dy: number): boolean {
  if (dx > 0) return other.column >= from.column + from.columns;
  if (dx < 0) return other.column + other.columns <= from.column;
  if (dy > 0) return other.row >= from.row + from.rows;
  return dy < 0 && other.row + other.rows <= from.row;
}

function centre(tile: WallTile): [x: number, y: number] {
  return [tile.column + tile.columns / 2, tile.row + tile.rows / 2];
}

function overlap(a: WallTile, b: WallTile): boolean {
  const apart =
    a.column + a.columns <= b.column ||
    b.column + b.columns <= a.column ||
    a.row + a.rows <= b.row ||
    b.row + b.rows <= a.row;
  return !apart;
}

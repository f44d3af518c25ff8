import type { FinishedTrack } from './finishedTrack.ts';

type Path = FinishedTrack['path'];

const columns = 5;

/**
 * A track's path column by column in one array: `length` times `ptsMs`, then as many of `cx`, `cy`, `w` and `h`, pixels of
 * the source picture. Numbers that lie together cost a tenth of what an object a point does, and a week of cameras has a
 * billion points.
 */
export interface PathColumns {
  readonly length: number;
  /** At least five times as long; what follows is of no meaning. */
  readonly values: Float64Array;
}

/**
 * Columns of so many points, to be filled.
 * @param scratch used where it is long enough: its columns last until it is used again
 */
export function emptyColumns(length: number, scratch?: Float64Array): PathColumns {
  const isEnough = scratch !== undefined && scratch.length >= columns * length;
  return { length, values: isEnough ? scratch : new Float64Array(columns * length) };
}

export function columnsOf(path: Path): PathColumns {
  const { length, values } = emptyColumns(path.length);
  for (let at = 0; at < length; at++) {
    for (let column = 0; column < columns; column++) values[column * length + at] = path[at]![column]!;
  }
  return { length, values };
}

export function pathOf({ length, values }: PathColumns): Path {
  const path: Path = [];
  for (let at = 0; at < length; at++) {
    path.push([
      values[at]!,
      values[length + at]!,
      values[2 * length + at]!,
      values[3 * length + at]!,
      values[4 * length + at]!,
    ]);
  }
  return path;
}

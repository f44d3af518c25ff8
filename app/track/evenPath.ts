import type { PathColumns } from './pathColumns.ts';

/** A path at even times, its boxes by straight lines between what was stored: `cx` for each time, then `cy`, `w` and `h`. */
export interface EvenPath {
  /** Wall time of the first instant, Unix ms, a multiple of the step. */
  readonly fromAtMs: number;
  readonly stepMs: number;
  /** Instants; none for a track that lasted for less than a step between two of them. */
  readonly length: number;
  /** At least four times as long; what follows is of no meaning. */
  readonly values: Float64Array;
}

/** The first multiple of a step that is not before a time. */
export function gridFrom(atMs: number, stepMs: number): number {
  return Math.ceil(atMs / stepMs) * stepMs;
}

/**
 * @param firstAtMs wall time of the path's first point
 * @param scratch filled where it is long enough: the path lasts until it is used again
 */
export function evenPath(path: PathColumns, firstAtMs: number, stepMs: number, scratch?: Float64Array): EvenPath {
  const { length: points, values: from } = path;
  const fromAtMs = gridFrom(firstAtMs, stepMs);
  if (points === 0) return { fromAtMs, stepMs, length: 0, values: scratch ?? new Float64Array(0) };
  const offsetMs = firstAtMs - from[0]!;
  const length = Math.max(0, Math.floor((from[points - 1]! + offsetMs - fromAtMs) / stepMs) + 1);
  const values = scratch && scratch.length >= 4 * length ? scratch : new Float64Array(4 * length);
  let index = 0;
  for (let at = 0; at < length; at++) {
    const ptsMs = fromAtMs + at * stepMs - offsetMs;
    while (index + 2 < points && from[index + 1]! <= ptsMs) index++;
    const next = Math.min(index + 1, points - 1);
    const [beginMs, endMs] = [from[index]!, from[next]!];
    const share = endMs > beginMs ? Math.min(1, Math.max(0, (ptsMs - beginMs) / (endMs - beginMs))) : 0;
    for (let column = 0, a = points + index, b = points + next; column < 4; column++, a += points, b += points) {
      values[column * length + at] = from[a]! + (from[b]! - from[a]!) * share;
    }
  }
  return { fromAtMs, stepMs, length, values };
}

import type { FinishedTrack } from './finishedTrack.ts';
import { columnsOf, type PathColumns } from './pathColumns.ts';

/** A track as the black box keeps it: who it was and when at once, its path only when it is asked for. */
export interface StoredTrack {
  readonly epoch: number;
  readonly trackId: number;
  readonly className: string;
  readonly score: number;
  /** Wall time of the first and of the last observation, Unix ms; the last one to a millisecond. */
  readonly firstAtMs: number;
  readonly lastAtMs: number;
  /**
   * @param scratch filled where it is long enough, see `decodeColumns`
   * @throws AppError `data-loss` where the stored path is damaged
   */
  columns(scratch?: Float64Array): PathColumns;
}

export function storedTrackOf(track: FinishedTrack): StoredTrack {
  const { epoch, trackId, className, score, firstAtMs, path } = track;
  const lastAtMs = firstAtMs + ((path.at(-1)?.[0] ?? 0) - (path[0]?.[0] ?? 0));
  return { epoch, trackId, className, score, firstAtMs, lastAtMs, columns: () => columnsOf(path) };
}

import type { FinishedTrack } from '../track/finishedTrack.ts';

/** Wall time of a track's last observation, whole Unix ms. */
export function lastAtMs(track: FinishedTrack): number {
  const spanMs = (track.path.at(-1)?.[0] ?? 0) - (track.path[0]?.[0] ?? 0);
  return Math.round(track.firstAtMs) + Math.max(0, Math.round(spanMs));
}

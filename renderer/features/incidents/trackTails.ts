import type { FinishedTrack } from '../../../app/track/finishedTrack.ts';
import type { Incident } from '../../../app/incident/incident.ts';

/** How much of a path is drawn before the moment an incident was found. */
export const tailMs = 10_000;

export interface TrackTail {
  readonly trackId: number;
  /** Where the road user touched the road, pixels of the source picture, oldest first. */
  readonly points: readonly { readonly x: number; readonly y: number }[];
}

/** The last seconds of an incident's tracks up to its detection. Ids begin anew with a stream, so the time decides too. */
export function tailsOf(incident: Incident, tracks: readonly FinishedTrack[]): TrackTail[] {
  const { detectedAtMs, trackIds } = incident;
  return tracks
    .filter(({ trackId }) => trackIds.includes(trackId))
    .map((track) => {
      const firstPtsMs = track.path[0]?.[0] ?? 0;
      const points = track.path
        .filter(([ptsMs]) => {
          const atMs = track.firstAtMs + ptsMs - firstPtsMs;
          return atMs > detectedAtMs - tailMs && atMs <= detectedAtMs;
        })
        .map(([, cx, cy, , h]) => ({ x: cx, y: cy + h / 2 }));
      return { trackId: track.trackId, points };
    })
    .filter(({ points }) => points.length > 1);
}

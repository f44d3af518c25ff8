import type { TrackStore } from '../../store/ports.ts';
import type { FinishedTrack } from '../../track/finishedTrack.ts';

const pieceMs = 3_600_000;

/** Tracks of a long span, by begin, read hour by hour so that a week of them needs no memory of its own. */
export function* storedTracks(
  store: Pick<TrackStore, 'between'>,
  cameraId: string,
  fromAtMs: number,
  toAtMs: number,
): Generator<FinishedTrack> {
  for (let pieceFromMs = fromAtMs; pieceFromMs < toAtMs; pieceFromMs += pieceMs) {
    for (const track of store.between(cameraId, pieceFromMs, Math.min(toAtMs, pieceFromMs + pieceMs))) {
      // Those that began before were read with the piece that they began in, or reach into the span.
      if (pieceFromMs === fromAtMs || track.firstAtMs >= pieceFromMs) yield track;
    }
  }
}

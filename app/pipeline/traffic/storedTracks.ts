import type { TrackStore } from '../../store/ports.ts';
import { type StoredTrack, storedTrackOf } from '../../track/storedTrack.ts';

/** Gives the tracks of a camera that overlap [fromAtMs, toAtMs), by begin. */
export interface StoredTrackReader {
  between(cameraId: string, fromAtMs: number, toAtMs: number): Iterable<StoredTrack>;
}

/** Reads from a store whose paths are not packed, or are unpacked by it. */
export function readerOf(store: Pick<TrackStore, 'between'>): StoredTrackReader {
  return {
    *between(cameraId, fromAtMs, toAtMs) {
      for (const track of store.between(cameraId, fromAtMs, toAtMs)) yield storedTrackOf(track);
    },
  };
}

const pieceMs = 3_600_000;

/** Tracks of a long span, by begin, read hour by hour so that a week of them needs no memory of its own. */
export function* storedTracks(
  reader: StoredTrackReader,
  cameraId: string,
  fromAtMs: number,
  toAtMs: number,
): Generator<StoredTrack> {
  for (let pieceFromMs = fromAtMs; pieceFromMs < toAtMs; pieceFromMs += pieceMs) {
    for (const track of reader.between(cameraId, pieceFromMs, Math.min(toAtMs, pieceFromMs + pieceMs))) {
      // Those that began before were read with the piece that they began in, or reach into the span.
      if (pieceFromMs === fromAtMs || track.firstAtMs >= pieceFromMs) yield track;
    }
  }
}

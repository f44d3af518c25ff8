import type { FinishedTrack } from '../track/finishedTrack.ts';
import { decodePath, encodePath, quantisedTrack } from '../track/pathCodec.ts';
import { rowsDeletedAtOnce } from './deletions.ts';
import type { TrackStore } from './ports.ts';
import { lastAtMs } from './trackRules.ts';

interface StoredTrack {
  readonly head: Omit<FinishedTrack, 'path'>;
  readonly path: Uint8Array;
  readonly lastAtMs: number;
}

export function memoryTrackStore(): TrackStore {
  let stored: StoredTrack[] = [];
  return {
    append(tracks) {
      const added = tracks.map((track): StoredTrack => {
        const { path, ...head } = quantisedTrack(track);
        return { head, path: encodePath(path), lastAtMs: lastAtMs(track) };
      });
      stored = [...stored, ...added];
    },
    between: (cameraId, fromAtMs, toAtMs) =>
      stored
        .filter(({ head }) => head.cameraId === cameraId && head.firstAtMs < toAtMs)
        .filter((track) => track.lastAtMs >= fromAtMs)
        .sort((a, b) => a.head.firstAtMs - b.head.firstAtMs)
        .map(({ head, path }) => ({ ...head, path: decodePath(path) })),
    deleteBefore(atMs) {
      const ended = stored.filter((track) => track.lastAtMs < atMs).slice(0, rowsDeletedAtOnce);
      const gone = new Set(ended);
      stored = stored.filter((track) => !gone.has(track));
      return gone.size;
    },
    statistics: () => ({
      tracks: stored.length,
      bytes: stored.reduce((sum, track) => sum + track.path.length, 0),
      oldestAtMs: stored.reduce<number | null>((min, { head }) => Math.min(min ?? Infinity, head.firstAtMs), null),
    }),
  };
}

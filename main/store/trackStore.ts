import { crc32 } from 'node:zlib';
import { AppError } from '../../app/base/error.ts';
import { rowsDeletedAtOnce } from '../../app/store/deletions.ts';
import type { TrackStatistics, TrackStore } from '../../app/store/ports.ts';
import { lastAtMs } from '../../app/store/trackRules.ts';
import type { FinishedTrack } from '../../app/track/finishedTrack.ts';
import type { StoredTrack } from '../../app/track/storedTrack.ts';
import { decodeColumns, decodePath, encodePath } from '../../app/track/pathCodec.ts';
import type { ReadableDb, WritableDb } from './handles.ts';
import { mapped } from './sqliteError.ts';

interface TrackRow {
  readonly camera_id: string;
  readonly epoch: number;
  readonly track_id: number;
  readonly class_name: string;
  readonly score: number;
  readonly first_at_ms: number;
  readonly width_px: number;
  readonly height_px: number;
  readonly path: Uint8Array;
  readonly path_crc32: number;
}

/** The tracks of the black box, for who only reads them. */
function sqliteTrackReader(db: ReadableDb): Pick<TrackStore, 'between'> {
  // a track that overlaps the span began at most `longest_ms` before it: the index gives those rows alone
  const overlapping = db.prepare<{ cameraId: string; from: number; to: number }, TrackRow>(`
    SELECT camera_id, epoch, track_id, class_name, score, first_at_ms, width_px, height_px, path, path_crc32
    FROM track_cameras JOIN tracks USING (camera_key)
    WHERE camera_id = @cameraId AND first_at_ms >= @from - longest_ms AND first_at_ms < @to AND last_at_ms >= @from
    ORDER BY first_at_ms, track_key`);
  return {
    between: (cameraId, fromAtMs, toAtMs) =>
      mapped(() => overlapping.all({ cameraId, from: fromAtMs, to: toAtMs }).map(trackOf)),
  };
}

type StoredRow = [
  epoch: number,
  trackId: number,
  className: string,
  score: number,
  firstAtMs: number,
  lastAtMs: number,
  path: Uint8Array,
  pathCrc32: number,
];

/** The same for who looks at a week of them: a path is unpacked when it is asked for. */
export function sqliteStoredTracks(db: ReadableDb): {
  between(cameraId: string, fromAtMs: number, toAtMs: number): Iterable<StoredTrack>;
} {
  const overlapping = db
    .prepare<{ cameraId: string; from: number; to: number }, StoredRow>(`
      SELECT epoch, track_id, class_name, score, first_at_ms, last_at_ms, path, path_crc32
      FROM track_cameras JOIN tracks USING (camera_key)
      WHERE camera_id = @cameraId AND first_at_ms >= @from - longest_ms AND first_at_ms < @to AND last_at_ms >= @from
      ORDER BY first_at_ms, track_key`)
    .raw();
  return {
    between: (cameraId, fromAtMs, toAtMs) =>
      mapped(() => overlapping.all({ cameraId, from: fromAtMs, to: toAtMs }).map(storedTrackOf)),
  };
}

/** The black box in `tracks.db`. */
export function sqliteTrackStore(db: WritableDb): TrackStore {
  const rememberCamera = db.prepare<[string, number], number>(`
    INSERT INTO track_cameras (camera_id, longest_ms) VALUES (?, ?)
    ON CONFLICT (camera_id) DO UPDATE SET longest_ms = max(longest_ms, excluded.longest_ms)
    RETURNING camera_key`);
  const insert = db.prepare(`
    INSERT INTO tracks (camera_key, epoch, track_id, class_name, score, first_at_ms, last_at_ms, width_px, height_px,
      path, path_crc32) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`);
  const addTotals = db.prepare('UPDATE track_totals SET tracks = tracks + ?, path_bytes = path_bytes + ?');
  const ended = db.prepare<[number, number, number], { track_key: number; size: number }>(`
    SELECT track_key, length(path) AS size FROM track_cameras CROSS JOIN tracks USING (camera_key)
    WHERE first_at_ms < ? AND last_at_ms < ? LIMIT ?`);
  const remove = db.prepare<[number]>('DELETE FROM tracks WHERE track_key = ?');
  const statistics = db.prepare<[], TrackStatistics>(`
    SELECT tracks, path_bytes AS bytes,
      (SELECT min((SELECT min(first_at_ms) FROM tracks WHERE tracks.camera_key = track_cameras.camera_key))
       FROM track_cameras) AS oldestAtMs
    FROM track_totals`);

  const append = db.transaction((tracks: readonly FinishedTrack[]) => {
    let bytes = 0;
    for (const track of tracks) {
      const { cameraId, epoch, trackId, className, score, width, height } = track;
      const path = encodePath(track.path);
      const [firstMs, lastMs] = [Math.round(track.firstAtMs), lastAtMs(track)];
      const cameraKey = rememberCamera.pluck().get(cameraId, lastMs - firstMs);
      insert.run(cameraKey, epoch, trackId, className, score, firstMs, lastMs, width, height, path, crc32(path));
      bytes += path.length;
    }
    addTotals.run(tracks.length, bytes);
  });
  const deleteBefore = db.transaction((atMs: number): number => {
    const rows = ended.all(atMs, atMs, rowsDeletedAtOnce);
    for (const row of rows) remove.run(row.track_key);
    addTotals.run(-rows.length, -rows.reduce((sum, row) => sum + row.size, 0));
    return rows.length;
  });

  return {
    append: (tracks) => mapped(() => append.immediate(tracks)),
    ...sqliteTrackReader(db),
    deleteBefore: (atMs) => mapped(() => deleteBefore.immediate(atMs)),
    statistics: () => mapped(() => statistics.get() ?? { tracks: 0, bytes: 0, oldestAtMs: null }),
  };
}

function storedTrackOf([epoch, trackId, className, score, firstAtMs, lastAt, path, crc]: StoredRow): StoredTrack {
  return {
    ...{ epoch, trackId, className, score, firstAtMs, lastAtMs: lastAt },
    columns(scratch) {
      check(trackId, path, crc);
      return decodeColumns(path, scratch);
    },
  };
}

function check(trackId: number, path: Uint8Array, crc: number): void {
  if (crc32(path) === crc) return;
  throw new AppError('data-loss', `The stored path of track ${trackId} changed on the disk by itself.`);
}

function trackOf(row: TrackRow): FinishedTrack {
  check(row.track_id, row.path, row.path_crc32);
  return {
    cameraId: row.camera_id,
    epoch: row.epoch,
    trackId: row.track_id,
    className: row.class_name,
    score: row.score,
    firstAtMs: row.first_at_ms,
    width: row.width_px,
    height: row.height_px,
    path: decodePath(row.path),
  };
}

import type { MigrationStep } from '../migrate.ts';

/** The track black box. `path` is app/track/pathCodec.ts; `path_crc32` is CRC-32 of its bytes. */
export const tracks0001: MigrationStep = {
  version: 1,
  name: 'tracks',
  run(db) {
    db.exec(`
      CREATE TABLE track_cameras (
        camera_key INTEGER PRIMARY KEY,
        camera_id TEXT NOT NULL UNIQUE CHECK (length(camera_id) BETWEEN 1 AND 64),
        -- longest track so far: how far before a span its tracks may begin
        longest_ms INTEGER NOT NULL CHECK (longest_ms >= 0)
      ) STRICT;

      CREATE TABLE tracks (
        track_key INTEGER PRIMARY KEY,
        camera_key INTEGER NOT NULL REFERENCES track_cameras (camera_key),
        epoch INTEGER NOT NULL,
        track_id INTEGER NOT NULL,
        class_name TEXT NOT NULL,
        score REAL NOT NULL,
        first_at_ms INTEGER NOT NULL,
        last_at_ms INTEGER NOT NULL CHECK (last_at_ms >= first_at_ms),
        width_px INTEGER NOT NULL CHECK (width_px >= 0),
        height_px INTEGER NOT NULL CHECK (height_px >= 0),
        path BLOB NOT NULL,
        path_crc32 INTEGER NOT NULL
      ) STRICT;

      CREATE INDEX tracks_by_begin ON tracks (camera_key, first_at_ms, last_at_ms);

      -- kept by the writer in the same transaction: counting millions of rows at 2 Hz is out of the question
      CREATE TABLE track_totals (
        only INTEGER PRIMARY KEY CHECK (only = 1),
        tracks INTEGER NOT NULL CHECK (tracks >= 0),
        path_bytes INTEGER NOT NULL CHECK (path_bytes >= 0)
      ) STRICT;
      INSERT INTO track_totals VALUES (1, 0, 0);
    `);
  },
};

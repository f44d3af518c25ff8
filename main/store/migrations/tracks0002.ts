import type { MigrationStep } from '../migrate.ts';

/** Intervals of traffic quantities. `packed` is app/store/intervalCodec.ts; the rows of one series lie together. */
export const tracks0002: MigrationStep = {
  version: 2,
  name: 'intervals',
  run(db) {
    db.exec(`
      CREATE TABLE interval_series (
        series_key INTEGER PRIMARY KEY,
        camera_id TEXT NOT NULL CHECK (length(camera_id) BETWEEN 1 AND 64),
        element_kind TEXT NOT NULL CHECK (element_kind IN ('line', 'lane', 'section', 'camera')),
        element_id TEXT NOT NULL CHECK (length(element_id) BETWEEN 1 AND 64),
        length_ms INTEGER NOT NULL CHECK (length_ms > 0),
        UNIQUE (camera_id, element_kind, element_id, length_ms)
      ) STRICT;

      CREATE TABLE intervals (
        series_key INTEGER NOT NULL REFERENCES interval_series (series_key),
        begin_at_ms INTEGER NOT NULL,
        packed BLOB NOT NULL,
        -- of the key and the packed bytes
        row_crc32 INTEGER NOT NULL,
        PRIMARY KEY (series_key, begin_at_ms)
      ) STRICT, WITHOUT ROWID;
    `);
  },
};

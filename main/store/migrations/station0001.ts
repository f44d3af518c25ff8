import type { MigrationStep } from '../migrate.ts';
import { rowSumsTable, sumRowsOf } from '../rowSums.ts';

/** Cameras, walls and the settings of the site. `row_crc32` is guardedTable.ts over the row's other columns. */
export const station0001: MigrationStep = {
  version: 1,
  name: 'cameras, walls, settings',
  run(db) {
    db.exec(`
      CREATE TABLE cameras (
        camera_id TEXT PRIMARY KEY NOT NULL CHECK (length(camera_id) BETWEEN 1 AND 64),
        position INTEGER NOT NULL CHECK (position >= 0),
        number INTEGER NOT NULL UNIQUE CHECK (number BETWEEN 1 AND 9999),
        name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 80),
        source_url TEXT NOT NULL CHECK (length(source_url) BETWEEN 1 AND 2048),
        enabled INTEGER NOT NULL CHECK (enabled IN (0, 1)),
        analysis_fps REAL NOT NULL CHECK (analysis_fps BETWEEN 0 AND 30),
        playback_pace TEXT NOT NULL CHECK (playback_pace IN ('realTime', 'fast')),
        playback_loop INTEGER NOT NULL CHECK (playback_loop IN (0, 1)),
        -- AES-256-GCM of main/secrets, bound to camera_id; never clear text
        credentials_sealed BLOB CHECK (credentials_sealed IS NULL OR length(credentials_sealed) > 28),
        row_crc32 INTEGER NOT NULL
      ) STRICT;

      CREATE TABLE walls (
        wall_id TEXT PRIMARY KEY NOT NULL CHECK (length(wall_id) BETWEEN 1 AND 64),
        position INTEGER NOT NULL CHECK (position >= 0),
        name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 80),
        grid_columns INTEGER NOT NULL CHECK (grid_columns BETWEEN 1 AND 12),
        grid_rows INTEGER NOT NULL CHECK (grid_rows BETWEEN 1 AND 12),
        row_crc32 INTEGER NOT NULL
      ) STRICT;

      CREATE TABLE wall_tiles (
        wall_id TEXT NOT NULL REFERENCES walls (wall_id),
        tile INTEGER NOT NULL CHECK (tile BETWEEN 0 AND 63),
        at_column INTEGER NOT NULL CHECK (at_column BETWEEN 0 AND 11),
        at_row INTEGER NOT NULL CHECK (at_row BETWEEN 0 AND 11),
        span_columns INTEGER NOT NULL CHECK (span_columns BETWEEN 1 AND 12),
        span_rows INTEGER NOT NULL CHECK (span_rows BETWEEN 1 AND 12),
        camera_id TEXT REFERENCES cameras (camera_id),
        row_crc32 INTEGER NOT NULL,
        PRIMARY KEY (wall_id, tile)
      ) STRICT;

      CREATE TABLE site_settings (
        only INTEGER PRIMARY KEY CHECK (only = 1),
        site_name TEXT NOT NULL CHECK (length(site_name) <= 120),
        allow_loopback INTEGER NOT NULL CHECK (allow_loopback IN (0, 1)),
        allowed_cidrs_json TEXT NOT NULL CHECK (json_type(allowed_cidrs_json) = 'array'),
        score_by_class_json TEXT NOT NULL CHECK (json_type(score_by_class_json) = 'object'),
        nms_iou REAL NOT NULL CHECK (nms_iou BETWEEN 0.1 AND 0.95),
        keep_tracks_days INTEGER NOT NULL CHECK (keep_tracks_days BETWEEN 1 AND 3650),
        row_crc32 INTEGER NOT NULL
      ) STRICT;
    `);
    db.exec(rowSumsTable);
    for (const table of ['cameras', 'walls', 'wall_tiles', 'site_settings']) db.exec(sumRowsOf(table));
  },
};

import type { MigrationStep } from '../migrate.ts';
import { sumRowsOf } from '../rowSums.ts';

/** Models that were imported; at most one is active. */
export const station0002: MigrationStep = {
  version: 2,
  name: 'models',
  run(db) {
    db.exec(`
      CREATE TABLE models (
        model_id TEXT PRIMARY KEY NOT NULL CHECK (length(model_id) BETWEEN 1 AND 64),
        name TEXT NOT NULL,
        sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
        size_bytes INTEGER NOT NULL CHECK (size_bytes > 0),
        imported_at_ms REAL NOT NULL,
        active INTEGER NOT NULL CHECK (active IN (0, 1)),
        backend TEXT NOT NULL,
        -- input shape, layout, precision, classes, timings and self-test as found at import
        findings_json TEXT NOT NULL CHECK (json_type(findings_json) = 'object'),
        row_crc32 INTEGER NOT NULL
      ) STRICT;

      CREATE UNIQUE INDEX one_active_model ON models (active) WHERE active = 1;
    `);
    db.exec(sumRowsOf('models'));
  },
};

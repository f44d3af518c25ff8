import type { MigrationStep } from '../migrate.ts';
import { sumRowsOf } from '../rowSums.ts';

/** Scenes of the cameras: a row for every save, none is ever changed. */
export const station0003: MigrationStep = {
  version: 3,
  name: 'scenes',
  run(db) {
    db.exec(`
      CREATE TABLE scenes (
        camera_id TEXT NOT NULL REFERENCES cameras (camera_id),
        version INTEGER NOT NULL CHECK (version >= 1),
        author TEXT NOT NULL CHECK (length(author) <= 120),
        saved_at_ms REAL NOT NULL,
        note TEXT NOT NULL CHECK (length(note) <= 200),
        scene_json TEXT NOT NULL CHECK (json_type(scene_json) = 'object'),
        row_crc32 INTEGER NOT NULL,
        PRIMARY KEY (camera_id, version)
      ) STRICT;
    `);
    db.exec(sumRowsOf('scenes'));
  },
};

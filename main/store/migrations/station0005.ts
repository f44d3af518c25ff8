import type { MigrationStep } from '../migrate.ts';
import { sumRowsOf } from '../rowSums.ts';

/** How the view of a camera looks, as it was learnt for the newest version of its scene; 20 KB each. */
export const station0005: MigrationStep = {
  version: 5,
  name: 'views of scenes',
  run(db) {
    db.exec(`
      CREATE TABLE scene_views (
        camera_id TEXT PRIMARY KEY NOT NULL,
        version INTEGER NOT NULL,
        -- as app/traffic/view/viewFingerprintCodec.ts writes it
        view BLOB NOT NULL CHECK (length(view) BETWEEN 1 AND 100000),
        row_crc32 INTEGER NOT NULL,
        FOREIGN KEY (camera_id, version) REFERENCES scenes (camera_id, version)
      ) STRICT;
    `);
    db.exec(sumRowsOf('scene_views'));
  },
};

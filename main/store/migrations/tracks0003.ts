import type { MigrationStep } from '../migrate.ts';

/** Pictures of the incidents of `station.db`, which is kept small. */
export const tracks0003: MigrationStep = {
  version: 3,
  name: 'pictures of incidents',
  run(db) {
    db.exec(`
      CREATE TABLE incident_pictures (
        incident_id TEXT PRIMARY KEY NOT NULL CHECK (length(incident_id) BETWEEN 1 AND 64),
        detected_at_ms REAL NOT NULL,
        jpeg BLOB NOT NULL,
        jpeg_crc32 INTEGER NOT NULL
      ) STRICT;

      CREATE INDEX incident_pictures_by_detection ON incident_pictures (detected_at_ms);
    `);
  },
};

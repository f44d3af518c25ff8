import type { MigrationStep } from '../migrate.ts';
import { sumRowsOf } from '../rowSums.ts';

/** Incidents and their raw timelines. They outlive their camera; what is not searched stands as JSON. */
export const station0004: MigrationStep = {
  version: 4,
  name: 'incidents',
  run(db) {
    db.exec(`
      CREATE TABLE incidents (
        incident_id TEXT PRIMARY KEY NOT NULL CHECK (length(incident_id) BETWEEN 1 AND 64),
        type TEXT NOT NULL CHECK (length(type) BETWEEN 1 AND 40),
        severity TEXT NOT NULL CHECK (severity IN ('low', 'medium', 'high', 'critical')),
        camera_id TEXT NOT NULL CHECK (length(camera_id) BETWEEN 1 AND 64),
        began_at_ms REAL NOT NULL,
        detected_at_ms REAL NOT NULL,
        -- NULL while it lasts
        ended_at_ms REAL,
        -- last seen, place, tracks, boxes, confidence, evidence, part of, version of the scene, has a picture
        details_json TEXT NOT NULL CHECK (json_type(details_json) = 'object'),
        row_crc32 INTEGER NOT NULL
      ) STRICT;

      CREATE INDEX incidents_by_detection ON incidents (detected_at_ms, incident_id, camera_id, type);
      CREATE INDEX incidents_by_end ON incidents (ended_at_ms);

      CREATE TABLE incident_entries (
        incident_id TEXT NOT NULL REFERENCES incidents (incident_id),
        -- from 0 in the order they were saved
        ordinal INTEGER NOT NULL CHECK (ordinal >= 0),
        at_ms REAL NOT NULL,
        what TEXT NOT NULL CHECK (length(what) BETWEEN 1 AND 40),
        text TEXT NOT NULL,
        row_crc32 INTEGER NOT NULL,
        PRIMARY KEY (incident_id, ordinal)
      ) STRICT, WITHOUT ROWID;
    `);
    db.exec(sumRowsOf('incidents'));
    db.exec(sumRowsOf('incident_entries'));
  },
};

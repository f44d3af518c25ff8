import type { MigrationStep } from '../migrate.ts';

/** What signal heads showed, by their changes: with the tracks it says who drove at red. */
export const tracks0004: MigrationStep = {
  version: 4,
  name: 'changes of signals',
  run(db) {
    db.exec(`
      CREATE TABLE signal_heads (
        head_key INTEGER PRIMARY KEY,
        camera_id TEXT NOT NULL CHECK (length(camera_id) BETWEEN 1 AND 64),
        head_id TEXT NOT NULL CHECK (length(head_id) BETWEEN 1 AND 64),
        UNIQUE (camera_id, head_id)
      ) STRICT;

      CREATE TABLE signal_changes (
        head_key INTEGER NOT NULL REFERENCES signal_heads (head_key),
        at_ms INTEGER NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('red', 'red-amber', 'green', 'amber', 'dark', 'unknown')),
        -- of the values before
        row_crc32 INTEGER NOT NULL,
        PRIMARY KEY (head_key, at_ms)
      ) STRICT, WITHOUT ROWID;
    `);
  },
};

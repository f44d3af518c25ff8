import type { MigrationStep } from '../migrate.ts';
import { sumRowsOf } from '../rowSums.ts';

/** Rules of the whole site, version by version. */
export const station0006: MigrationStep = {
  version: 6,
  name: 'rules of the site',
  run(db) {
    db.exec(`
      CREATE TABLE site_rules (
        version INTEGER PRIMARY KEY NOT NULL CHECK (version >= 1),
        author TEXT NOT NULL CHECK (length(author) <= 120),
        saved_at_ms REAL NOT NULL,
        note TEXT NOT NULL CHECK (length(note) <= 200),
        rules_json TEXT NOT NULL CHECK (json_type(rules_json) = 'object'),
        row_crc32 INTEGER NOT NULL
      ) STRICT;
    `);
    db.exec(sumRowsOf('site_rules'));
  },
};

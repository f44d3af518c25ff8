import type { MigrationStep } from '../migrate.ts';
import { sumRowsOf } from '../rowSums.ts';

/** The model file of a first site while it is being tried: a start that was broken off leaves it to the next. */
export const station0007: MigrationStep = {
  version: 7,
  name: 'model being tried',
  run(db) {
    db.exec(`
      CREATE TABLE untried_model (
        only INTEGER PRIMARY KEY NOT NULL CHECK (only = 1),
        path TEXT NOT NULL,
        row_crc32 INTEGER NOT NULL
      ) STRICT;
    `);
    db.exec(sumRowsOf('untried_model'));
  },
};

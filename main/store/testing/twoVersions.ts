import type { DatabaseKind } from '../database.ts';
import type { MigrationStep } from '../migrate.ts';

const first: MigrationStep = {
  version: 1,
  name: 'names',
  run: (db) =>
    db.exec(`
      CREATE TABLE names (id INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT;
      INSERT INTO names VALUES (1, 'north'), (2, 'south');
    `),
};

/** A kind of database at version 1. */
export const oneVersion: DatabaseKind = {
  schema: { applicationId: 77, steps: [first] },
  depth: 'whole',
  verifyRows: () => undefined,
  backedUp: true,
};

/** The same at version 2, by three statements; before statement `at` (from 0) `interrupt` is called. */
export function threeStatements(at: number, interrupt: () => void): DatabaseKind {
  const statements = [
    'ALTER TABLE names ADD COLUMN length INTEGER',
    'UPDATE names SET length = length(name)',
    'CREATE INDEX names_by_length ON names (length)',
  ];
  const second: MigrationStep = {
    version: 2,
    name: 'lengths',
    run: (db) =>
      statements.forEach((statement, index) => {
        if (index === at) interrupt();
        db.exec(statement);
      }),
  };
  return { ...oneVersion, schema: { applicationId: 77, steps: [first, second] } };
}

import { AppError } from '../../app/base/error.ts';
import type { ReadableDb, WritableDb } from './handles.ts';

/** One step of a schema: its place in the order, and what it does inside its own transaction. */
export interface MigrationStep {
  readonly version: number;
  readonly name: string;
  run(db: WritableDb): void;
}

/** A kind of database file of ours: its mark in the header and the steps that lead to its schema. */
export interface Schema {
  readonly applicationId: number;
  readonly steps: readonly MigrationStep[];
}

export interface MigrateOptions {
  /** Called once before the first step of a file that holds a version already. */
  readonly backUpFirst: () => void;
  readonly nowMs: number;
  /** Off only in the test that shows what the transaction is for. */
  readonly inTransaction?: boolean;
}

/** Version of a file's schema, 0 for an empty file. Throws `data-loss` where header and step table disagree. */
export function schemaVersion(db: ReadableDb, schema: Schema): number {
  const version = Number(db.pragma('user_version', { simple: true }));
  const applicationId = Number(db.pragma('application_id', { simple: true }));
  const empty = db.prepare('SELECT count(*) FROM sqlite_schema').pluck().get() === 0;
  if (empty && version === 0 && applicationId === 0) return 0;
  const recorded = db.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'schema_steps'").get()
    ? Number(db.prepare('SELECT coalesce(max(version), 0) FROM schema_steps').pluck().get())
    : 0;
  if (applicationId !== schema.applicationId || recorded !== version) {
    throw new AppError('data-loss', 'The file does not hold a database of the station.');
  }
  return version;
}

/**
 * Brings a file to the newest version, one transaction a step: after a crash it stands at the old or the new version of
 * a step, never between. Throws `failed-precondition` for a file that a newer program wrote.
 */
export function migrate(db: WritableDb, schema: Schema, options: MigrateOptions): void {
  const from = schemaVersion(db, schema);
  const newest = schema.steps.at(-1)?.version ?? 0;
  if (from > newest) {
    throw new AppError(
      'failed-precondition',
      `The database was written by a newer program (version ${from}, this one knows ${newest}). ` +
        'Install the newer program again, or move the data folder away to start with an empty one.',
    );
  }
  const missing = schema.steps.filter((step) => step.version > from);
  if (from > 0 && missing.length > 0) options.backUpFirst();
  for (const step of missing) {
    const run = (): void => runStep(db, schema, step, options.nowMs);
    if (options.inTransaction ?? true) db.transaction(run).immediate();
    else run();
  }
}

function runStep(db: WritableDb, schema: Schema, step: MigrationStep, nowMs: number): void {
  db.exec(`CREATE TABLE IF NOT EXISTS schema_steps (
    version INTEGER PRIMARY KEY CHECK (version > 0),
    name TEXT NOT NULL,
    applied_at_ms INTEGER NOT NULL
  ) STRICT`);
  step.run(db);
  db.prepare('INSERT INTO schema_steps VALUES (?, ?, ?)').run(step.version, step.name, Math.round(nowMs));
  db.pragma(`application_id = ${schema.applicationId}`);
  db.pragma(`user_version = ${step.version}`);
}

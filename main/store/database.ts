import { existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { backUp, backupsOf, type Verify } from './backup.ts';
import type { WritableDb } from './handles.ts';
import { checkIntegrity } from './integrity.ts';
import { migrate, schemaVersion, type MigrateOptions, type Schema } from './migrate.ts';
import { openWritable } from './pragmas.ts';
import { recover, type Recovery } from './recover.ts';
import { isDamage, mapped } from './sqliteError.ts';

export interface DatabaseKind {
  readonly schema: Schema;
  readonly depth: 'quick' | 'whole';
  /** Reads the rows that guard themselves; called on files of the newest version alone. */
  readonly verifyRows: Verify;
  readonly backedUp: boolean;
}

export interface OpenDatabase {
  readonly db: WritableDb;
  /** Set when the file was damaged and another took its place. */
  readonly recovery: Recovery | null;
  /** The test that a backup of this kind must pass. */
  readonly verify: Verify;
}

export interface OpenOptions {
  readonly nowMs: number;
  /** For the test of a foreign lock. */
  readonly waitMs?: number;
  /** For the test that shows what migration transactions are for. */
  readonly migrateInTransaction?: boolean;
}

/**
 * Opens a database file, new or old: settings asserted, structure checked, schema at its newest version, rows verified.
 * A damaged file is put aside and its newest trusted backup restored, else a fresh one made: `recovery` says so and the
 * caller must tell the operator. Throws `failed-precondition` (newer program, folder not writable),
 * `unavailable` (locked by another program) and `resource-exhausted` (disk full).
 */
export function openDatabase(file: string, kind: DatabaseKind, options: OpenOptions): OpenDatabase {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const verify: Verify = (copy) => {
    checkIntegrity(copy, kind.depth);
    if (schemaVersion(copy, kind.schema) === newest(kind.schema)) kind.verifyRows(copy);
  };
  const open = (): WritableDb => mapped(() => openChecked(file, kind, verify, options));
  try {
    if (!vanished(file)) return { db: open(), recovery: null, verify };
  } catch (thrown) {
    if (!isDamage(thrown)) throw thrown;
  }
  const recovery = recover(file, verify, options.nowMs);
  return { db: open(), recovery, verify };
}

function openChecked(file: string, kind: DatabaseKind, verify: Verify, options: OpenOptions): WritableDb {
  const db = openWritable(file, options.waitMs);
  try {
    verify(db);
    const migration: MigrateOptions = {
      nowMs: options.nowMs,
      inTransaction: options.migrateInTransaction ?? true,
      backUpFirst: () => {
        if (kind.backedUp) backUp(db, verify, options.nowMs);
      },
    };
    migrate(db, kind.schema, migration);
    kind.verifyRows(db);
    return db;
  } catch (thrown) {
    db.close();
    throw thrown;
  }
}

/** A file that is gone or empty although backups tell that it was not: damage, not a first start. */
function vanished(file: string): boolean {
  return (!existsSync(file) || statSync(file).size === 0) && backupsOf(file).length > 0;
}

function newest(schema: Schema): number {
  return schema.steps.at(-1)?.version ?? 0;
}

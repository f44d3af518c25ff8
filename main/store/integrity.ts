import { statSync } from 'node:fs';
import Database from 'better-sqlite3';
import { AppError } from '../../app/base/error.ts';
import type { ReadableDb } from './handles.ts';

/** `quick_check` reads about 600 MB/s from the cache; beyond this it would not end within the start's 5 s. */
const largestCheckedBytes = 2 * 1024 ** 3;

/**
 * Reads the whole file's structure. `whole` also compares indexes with their tables (twice the time).
 * Throws `data-loss` with SQLite's first finding. Files over `largestCheckedBytes` are not read.
 */
export function checkIntegrity(db: ReadableDb, depth: 'quick' | 'whole'): void {
  if (statSync(db.name).size > largestCheckedBytes) return;
  const finding = firstFinding(db, depth === 'whole' ? 'integrity_check(1)' : 'quick_check(1)');
  if (finding !== 'ok') throw new AppError('data-loss', `The database is damaged: ${finding}.`);
  if (depth === 'whole') {
    const orphans = db.pragma('foreign_key_check') as unknown[];
    if (orphans.length > 0)
      throw new AppError('data-loss', 'The database is damaged: rows refer to rows that are gone.');
  }
}

/** A table's own CHECK of its JSON throws, instead of finding, where the text is no JSON any more. */
function firstFinding(db: ReadableDb, check: string): string {
  try {
    return String(db.pragma(check, { simple: true }));
  } catch (thrown) {
    if (thrown instanceof Database.SqliteError && thrown.code === 'SQLITE_ERROR') return thrown.message;
    throw thrown;
  }
}

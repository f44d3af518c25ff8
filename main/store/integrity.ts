import { statSync } from 'node:fs';
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
  const finding = String(db.pragma(depth === 'whole' ? 'integrity_check(1)' : 'quick_check(1)', { simple: true }));
  if (finding !== 'ok') throw new AppError('data-loss', `The database is damaged: ${finding}.`);
  if (depth === 'whole') {
    const orphans = db.pragma('foreign_key_check') as unknown[];
    if (orphans.length > 0)
      throw new AppError('data-loss', 'The database is damaged: rows refer to rows that are gone.');
  }
}

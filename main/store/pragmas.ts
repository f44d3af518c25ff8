import Database from 'better-sqlite3';
import { AppError } from '../../app/base/error.ts';
import type { ReadableDb, WritableDb } from './handles.ts';

/** SQLite below this can lose commits when a checkpoint meets a write (sqlite.org/wal.html, WAL-reset bug). */
const oldestSafeVersion = [3, 51, 3];

/** How long a call waits for a foreign lock before it says so. */
const busyTimeoutMs = 5000;

/** What a file of facts is opened with, and what each pragma must then read. */
const wanted: readonly [pragma: string, value: string | number][] = [
  ['journal_mode', 'wal'],
  ['synchronous', 2], // FULL: NORMAL loses acknowledged commits at a power cut
  ['foreign_keys', 1],
  ['cell_size_check', 1],
  ['trusted_schema', 0],
  ['mmap_size', 0], // an I/O error under mmap is a SIGBUS, not an error code
  ['busy_timeout', busyTimeoutMs],
  ['wal_autocheckpoint', 4000],
];

/** Opens `file` for reading and writing. Throws `failed-precondition` when SQLite does not take a setting. */
export function openWritable(file: string, waitMs: number = busyTimeoutMs): WritableDb {
  const db = new Database(file, { timeout: waitMs });
  try {
    assertSafeVersion(db);
    for (const [pragma, value] of wanted) {
      const asked = pragma === 'busy_timeout' ? waitMs : value;
      db.pragma(`${pragma} = ${asked}`);
      const got = db.pragma(pragma, { simple: true });
      if (got !== asked) {
        throw new AppError('failed-precondition', `SQLite answers ${pragma}=${got} where ${asked} was asked for.`);
      }
    }
    return db as WritableDb;
  } catch (thrown) {
    db.close();
    throw thrown;
  }
}

/** Opens `file`, which must exist, for reading alone. */
export function openReadable(file: string): ReadableDb {
  return new Database(file, { readonly: true, fileMustExist: true, timeout: busyTimeoutMs }) as ReadableDb;
}

function assertSafeVersion(db: Database.Database): void {
  const version = String(db.prepare('SELECT sqlite_version()').pluck().get());
  const parts = version.split('.').map(Number);
  const differs = oldestSafeVersion.findIndex((part, at) => part !== (parts[at] ?? 0));
  if (differs >= 0 && (parts[differs] ?? 0) < (oldestSafeVersion[differs] ?? 0)) {
    throw new AppError(
      'failed-precondition',
      `SQLite ${version} can lose saved rows; ${oldestSafeVersion.join('.')} or newer is needed. Install the packages anew.`,
    );
  }
}

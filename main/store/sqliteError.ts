import Database from 'better-sqlite3';
import { AppError, toAppError } from '../../app/base/error.ts';

/**
 * What SQLite or the file system threw, as an AppError in an operator's words. The one place where SQLite's codes are
 * read. `resource-exhausted` and `unavailable` say that nothing of the change was saved: every change is a transaction.
 */
export function storeError(thrown: unknown): AppError {
  const code = codeOf(thrown);
  const [appCode, message] = meanings.find(([pattern]) => pattern.test(code))?.[1] ?? [];
  return appCode && message ? new AppError(appCode, message, { cause: thrown }) : toAppError(thrown);
}

/** True for errors that mean the file itself is damaged. */
export function isDamage(thrown: unknown): boolean {
  return storeError(thrown).code === 'data-loss';
}

/** Runs `work` and turns what it throws into an AppError. */
export function mapped<T>(work: () => T): T {
  try {
    return work();
  } catch (thrown) {
    throw storeError(thrown);
  }
}

function codeOf(thrown: unknown): string {
  if (thrown instanceof Database.SqliteError) return thrown.code;
  if (thrown instanceof Error && 'code' in thrown && !(thrown instanceof AppError)) return String(thrown.code);
  return '';
}

const meanings: [RegExp, [AppError['code'], string]][] = [
  [
    /^(SQLITE_FULL|ENOSPC|EDQUOT)$/,
    ['resource-exhausted', 'The disk of the station is full, so nothing was saved. Free some space and try again.'],
  ],
  [
    /^SQLITE_(BUSY|LOCKED)/,
    ['unavailable', 'Another program holds the database of the station, so nothing was saved. Close it and try again.'],
  ],
  [
    /^SQLITE_(CORRUPT|NOTADB)/,
    ['data-loss', 'The database of the station is damaged. Restart the station: it then restores the newest backup.'],
  ],
  [
    /^(SQLITE_READONLY|SQLITE_CANTOPEN|SQLITE_PERM|EACCES|EROFS|EPERM)/,
    ['failed-precondition', 'The data folder of the station cannot be written. Check its permissions and its disk.'],
  ],
  [
    /^(SQLITE_IOERR|EIO)/,
    ['unavailable', 'The disk of the station reports an error, so nothing was saved. Check the disk.'],
  ],
];

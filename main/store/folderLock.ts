import Database from 'better-sqlite3';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../../app/base/error.ts';

/** A data folder that is ours until `release`. */
export interface FolderLock {
  release(): void;
}

/** Every lock that is held: a collected connection would let its lock go, whatever its owner thinks. */
const held = new Set<Database.Database>();

/**
 * Takes the data folder for this process. The lock is SQLite's own file lock on an empty file: the operating system
 * drops it when its holder dies in whatever way, so a stale lock cannot exist and none is ever broken by guessing. It
 * is held until `release`, even when the caller drops the returned object.
 * Throws `failed-precondition` when another station holds the folder.
 * @param waitMs how long to wait for a station that is just ending
 */
export function lockFolder(folder: string, waitMs = 2000): FolderLock {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const holder = new Database(join(folder, 'station.lock'), { timeout: waitMs });
  try {
    holder.exec('BEGIN EXCLUSIVE');
  } catch (thrown) {
    holder.close();
    throw new AppError(
      'failed-precondition',
      'Another ITS station uses this data folder. Close it first, or start this one with another data folder.',
      { cause: thrown },
    );
  }
  held.add(holder);
  return {
    release: () => {
      held.delete(holder);
      holder.close();
    },
  };
}

import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { ReadableDb } from './handles.ts';
import { syncFile, syncFolderOf } from './fileSync.ts';
import { openReadable } from './pragmas.ts';
import { mapped } from './sqliteError.ts';

/** How many backups of a file are kept. */
const backupsKept = 3;

export interface Backup {
  readonly file: string;
  /** Rises by one with every backup: the order holds when the wall clock steps. */
  readonly sequence: number;
  readonly takenAtMs: number;
}

/** Throws where a copy cannot be trusted. */
export type Verify = (copy: ReadableDb) => void;

/**
 * Copies an open database to `backups/` beside it by VACUUM INTO, verifies the copy and only then gives it its name;
 * older ones beyond `backupsKept` go. Throws AppErrors of storeError; a failed backup leaves nothing behind.
 */
export function backUp(db: ReadableDb, verify: Verify, nowMs: number): Backup {
  const earlier = backupsOf(db.name);
  const sequence = (earlier[0]?.sequence ?? 0) + 1;
  const file = join(folderOf(db.name), `${stem(db.name)}-${String(sequence).padStart(8, '0')}-${Math.round(nowMs)}.db`);
  const partial = `${file}.partial`;
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  for (const left of readdirSync(dirname(file))) {
    if (left.startsWith(`${stem(db.name)}-`) && left.includes('.partial')) rmSync(join(dirname(file), left));
  }
  try {
    mapped(() => db.prepare('VACUUM INTO ?').run(partial));
    verifyFile(partial, verify);
    syncFile(partial);
    renameSync(partial, file);
    syncFolderOf(file);
  } catch (thrown) {
    rmSync(partial, { force: true });
    throw thrown;
  }
  for (const old of earlier.slice(backupsKept - 1)) rmSync(old.file);
  return { file, sequence, takenAtMs: Math.round(nowMs) };
}

/** The backups of a database file, newest first. */
export function backupsOf(databaseFile: string): Backup[] {
  const folder = folderOf(databaseFile);
  if (!existsSync(folder)) return [];
  const prefix = `${stem(databaseFile)}-`;
  return readdirSync(folder)
    .filter((name) => name.startsWith(prefix) && name.endsWith('.db'))
    .map((name) => {
      const [sequence = '', takenAt = ''] = name.slice(prefix.length, -'.db'.length).split('-');
      return { file: join(folder, name), sequence: Number(sequence), takenAtMs: Number(takenAt) };
    })
    .filter((backup) => Number.isInteger(backup.sequence) && Number.isInteger(backup.takenAtMs))
    .sort((a, b) => b.sequence - a.sequence);
}

/** Opens a copy for reading and lets `verify` judge it. */
export function verifyFile(file: string, verify: Verify): void {
  const copy = openReadable(file);
  try {
    mapped(() => verify(copy));
  } finally {
    copy.close();
  }
}

function folderOf(databaseFile: string): string {
  return join(dirname(databaseFile), 'backups');
}

function stem(databaseFile: string): string {
  return basename(databaseFile, '.db');
}

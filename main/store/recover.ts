import { copyFileSync, existsSync, renameSync, rmSync } from 'node:fs';
import { basename } from 'node:path';
import { backupsOf, verifyFile, type Backup, type Verify } from './backup.ts';
import { syncFile, syncFolderOf } from './fileSync.ts';

/** What became of a damaged file. */
export interface Recovery {
  /** Name, beside the database, under which the damaged file is kept (nothing is there when the file was gone). */
  readonly keptAs: string;
  /** The backup that took its place, `null` when none could be trusted. */
  readonly restored: Backup | null;
}

/**
 * Puts a damaged database aside with its journal files, so that nothing of it mixes with what comes after, and copies
 * the newest backup that `verify` trusts to its place. Nothing is deleted.
 */
export function recover(databaseFile: string, verify: Verify, nowMs: number): Recovery {
  const keptAs = freeName(`${databaseFile}.damaged-${Math.round(nowMs)}`);
  for (const suffix of ['', '-wal', '-shm']) {
    if (existsSync(databaseFile + suffix)) renameSync(databaseFile + suffix, keptAs + suffix);
  }
  const restored = backupsOf(databaseFile).find((backup) => trusted(backup.file, verify)) ?? null;
  if (restored) {
    const partial = `${databaseFile}.restoring`;
    rmSync(partial, { force: true });
    copyFileSync(restored.file, partial);
    syncFile(partial);
    renameSync(partial, databaseFile);
  }
  syncFolderOf(databaseFile);
  return { keptAs: basename(keptAs), restored };
}

function trusted(file: string, verify: Verify): boolean {
  try {
    verifyFile(file, verify);
    return true;
  } catch {
    return false; // an older backup is tried instead; the damaged one stays where it is
  }
}

function freeName(wanted: string): string {
  let name = wanted;
  for (let at = 2; existsSync(name); at++) name = `${wanted}-${at}`;
  return name;
}

import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { mapped } from '../store/sqliteError.ts';
import { syncFile, syncFolderOf } from '../store/fileSync.ts';

/** Length of an AES-256 key. */
const keyBytes = 32;

/**
 * The station's own key from `secrets.key` in its data folder: 32 random bytes, readable by the station's user alone,
 * made at the first start. A file of another length is put aside and a new key made: what the lost key sealed stays
 * closed, and each secret says so when it is opened.
 */
export function loadKey(dataFolder: string, nowMs: number): Uint8Array {
  const file = join(dataFolder, 'secrets.key');
  return mapped(() => {
    if (existsSync(file)) {
      chmodSync(file, 0o600);
      const key = readFileSync(file);
      if (key.length === keyBytes) return key;
      renameSync(file, `${file}.damaged-${Math.round(nowMs)}`);
    }
    const key = randomBytes(keyBytes);
    const partial = `${file}.partial`;
    writeFileSync(partial, key, { mode: 0o600 });
    syncFile(partial);
    renameSync(partial, file);
    syncFolderOf(file);
    return key;
  });
}

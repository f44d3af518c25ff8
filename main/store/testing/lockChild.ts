import { writeSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { openWritable } from '../pragmas.ts';
import { lockFolder } from '../folderLock.ts';

/**
 * Holds a lock and says so on stdout: `node lockChild.ts folder FOLDER` until it is killed, `node lockChild.ts database
 * FILE MS` for that long.
 */
const [kind, path = '', heldMs = '0'] = process.argv.slice(2);
if (kind === 'folder') {
  lockFolder(path);
  // Collects garbage, as a busy station would: the lock must outlive its forgotten handle.
  await setTimeout(0);
  globalThis.gc?.();
  await setTimeout(0);
  writeSync(1, 'held\n');
  setInterval(() => undefined, 1000);
} else {
  const db = openWritable(path);
  db.exec('BEGIN EXCLUSIVE');
  writeSync(1, 'held\n');
  await setTimeout(Number(heldMs));
  db.exec('COMMIT');
  db.close();
}

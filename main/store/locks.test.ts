import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../app/base/error.ts';
import { openDatabase } from './database.ts';
import { lockFolder } from './folderLock.ts';
import { openWritable } from './pragmas.ts';
import { mapped } from './sqliteError.ts';
import { firstLine, linesOf, startChild } from './testing/children.ts';
import { newFolder } from './testing/newFolder.ts';
import { wholeDatabase } from './testing/tables.ts';
import { oneVersion } from './testing/twoVersions.ts';
import { names } from './testing/wholeVersions.ts';

let folder = '';
let file = '';
beforeEach(() => {
  folder = newFolder();
  file = join(folder, 'x.db');
});

describe('a foreign lock (F36)', () => {
  beforeEach(() => openDatabase(file, oneVersion, { nowMs: 1 }).db.close());

  it('is waited for', async () => {
    const child = startChild('lockChild.ts', 'database', file, '400');
    await firstLine(child);
    write(5000);
    await linesOf(child, () => undefined);
    expect(wholeDatabase(file)).toMatchObject({ rows: { names: [...names, { id: 3, name: 'east' }] } });
  });

  it('that stays gives a clear error, and later nothing is lost', async () => {
    const child = startChild('lockChild.ts', 'database', file, '60000');
    await firstLine(child);
    expect(() => write(100)).toThrow(
      new AppError(
        'unavailable',
        'Another program holds the database of the station, so nothing was saved. Close it and try again.',
      ),
    );
    child.kill('SIGKILL');
    await linesOf(child, () => undefined);
    write(5000);
    expect(wholeDatabase(file)).toMatchObject({ rows: { names: [...names, { id: 3, name: 'east' }] } });
  });

  it('would be an error at once without the wait (control)', async () => {
    const child = startChild('lockChild.ts', 'database', file, '400');
    await firstLine(child);
    expect(() => write(0)).toThrow('Another program holds the database');
    await linesOf(child, () => undefined);
  });
});

describe('the lock of the data folder (F37)', () => {
  const refusal = new AppError(
    'failed-precondition',
    'Another ITS station uses this data folder. Close it first, or start this one with another data folder.',
  );

  it('refuses a second station, in this process and in another', async () => {
    const lock = lockFolder(folder, 0);
    expect(() => lockFolder(folder, 0)).toThrow(refusal);
    lock.release();
    const child = startChild('lockChild.ts', 'folder', folder);
    await firstLine(child);
    expect(() => lockFolder(folder, 0)).toThrow(refusal);
    child.kill('SIGKILL');
    await linesOf(child, () => undefined);
  });

  it('is free again after kill -9 of its holder, though the file is still there', async () => {
    const child = startChild('lockChild.ts', 'folder', folder);
    await firstLine(child);
    child.kill('SIGKILL');
    await linesOf(child, () => undefined);
    expect(existsSync(join(folder, 'station.lock'))).toBe(true);
    lockFolder(folder, 0).release();
  });

  it('is what keeps two writers apart: SQLite itself lets both in (control)', () => {
    const first = openDatabase(file, oneVersion, { nowMs: 1 });
    const second = openDatabase(file, oneVersion, { nowMs: 1 });
    first.db.exec("INSERT INTO names VALUES (3, 'east')");
    second.db.exec("INSERT INTO names VALUES (4, 'west')");
    first.db.close();
    second.db.close();
    expect(wholeDatabase(file)).toMatchObject({ rows: { names: [...names, { id: 3 }, { id: 4 }] } });
  });
});

function write(waitMs: number): void {
  const db = openWritable(file, waitMs);
  try {
    mapped(() => db.exec("INSERT INTO names VALUES (3, 'east')"));
  } finally {
    db.close();
  }
}

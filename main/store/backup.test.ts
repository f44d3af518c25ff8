import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../app/base/error.ts';
import { backUp, backupsOf } from './backup.ts';
import { openDatabase } from './database.ts';
import { newFolder } from './testing/newFolder.ts';
import { wholeDatabase } from './testing/tables.ts';
import { oneVersion } from './testing/twoVersions.ts';
import { atVersion1 } from './testing/wholeVersions.ts';

let folder = '';
let file = '';
beforeEach(() => {
  folder = newFolder();
  file = join(folder, 'x.db');
});

describe('backups', () => {
  it('keep the newest three, in order of their making even when the clock goes back', () => {
    const { db, verify } = openDatabase(file, oneVersion, { nowMs: 1 });
    for (const nowMs of [100, 90, 80, 70, 60]) backUp(db, verify, nowMs);
    db.close();
    expect(backupsOf(file).map(({ sequence, takenAtMs }) => [sequence, takenAtMs])).toEqual([
      [5, 60],
      [4, 70],
      [3, 80],
    ]);
    expect(readdirSync(join(folder, 'backups'))).toHaveLength(3);
  });

  it('hold the whole database', () => {
    const { db, verify } = openDatabase(file, oneVersion, { nowMs: 1 });
    const backup = backUp(db, verify, 100);
    db.close();
    expect(wholeDatabase(backup.file)).toEqual(atVersion1);
  });

  it('leave nothing behind when the copy does not pass its test', () => {
    const { db } = openDatabase(file, oneVersion, { nowMs: 1 });
    expect(() => backUp(db, refuse, 100)).toThrow('not good');
    db.close();
    expect(readdirSync(join(folder, 'backups'))).toEqual([]);
  });
});

function refuse(): never {
  throw new AppError('data-loss', 'not good');
}

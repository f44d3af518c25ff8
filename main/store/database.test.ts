import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { backUp } from './backup.ts';
import { openDatabase } from './database.ts';
import { openWritable } from './pragmas.ts';
import { stationSchema, tracksSchema } from './schemas.ts';
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

describe('opening a database', () => {
  it('asks for settings that keep every commit', () => {
    const { db } = openDatabase(file, oneVersion, { nowMs: 1 });
    const settings = ['journal_mode', 'synchronous', 'foreign_keys', 'cell_size_check', 'trusted_schema', 'mmap_size'];
    expect(settings.map((name) => [name, db.pragma(name, { simple: true })])).toEqual([
      ['journal_mode', 'wal'],
      ['synchronous', 2],
      ['foreign_keys', 1],
      ['cell_size_check', 1],
      ['trusted_schema', 0],
      ['mmap_size', 0],
    ]);
    db.close();
  });

  it('makes a new file at the newest version', () => {
    const { db, recovery } = openDatabase(file, oneVersion, { nowMs: 1 });
    db.close();
    expect([recovery, wholeDatabase(file)]).toEqual([null, atVersion1]);
  });

  it('gives every shipped schema its own mark', () => {
    expect(new Set([stationSchema.applicationId, tracksSchema.applicationId]).size).toBe(2);
  });

  it.each<[string, Buffer]>([
    ['a text', Buffer.from('this is no database, and long enough to be read as one'.repeat(20))],
    ['a database of another program', foreignDatabase()],
  ])('puts %s aside and begins anew', (_, bytes) => {
    writeFileSync(file, bytes);
    const { db, recovery } = openDatabase(file, oneVersion, { nowMs: 1 });
    db.close();
    expect([recovery, wholeDatabase(file), readFileSync(join(folder, 'x.db.damaged-1')).equals(bytes)]).toEqual([
      { keptAs: 'x.db.damaged-1', restored: null },
      atVersion1,
      true,
    ]);
  });

  it.each<[string, (file: string) => void]>([
    ['is gone', (path) => rmSync(path)],
    ['is empty', (path) => truncateSync(path)],
  ])('restores the backup of a file that %s', (_, harm) => {
    const opened = openDatabase(file, oneVersion, { nowMs: 1 });
    const backup = backUp(opened.db, opened.verify, 500);
    opened.db.close();
    harm(file);
    const { db, recovery } = openDatabase(file, oneVersion, { nowMs: 600 });
    db.close();
    expect([recovery?.restored, wholeDatabase(file)]).toEqual([backup, atVersion1]);
  });

  it('falls back to an older backup when the newest is damaged too', () => {
    const opened = openDatabase(file, oneVersion, { nowMs: 1 });
    const good = backUp(opened.db, opened.verify, 500);
    const bad = backUp(opened.db, opened.verify, 501);
    opened.db.close();
    writeFileSync(bad.file, 'x'.repeat(8192));
    writeFileSync(file, 'y'.repeat(8192));
    const { db, recovery } = openDatabase(file, oneVersion, { nowMs: 600 });
    db.close();
    expect([recovery, wholeDatabase(file)]).toEqual([{ keptAs: 'x.db.damaged-600', restored: good }, atVersion1]);
  });
});

function foreignDatabase(): Buffer {
  const other = mkdtempSync(join(tmpdir(), 'its-foreign-'));
  const db = openWritable(join(other, 'f.db'));
  db.exec('CREATE TABLE t (x); INSERT INTO t VALUES (1)');
  db.pragma('application_id = 5');
  db.close();
  const bytes = readFileSync(join(other, 'f.db'));
  rmSync(other, { recursive: true });
  return bytes;
}

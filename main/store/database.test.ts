import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../app/base/error.ts';
import type { FinishedTrack } from '../../app/track/finishedTrack.ts';
import { backUp, backupsOf } from './backup.ts';
import { openDatabase } from './database.ts';
import { lockFolder } from './folderLock.ts';
import { openWritable } from './pragmas.ts';
import { stationSchema, tracksSchema } from './schemas.ts';
import { mapped } from './sqliteError.ts';
import { firstLine, linesOf, startChild } from './testing/children.ts';
import { wholeDatabase } from './testing/tables.ts';
import { oneVersion, threeStatements } from './testing/twoVersions.ts';
import { sqliteTrackStore } from './trackStore.ts';

let folder = '';
let file = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'its-database-'));
  file = join(folder, 'x.db');
});
afterEach(() => rmSync(folder, { recursive: true }));

const names = [
  { id: 1, name: 'north' },
  { id: 2, name: 'south' },
];
const step1 = { version: 1, name: 'names', applied_at_ms: 1 };
const atVersion1 = {
  version: 1,
  schema: ['table names', 'table schema_steps'],
  rows: { names, schema_steps: [step1] },
};
const atVersion2 = {
  version: 2,
  schema: ['table names', 'index names_by_length', 'table schema_steps'],
  rows: {
    names: names.map((row) => ({ ...row, length: 5 })),
    schema_steps: [step1, { version: 2, name: 'lengths', applied_at_ms: 2 }],
  },
};
const never = threeStatements(-1, () => undefined);

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

describe('migrations (F42)', () => {
  beforeEach(() => openDatabase(file, oneVersion, { nowMs: 1 }).db.close());

  it('bring version 1 to version 2, every row of it, with a backup first', () => {
    openDatabase(file, never, { nowMs: 2 }).db.close();
    const [backup] = backupsOf(file);
    expect([wholeDatabase(file), wholeDatabase(backup?.file ?? '')]).toEqual([atVersion2, atVersion1]);
  });

  it.each([0, 1, 2])('killed before statement %i stand at version 1 and go on at the next start', async (at) => {
    await linesOf(startChild('migrateChild.ts', file, String(at), 'yes'), () => undefined);
    const afterKill = wholeDatabase(file);
    openDatabase(file, never, { nowMs: 2 }).db.close();
    expect([afterKill, wholeDatabase(file)]).toEqual([atVersion1, atVersion2]);
  });

  it('would stand half way without the transaction (control)', async () => {
    await linesOf(startChild('migrateChild.ts', file, '2', 'no'), () => undefined);
    expect(wholeDatabase(file)).toEqual({
      ...atVersion1,
      rows: { ...atVersion1.rows, names: names.map((row) => ({ ...row, length: 5 })) },
    });
  });

  it('undo a step that fails for want of space', () => {
    const full = threeStatements(2, () => {
      throw new AppError('resource-exhausted', 'full');
    });
    expect(() => openDatabase(file, full, { nowMs: 2 })).toThrow('full');
    expect(wholeDatabase(file)).toEqual(atVersion1);
  });

  it('refuse to go back to an older program, and leave the file alone', () => {
    openDatabase(file, never, { nowMs: 2 }).db.close();
    expect(() => openDatabase(file, oneVersion, { nowMs: 3 })).toThrow(
      new AppError(
        'failed-precondition',
        'The database was written by a newer program (version 2, this one knows 1). ' +
          'Install the newer program again, or move the data folder away to start with an empty one.',
      ),
    );
    expect(wholeDatabase(file)).toEqual(atVersion2);
  });

  it('bring each shipped version to the next with its rows untouched', () => {
    const station = join(folder, 'station.db');
    const kind = { ...oneVersion, schema: { ...stationSchema, steps: stationSchema.steps.slice(0, 1) } };
    const { db } = openDatabase(station, kind, { nowMs: 1 });
    db.exec(`
      INSERT INTO cameras VALUES ('c1', 0, 7, 'North', 'rtsp://10.0.0.1/', 1, 5, 'realTime', 1, NULL, 42);
      INSERT INTO walls VALUES ('w1', 0, 'Wall', 1, 1, 43);
      INSERT INTO wall_tiles VALUES ('w1', 0, 0, 0, 1, 1, 'c1', 44);
      INSERT INTO site_settings VALUES (1, 'Site', 0, '[]', '{}', 0.6, 30, 45);
    `);
    db.close();
    const before = wholeDatabase(station) as { rows: object };
    openDatabase(station, { ...kind, schema: stationSchema }, { nowMs: 2 }).db.close();
    expect(wholeDatabase(station)).toEqual({
      version: 7,
      schema: [
        ...tableWithSums('cameras'),
        ...tableWithSums('incident_entries'),
        ...tableWithSums('incidents'),
        'index incidents_by_detection',
        'index incidents_by_end',
        ...tableWithSums('models'),
        'index one_active_model',
        'table row_sums',
        ...tableWithSums('scene_views'),
        ...tableWithSums('scenes'),
        'table schema_steps',
        ...tableWithSums('site_rules'),
        ...tableWithSums('site_settings'),
        ...tableWithSums('untried_model'),
        ...tableWithSums('wall_tiles'),
        ...tableWithSums('walls'),
      ].sort(byName),
      rows: {
        ...before.rows,
        models: [],
        scene_views: [],
        scenes: [],
        site_rules: [],
        untried_model: [],
        incidents: [],
        incident_entries: [],
        row_sums: [
          { table_name: 'cameras', rows: 1, total: 42 },
          { table_name: 'incident_entries', rows: 0, total: 0 },
          { table_name: 'incidents', rows: 0, total: 0 },
          { table_name: 'models', rows: 0, total: 0 },
          { table_name: 'scene_views', rows: 0, total: 0 },
          { table_name: 'scenes', rows: 0, total: 0 },
          { table_name: 'site_rules', rows: 0, total: 0 },
          { table_name: 'site_settings', rows: 1, total: 45 },
          { table_name: 'untried_model', rows: 0, total: 0 },
          { table_name: 'wall_tiles', rows: 1, total: 44 },
          { table_name: 'walls', rows: 1, total: 43 },
        ],
        schema_steps: [
          { version: 1, name: 'cameras, walls, settings', applied_at_ms: 1 },
          { version: 2, name: 'models', applied_at_ms: 2 },
          { version: 3, name: 'scenes', applied_at_ms: 2 },
          { version: 4, name: 'incidents', applied_at_ms: 2 },
          { version: 5, name: 'views of scenes', applied_at_ms: 2 },
          { version: 6, name: 'rules of the site', applied_at_ms: 2 },
          { version: 7, name: 'model being tried', applied_at_ms: 2 },
        ],
      },
    });
  });

  it('bring the black box to the next version with its tracks untouched', () => {
    const tracks = join(folder, 'tracks.db');
    const kind = { ...oneVersion, backedUp: false, schema: { ...tracksSchema, steps: tracksSchema.steps.slice(0, 1) } };
    const { db } = openDatabase(tracks, kind, { nowMs: 1 });
    sqliteTrackStore(db).append([longTrack(1), longTrack(2)]);
    db.close();
    const before = wholeDatabase(tracks) as { schema: string[]; rows: { tracks: object[] } };
    openDatabase(tracks, { ...kind, schema: tracksSchema }, { nowMs: 2 }).db.close();
    expect(before.rows.tracks).toHaveLength(2);
    expect(wholeDatabase(tracks)).toEqual({
      version: 4,
      schema: [
        ...before.schema,
        'table incident_pictures',
        'index incident_pictures_by_detection',
        'table interval_series',
        'table intervals',
        'table signal_changes',
        'table signal_heads',
      ].sort(byName),
      rows: {
        ...before.rows,
        incident_pictures: [],
        interval_series: [],
        intervals: [],
        signal_changes: [],
        signal_heads: [],
        schema_steps: [
          { version: 1, name: 'tracks', applied_at_ms: 1 },
          { version: 2, name: 'intervals', applied_at_ms: 2 },
          { version: 3, name: 'pictures of incidents', applied_at_ms: 2 },
          { version: 4, name: 'changes of signals', applied_at_ms: 2 },
        ],
      },
    });
  });
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

describe('a full disk (F31)', () => {
  it('fails the call, claims nothing saved, goes on reading, and is clean once there is space', () => {
    const kind = { ...oneVersion, schema: tracksSchema };
    const { db } = openDatabase(file, kind, { nowMs: 1 });
    const tracks = sqliteTrackStore(db);
    tracks.append([longTrack(1)]);
    const pages = Number(db.pragma('page_count', { simple: true }));
    db.pragma(`max_page_count = ${pages + 1}`);
    const many = Array.from({ length: 100 }, (_, at) => longTrack(at + 2));
    expect(() => tracks.append(many)).toThrow(
      new AppError(
        'resource-exhausted',
        'The disk of the station is full, so nothing was saved. Free some space and try again.',
      ),
    );
    const whileFull = [tracks.statistics().tracks, [...tracks.between('a', 0, 1e9)].map(({ trackId }) => trackId)];
    db.pragma('max_page_count = 1000000');
    tracks.append(many);
    expect([whileFull, tracks.statistics().tracks, db.pragma('integrity_check', { simple: true })]).toEqual([
      [1, [1]],
      101,
      'ok',
    ]);
    db.close();
  });
});

function longTrack(trackId: number): FinishedTrack {
  return {
    cameraId: 'a',
    epoch: 1,
    trackId,
    className: 'car',
    score: 0.5,
    firstAtMs: trackId,
    width: 640,
    height: 360,
    path: Array.from({ length: 500 }, (_, at): [number, number, number, number, number] => [at * at, at, 1, 2, 3]),
  };
}

function tableWithSums(name: string): string[] {
  return [`table ${name}`, `trigger ${name}_added`, `trigger ${name}_changed`, `trigger ${name}_removed`];
}

function byName(a: string, b: string): number {
  return (a.split(' ')[1] ?? '') < (b.split(' ')[1] ?? '') ? -1 : 1;
}

function refuse(): never {
  throw new AppError('data-loss', 'not good');
}

function write(waitMs: number): void {
  const db = openWritable(file, waitMs);
  try {
    mapped(() => db.exec("INSERT INTO names VALUES (3, 'east')"));
  } finally {
    db.close();
  }
}

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

import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { secretBox } from '../secrets/secretBox.ts';
import { openDatabase } from './database.ts';
import { stationSchema } from './schemas.ts';
import { openSqliteStores, type SqliteStores } from './sqliteStores.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'its-journal-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const cameraCount = 60;
/** Long enough for the cameras to take several pages. */
const padding = 'x'.repeat(150);

function open(where: string): SqliteStores {
  let id = 100;
  return openSqliteStores(join(folder, where), secretBox(new Uint8Array(32)), 2000, () => `c${++id}`);
}

function rename(stores: SqliteStores, cameraId: string, name: string): void {
  const camera = stores.cameras.list().find((candidate) => candidate.cameraId === cameraId);
  if (!camera) throw new Error(`no camera ${cameraId}`);
  const { number, sourceUrl, enabled, analysisFps, playback } = camera;
  stores.cameras.update(cameraId, { number, name, sourceUrl, enabled, analysisFps, playback });
}

function renamed(stores: SqliteStores): string[] {
  return stores.cameras.list().flatMap(({ cameraId, name }) => (name === 'Renamed!' ? cameraId : []));
}

/** A folder of a station with 60 cameras and a backup, in good order and closed. */
function closedStation(where: string): void {
  const stores = open(where);
  for (let number = 1; number <= cameraCount; number++) {
    const settings = {
      number,
      name: 'Before..',
      sourceUrl: `rtsp://10.0.0.${number}/${padding}`,
      enabled: true,
      analysisFps: 5,
    };
    stores.cameras.add({ ...settings, playback: { pace: 'realTime', loop: true } }, null);
  }
  stores.backUp(1000);
  stores.close();
}

function copied(from: string, to: string, names: readonly string[]): void {
  mkdirSync(join(folder, to), { recursive: true });
  for (const name of names) copyFileSync(join(folder, from, name), join(folder, to, name));
}

describe('what a crash leaves beside the database (F39)', () => {
  /** Files as they lie after a crash: the change of one camera stands in the journal alone. */
  function crashed(): void {
    closedStation('living');
    const stores = open('living');
    rename(stores, 'c105', 'Renamed!');
    copied('living', 'left', ['station.db', 'station.db-wal', 'station.db-shm']);
    stores.close();
  }
  const left = (name: string): string => join(folder, 'left', name);

  it.each<[string, () => void, string[]]>([
    ['a whole journal is taken in', () => undefined, ['c105']],
    ['a journal without its index file is taken in', () => rmSync(left('station.db-shm')), ['c105']],
    [
      'a journal with a foreign index file is taken in',
      () => writeFileSync(left('station.db-shm'), 'x'.repeat(32768)),
      ['c105'],
    ],
    ['of a torn journal the torn commit is dropped', () => truncateSync(left('station.db-wal'), 3000), []],
    ['an empty journal is nothing', () => truncateSync(left('station.db-wal')), []],
    ['a journal of zeros is nothing', () => writeFileSync(left('station.db-wal'), Buffer.alloc(20_000)), []],
    ['a missing journal is nothing', () => rmSync(left('station.db-wal')), []],
  ])('%s', (_, harm, expected) => {
    crashed();
    harm();
    const stores = open('left');
    expect([stores.recoveries, renamed(stores), stores.cameras.list().length]).toEqual([[], expected, cameraCount]);
    stores.close();
  });
});

describe('a journal of another time beside the database (F39)', () => {
  /** The database is an old copy; the journal goes with a newer one, and misses changes that are in neither. */
  function mixed(): void {
    closedStation('living');
    copied('living', 'mix', ['station.db']);
    copied('living/backups', 'mix/backups', ['station-00000001-1000.db']);
    const first = open('living');
    for (const cameraId of ['c101', 'c102', 'c103']) rename(first, cameraId, 'Renamed!');
    first.close();
    const second = open('living');
    rename(second, 'c160', 'Renamed!');
    copied('living', 'mix', ['station.db-wal']);
    second.close();
  }

  it('is noticed, put aside with the database, and the backup restored', () => {
    mixed();
    const stores = open('mix');
    expect([stores.recoveries[0]?.recovery.restored?.takenAtMs, renamed(stores)]).toEqual([1000, []]);
    expect(existsSync(join(folder, 'mix', 'station.db.damaged-2000'))).toBe(true);
    stores.close();
  });

  it('would be mixed in without a word but for the sums of the rows (control)', () => {
    mixed();
    const kind = { schema: stationSchema, depth: 'whole', verifyRows: () => undefined, backedUp: true } as const;
    const { db, recovery } = openDatabase(join(folder, 'mix', 'station.db'), kind, { nowMs: 1 });
    const names = db.prepare<[], string>("SELECT camera_id FROM cameras WHERE name = 'Renamed!'").pluck().all();
    db.close();
    expect([recovery, names]).toEqual([null, ['c160']]);
    expect(readFileSync(join(folder, 'mix', 'station.db')).includes('Renamed!')).toBe(true);
  });
});

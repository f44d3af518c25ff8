import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { seededRandom } from '../../app/base/random.ts';
import type { Stores } from '../../app/store/ports.ts';
import { secretBox } from '../secrets/secretBox.ts';
import { openDatabase } from './database.ts';
import { stationSchema } from './schemas.ts';
import { openSqliteStores, type SqliteStores } from './sqliteStores.ts';

let folder = '';
let healthy: Buffer;
let everything = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'its-damage-'));
  const stores = open();
  for (let number = 1; number <= 60; number++) {
    const camera = { number, name: `Camera ${number}`, sourceUrl: `rtsp://10.0.0.${number}/live`, enabled: true };
    const settings = { ...camera, analysisFps: 5, playback: { pace: 'realTime', loop: true } } as const;
    stores.cameras.add(settings, number % 2 === 0 ? { user: 'u', password: `p${number}` } : null);
  }
  everything = facts(stores);
  stores.backUp(1000);
  stores.close();
  healthy = readFileSync(join(folder, 'station.db'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function open(where = folder): SqliteStores {
  let id = 0;
  return openSqliteStores(where, secretBox(new Uint8Array(32)), 2000, () => `c${++id}`);
}

function facts(stores: Stores): string {
  const cameras = stores.cameras.list();
  const credentials = cameras.map((camera) => stores.cameras.credentialsOf(camera.cameraId));
  return JSON.stringify([cameras, credentials, stores.settings.read(), stores.settings.walls(), stores.models.list()]);
}

/** A copy of the data folder whose `station.db` has other bytes. */
function folderWith(bytes: Buffer, name: string): string {
  const copy = join(folder, name);
  mkdirSync(join(copy, 'backups'), { recursive: true });
  for (const backup of readdirSync(join(folder, 'backups'))) {
    copyFileSync(join(folder, 'backups', backup), join(copy, 'backups', backup));
  }
  writeFileSync(join(copy, 'station.db'), bytes);
  return copy;
}

function flipped(bytes: Buffer, at: number): Buffer {
  const copy = Buffer.from(bytes);
  copy[at] = (copy[at] ?? 0) ^ 0x40;
  return copy;
}

/** One letter of a row's text changed, which no check of SQLite sees; unused space may hold copies of the text. */
function otherLetter(bytes: Buffer): Buffer {
  const text = bytes.toString('latin1').replaceAll('rtsp://10.0.0.33/live', 'rtsp://1p.0.0.33/live');
  return Buffer.from(text, 'latin1');
}

/** The scores of the settings, which SQLite itself reads as JSON when it checks the file. */
function brokenJson(bytes: Buffer): Buffer {
  const text = bytes.toString('latin1').replaceAll('{"person":', '["person":');
  return Buffer.from(text, 'latin1');
}

describe('a damaged station.db (F38)', () => {
  it('gives the same facts as before, whichever of 50 bytes was flipped, and keeps the file it replaced', () => {
    const random = seededRandom(38);
    const used = [...healthy.keys()].filter((at) => healthy[at] !== 0);
    const faults: string[] = [];
    let restored = 0;
    for (let round = 0; round < 50; round++) {
      const at = used[Math.floor(random() * used.length)] ?? 0;
      const bytes = flipped(healthy, at);
      const copy = folderWith(bytes, `round-${round}`);
      const stores = open(copy);
      if (facts(stores) !== everything) faults.push(`byte ${at}: other facts`);
      for (const { recovery } of stores.recoveries) {
        restored++;
        if (recovery.restored?.takenAtMs !== 1000) faults.push(`byte ${at}: the backup was not restored`);
        if (!readFileSync(join(copy, recovery.keptAs)).equals(bytes)) faults.push(`byte ${at}: the file was not kept`);
      }
      stores.close();
    }
    expect(faults).toEqual([]);
    expect(restored).toBeGreaterThan(10);
  });

  it.each<[string, (bytes: Buffer) => Buffer]>([
    ['the first page is zeros', (bytes) => Buffer.concat([Buffer.alloc(4096), bytes.subarray(4096)])],
    ['the header is overwritten', (bytes) => Buffer.concat([Buffer.from('x'.repeat(100)), bytes.subarray(100)])],
    ['the file is cut in its middle', (bytes) => bytes.subarray(0, Math.floor(bytes.length / 8192) * 4096)],
    ['a page in its middle is another one', (bytes) => Buffer.concat([bytes.subarray(0, 8192), bytes.subarray(4096)])],
    ['one letter of a text is another one', otherLetter],
    ['a stored JSON is none any more', brokenJson],
  ])('is restored when %s', (_, harm) => {
    const stores = open(folderWith(harm(healthy), 'harmed'));
    expect([stores.recoveries.map(({ file }) => file), facts(stores) === everything]).toEqual([['station.db'], true]);
    stores.close();
  });

  it('would not be noticed in a text without the check of the rows (control)', () => {
    const copy = folderWith(otherLetter(healthy), 'unseen');
    const kind = { schema: stationSchema, depth: 'whole', verifyRows: () => undefined, backedUp: true } as const;
    const { db, recovery } = openDatabase(join(copy, 'station.db'), kind, { nowMs: 1 });
    const urls = db.prepare<[], string>('SELECT source_url FROM cameras WHERE number = 33').pluck().all();
    db.close();
    expect([recovery, urls]).toEqual([null, ['rtsp://1p.0.0.33/live']]);
  });
});

describe('a damaged tracks.db', () => {
  it('is put aside and begun anew, with the cameras untouched', () => {
    writeFileSync(join(folder, 'tracks.db'), 'z'.repeat(9000));
    const stores = open();
    expect([stores.recoveries, stores.tracks.statistics().tracks, facts(stores) === everything]).toEqual([
      [{ file: 'tracks.db', recovery: { keptAs: 'tracks.db.damaged-2000', restored: null } }],
      0,
      true,
    ]);
    stores.close();
  });

  it('says so when a stored path changed by itself', () => {
    const stores = open();
    const path = Array.from(
      { length: 200 },
      (_, at) => [at * 200, at * 3.25, 77, 10, 10] as [number, number, number, number, number],
    );
    stores.tracks.append([
      {
        cameraId: 'a',
        epoch: 1,
        trackId: 5,
        className: 'markerClass',
        score: 0.5,
        firstAtMs: 5,
        width: 9,
        height: 9,
        path,
      },
    ]);
    stores.close();
    const bytes = readFileSync(join(folder, 'tracks.db'));
    writeFileSync(join(folder, 'tracks.db'), flipped(bytes, bytes.indexOf('markerClass') + 60));
    const again = open();
    expect(() => [...again.tracks.between('a', 0, 100)]).toThrow(
      'The stored path of track 5 changed on the disk by itself.',
    );
    again.close();
  });
});

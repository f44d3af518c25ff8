import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../app/base/error.ts';
import type { Stores } from '../../app/store/ports.ts';
import { secretBox } from '../secrets/secretBox.ts';
import { openWritable } from './pragmas.ts';
import { openSqliteStores } from './sqliteStores.ts';
import { ids } from './testing/bothStores.ts';
import { newFolder } from './testing/newFolder.ts';
import { modelOf, north, south, trackOf } from './testing/siteFacts.ts';

let folder = '';
beforeEach(() => {
  folder = newFolder();
});

describe('stores in SQLite', () => {
  it('give everything back after closing and opening again', () => {
    const key = new Uint8Array(32).fill(7);
    const first = openSqliteStores(folder, secretBox(key), 0, ids());
    first.cameras.add(north(), { user: 'admin', password: 'geheim' });
    first.models.add(modelOf('m', 5));
    first.tracks.append([trackOf(1, 1000, 200)]);
    const before = everything(first);
    first.close();
    const second = openSqliteStores(folder, secretBox(key), 0, ids());
    expect(everything(second)).toEqual(before);
    second.close();
  });

  it('hold no password, in whatever file, and the control of the search finds the user-visible name', () => {
    const stores = openSqliteStores(folder, secretBox(new Uint8Array(32).fill(9)), 0, ids());
    stores.cameras.add(north({ name: 'VisibleName' }), { user: 'canaryUser', password: 'canary-4711-Passw0rd' });
    stores.cameras.update('id-1', north({ name: 'VisibleName' }), {
      user: 'canaryUser',
      password: 'canary-4712-Passw0rd',
    });
    stores.backUp(0);
    const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    const all = Buffer.concat(files.map((entry) => readFileSync(join(entry.parentPath, entry.name))));
    expect(['VisibleName', 'canary-471', 'canaryUser'].map((text) => all.includes(text))).toEqual([true, false, false]);
    expect(files.map((entry) => entry.name).sort()).toEqual([
      'station-00000001-0.db',
      'station.db',
      'station.db-shm',
      'station.db-wal',
      'tracks.db',
      'tracks.db-shm',
      'tracks.db-wal',
    ]);
    stores.close();
  });

  it('keep the cameras and say that the credentials are lost when the key is another one', () => {
    const first = openSqliteStores(folder, secretBox(new Uint8Array(32)), 0, ids());
    first.cameras.add(north(), { user: 'admin', password: 'geheim' });
    first.close();
    const second = openSqliteStores(folder, secretBox(new Uint8Array(32).fill(1)), 0, ids());
    expect(second.cameras.list()).toEqual([{ ...north(), cameraId: 'id-1', position: 0, hasCredentials: true }]);
    expect(() => second.cameras.credentialsOf('id-1')).toThrow(
      new AppError('data-loss', 'A stored secret cannot be read with the key of this station.'),
    );
    second.close();
  });

  it.each([
    ['a number that is no number', "UPDATE cameras SET number = 'one'", 'SQLITE_CONSTRAINT_DATATYPE'],
    ['a number twice', 'UPDATE cameras SET number = 1', 'SQLITE_CONSTRAINT_UNIQUE'],
    ['a number beyond the numpad', 'UPDATE cameras SET number = 10000', 'SQLITE_CONSTRAINT_CHECK'],
    ['credentials in clear text', "UPDATE cameras SET credentials_sealed = 'geheim'", 'SQLITE_CONSTRAINT_DATATYPE'],
    ['a tile with a camera that is not there', "UPDATE wall_tiles SET camera_id = 'x'", 'SQLITE_CONSTRAINT_FOREIGNKEY'],
    ['two rows of settings', 'UPDATE site_settings SET only = 2', 'SQLITE_CONSTRAINT_CHECK'],
    [
      'classes that are no JSON object',
      "UPDATE site_settings SET score_by_class_json = '[]'",
      'SQLITE_CONSTRAINT_CHECK',
    ],
    ['two active models', 'UPDATE models SET active = 1', 'SQLITE_CONSTRAINT_UNIQUE'],
  ])('refuse in the schema itself: %s', (_, sql, code) => {
    const stores = openSqliteStores(folder, secretBox(new Uint8Array(32)), 0, ids());
    stores.cameras.add(north(), null);
    stores.cameras.add(south, null);
    stores.models.add(modelOf('m1', 1));
    stores.models.add(modelOf('m2', 2));
    stores.close();
    const db = openWritable(join(folder, 'station.db'));
    try {
      expect(() => db.exec(sql)).toThrow(expect.objectContaining({ code }));
    } finally {
      db.close();
    }
  });
});

function everything(stores: Stores): unknown {
  return [
    stores.cameras.list(),
    stores.cameras.list().map((camera) => stores.cameras.credentialsOf(camera.cameraId)),
    stores.models.list(),
    stores.settings.read(),
    stores.settings.walls(),
    [...stores.tracks.between('a', 0, 1e15)],
    stores.tracks.statistics(),
  ];
}

import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../app/base/error.ts';
import type { CameraSettings } from '../../app/camera/camera.ts';
import type { Model } from '../../app/model/model.ts';
import { firstSettings, firstWall } from '../../app/store/firstStart.ts';
import { memoryStores } from '../../app/store/memoryStores.ts';
import type { Stores } from '../../app/store/ports.ts';
import type { FinishedTrack } from '../../app/track/finishedTrack.ts';
import { secretBox } from '../secrets/secretBox.ts';
import { openWritable } from './pragmas.ts';
import { openSqliteStores } from './sqliteStores.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'its-stores-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function ids(): () => string {
  let last = 0;
  return () => `id-${++last}`;
}

function north(changes: Partial<CameraSettings> = {}): CameraSettings {
  return {
    number: 1,
    name: 'North gate',
    sourceUrl: 'rtsp://10.0.0.1/live',
    enabled: true,
    analysisFps: 5,
    playback: { pace: 'realTime', loop: true },
    ...changes,
  };
}

const south = north({
  number: 2,
  name: 'South gate',
  sourceUrl: 'rtsp://10.0.0.2/live',
  enabled: false,
  analysisFps: 2.5,
});
const east = north({ number: 3, name: 'East gate', playback: { pace: 'fast', loop: false } });

function modelOf(modelId: string, importedAtMs: number): Model {
  return {
    modelId,
    name: `${modelId}.onnx`,
    sha256: 'ab'.repeat(32),
    sizeBytes: 1234,
    inputShape: [0, 3, 640, 640],
    outputLayout: 'yolo',
    precision: 'fp16',
    classes: ['person', 'car'],
    importedAtMs,
    active: false,
    backend: 'cpu',
    timings: [{ backend: 'cpu', ok: true, medianMs: 55.5, createMs: 200, problem: null }],
    selfTest: { ok: true, found: [{ className: 'car', score: 0.75 }], problem: null },
  };
}

function trackOf(trackId: number, firstAtMs: number, lengthMs: number, cameraId = 'a'): FinishedTrack {
  return {
    cameraId,
    epoch: 1,
    trackId,
    className: 'car',
    score: 0.8125,
    firstAtMs,
    width: 1280,
    height: 720,
    path: [
      [5000, 100.25, 200, 40, 30.5],
      [5000 + lengthMs, 110.5, 201.75, 41.5, 31],
    ],
  };
}

const implementations: [string, () => Stores][] = [
  ['in memory', () => memoryStores(ids())],
  ['in SQLite', () => openSqliteStores(folder, secretBox(new Uint8Array(32)), 0, ids())],
];

describe.each(implementations)('stores %s', (_, open) => {
  let stores: Stores;
  beforeEach(() => {
    stores = open();
  });
  afterEach(() => stores.close());

  it('begin with the settings of a new site, one empty 2x2 wall and nothing else', () => {
    expect({
      settings: stores.settings.read(),
      walls: stores.settings.walls(),
      cameras: stores.cameras.list(),
      models: stores.models.list(),
      tracks: stores.tracks.statistics(),
    }).toEqual({
      settings: firstSettings,
      walls: [firstWall],
      cameras: [],
      models: [],
      tracks: { tracks: 0, bytes: 0, oldestAtMs: null },
    });
  });

  describe('of cameras', () => {
    it('give back what was added, changed, reordered and deleted', () => {
      stores.cameras.add(north(), { user: 'admin', password: 'first' });
      stores.cameras.add(south, null);
      stores.cameras.add(east, null);
      stores.cameras.update('id-2', { ...south, name: 'South bridge' }, { user: 'u', password: '' });
      stores.cameras.update('id-1', { ...north(), enabled: false });
      stores.cameras.reorder(['id-3', 'id-1', 'id-2']);
      expect(stores.cameras.list()).toEqual([
        { ...east, cameraId: 'id-3', position: 0, hasCredentials: false },
        { ...north(), enabled: false, cameraId: 'id-1', position: 1, hasCredentials: true },
        { ...south, name: 'South bridge', cameraId: 'id-2', position: 2, hasCredentials: true },
      ]);
      stores.cameras.delete('id-1');
      expect(stores.cameras.list().map(({ cameraId, position }) => [cameraId, position])).toEqual([
        ['id-3', 0],
        ['id-2', 1],
      ]);
    });

    it('keep credentials until they are changed or removed', () => {
      stores.cameras.add(north(), { user: 'admin', password: 'p1' });
      stores.cameras.update('id-1', north({ name: 'N' }));
      const kept = stores.cameras.credentialsOf('id-1');
      stores.cameras.update('id-1', north(), { user: 'admin', password: 'p2' });
      const changed = stores.cameras.credentialsOf('id-1');
      stores.cameras.update('id-1', north(), null);
      expect([kept, changed, stores.cameras.credentialsOf('id-1'), stores.cameras.list()[0]?.hasCredentials]).toEqual([
        { user: 'admin', password: 'p1' },
        { user: 'admin', password: 'p2' },
        null,
        false,
      ]);
    });

    it.each<[string, (stores: Stores) => void, AppError]>([
      ['a number that is taken, when adding', (s) => s.cameras.add(north({ name: 'Copy' }), null), taken()],
      ['a number that is taken, when changing', (s) => s.cameras.update('id-2', north()), taken()],
      ['a change of a camera that is gone', (s) => s.cameras.update('x', east), goneCamera()],
      ['the deletion of a camera that is gone', (s) => s.cameras.delete('x'), goneCamera()],
      ['the credentials of a camera that is gone', (s) => s.cameras.credentialsOf('x'), goneCamera()],
      ['an order that leaves one out', (s) => s.cameras.reorder(['id-1']), badOrder()],
      ['an order that names one twice', (s) => s.cameras.reorder(['id-1', 'id-1']), badOrder()],
      ['an order that names a stranger', (s) => s.cameras.reorder(['id-1', 'x']), badOrder()],
      ['an order with one too many', (s) => s.cameras.reorder(['id-1', 'id-2', 'id-2']), badOrder()],
    ])('refuse %s and stay as they were', (__, change, refusal) => {
      stores.cameras.add(north(), null);
      stores.cameras.add(south, { user: 'a', password: 'b' });
      const before = stores.cameras.list();
      expect(() => change(stores)).toThrow(refusal);
      expect(stores.cameras.list()).toEqual(before);
    });

    it('undo everything of a transaction that fails, settings, walls and models included', () => {
      stores.cameras.add(north(), null);
      const before = [stores.cameras.list(), stores.settings.read(), stores.settings.walls(), stores.models.list()];
      expect(() =>
        stores.cameras.together(() => {
          stores.cameras.add(south, { user: 'a', password: 'b' });
          stores.cameras.delete('id-1');
          stores.settings.save({ ...firstSettings, siteName: 'Half done' });
          stores.settings.saveWall({ ...firstWall, wallId: 'w2' });
          stores.models.add(modelOf('m1', 1));
          stores.cameras.update('nobody', east);
        }),
      ).toThrow(goneCamera());
      expect([stores.cameras.list(), stores.settings.read(), stores.settings.walls(), stores.models.list()]).toEqual(
        before,
      );
    });
  });

  describe('of models', () => {
    it('keep the file of a model that has not been tried, until told otherwise', () => {
      const seen = [null, '/a.onnx', '/b.onnx', null].map((path) => {
        if (path !== null || stores.models.untriedFile() !== null) stores.models.keepUntriedFile(path);
        return stores.models.untriedFile();
      });
      expect(seen).toEqual([null, '/a.onnx', '/b.onnx', null]);
    });

    it('give models by time of import, at most one of them active', () => {
      stores.models.add(modelOf('late', 2000.5));
      stores.models.add(modelOf('early', 1000));
      stores.models.activate('early');
      stores.models.activate('late');
      expect(stores.models.list()).toEqual([modelOf('early', 1000), { ...modelOf('late', 2000.5), active: true }]);
    });

    it('replace a model that comes again and leave it active', () => {
      stores.models.add(modelOf('m', 1000));
      stores.models.activate('m');
      stores.models.add({ ...modelOf('m', 3000), backend: 'webgpu', active: false });
      expect(stores.models.list()).toEqual([{ ...modelOf('m', 3000), backend: 'webgpu', active: true }]);
      stores.models.delete('m');
      expect(stores.models.list()).toEqual([]);
    });

    it('refuse what names a model that is gone', () => {
      const gone = new AppError('not-found', 'This model does not exist any more. Reload the list of models.');
      expect(() => stores.models.activate('x')).toThrow(gone);
      expect(() => stores.models.delete('x')).toThrow(gone);
    });
  });

  describe('of settings and walls', () => {
    it('give back the settings that were saved', () => {
      const saved = {
        siteName: 'Ring road',
        addressRules: { allowLoopback: true, allowedCidrs: ['10.0.0.0/8', 'fd00::/8'] },
        scoreByClass: { car: 0.25 },
        nmsIou: 0.5,
        keepTracksDays: 7,
      };
      stores.settings.save(saved);
      expect(stores.settings.read()).toEqual(saved);
    });

    it('give walls in the order they were made, with a place emptied when its camera goes', () => {
      stores.cameras.add(north(), null);
      const tiles = [
        { column: 0, row: 0, columns: 2, rows: 2, cameraId: 'id-1' },
        { column: 2, row: 0, columns: 1, rows: 1, cameraId: null },
      ];
      const second = { wallId: 'w2', name: 'Night', gridColumns: 3, gridRows: 2, tiles };
      stores.settings.saveWall(second);
      stores.settings.saveWall({ ...firstWall, name: 'Day', tiles: [] });
      const before = stores.settings.walls();
      stores.cameras.delete('id-1');
      const after = stores.settings.walls();
      stores.settings.deleteWall('wall-1');
      expect([before, after, stores.settings.walls().map((wall) => wall.wallId)]).toEqual([
        [{ ...firstWall, name: 'Day', tiles: [] }, second],
        [
          { ...firstWall, name: 'Day', tiles: [] },
          { ...second, tiles: tiles.map((tile) => ({ ...tile, cameraId: null })) },
        ],
        ['w2'],
      ]);
    });

    it('refuse a wall with an unknown camera and the deletion of a wall that is gone', () => {
      const tile = { column: 0, row: 0, columns: 1, rows: 1, cameraId: 'nobody' };
      expect(() => stores.settings.saveWall({ ...firstWall, tiles: [tile] })).toThrow(
        new AppError('not-found', 'The wall shows a camera that does not exist any more. Place it anew.'),
      );
      expect(() => stores.settings.deleteWall('x')).toThrow(
        new AppError('not-found', 'This wall does not exist any more. Reload the list of walls.'),
      );
      expect(stores.settings.walls()).toEqual([firstWall]);
    });
  });

  describe('of tracks', () => {
    it('give the tracks of a camera that overlap a span, by begin', () => {
      stores.tracks.append([
        trackOf(1, 1000, 500),
        trackOf(2, 3000, 10),
        trackOf(3, 500, 9000),
        trackOf(4, 2000, 10, 'b'),
      ]);
      stores.tracks.append([trackOf(5, 999, 0)]);
      const found = (cameraId: string, from: number, to: number): number[] =>
        [...stores.tracks.between(cameraId, from, to)].map((track) => track.trackId);
      expect({
        all: found('a', 0, 1e9),
        untilExclusive: found('a', 0, 1000),
        endsAtBegin: found('a', 1500, 3000),
        longOneAlone: found('a', 4000, 5000),
        otherCamera: found('b', 0, 1e9),
        nobody: found('c', 0, 1e9),
      }).toEqual({
        all: [3, 5, 1, 2],
        untilExclusive: [3, 5],
        endsAtBegin: [3, 1],
        longOneAlone: [3],
        otherCamera: [4],
        nobody: [],
      });
    });

    it('give back whole tracks on the grid of the codec', () => {
      const track = trackOf(7, 1_790_000_000_000, 1500);
      const uneven: FinishedTrack = {
        ...track,
        trackId: 8,
        firstAtMs: 1_790_000_000_000.4,
        path: [[0.4, 10.1, 20.2, 30.3, 40.4]],
      };
      stores.tracks.append([track, uneven]);
      expect([...stores.tracks.between('a', 0, 1e15)]).toEqual([
        track,
        { ...uneven, firstAtMs: 1_790_000_000_000, path: [[0, 10, 20.25, 30.5, 40.5]] },
      ]);
    });

    it('delete the tracks that ended before a time and count what is left', () => {
      stores.tracks.append([trackOf(1, 1000, 500), trackOf(2, 1000, 5000), trackOf(3, 4000, 10, 'b')]);
      const bytesOfOne = stores.tracks.statistics().bytes / 3;
      const deleted = stores.tracks.deleteBefore(2000);
      expect({ deleted, left: stores.tracks.statistics() }).toEqual({
        deleted: 1,
        left: { tracks: 2, bytes: expect.closeTo(bytesOfOne * 2, -1), oldestAtMs: 1000 },
      });
    });

    it('take none of a batch that holds one impossible track', () => {
      const broken = { ...trackOf(2, 2000, 10), path: [[0, Number.NaN, 0, 1, 1]] as FinishedTrack['path'] };
      expect(() => stores.tracks.append([trackOf(1, 1000, 10), broken])).toThrow('no place and no time');
      expect(stores.tracks.statistics()).toEqual({ tracks: 0, bytes: 0, oldestAtMs: null });
    });

    it('say what signals showed at a time and from then on, and forget what is old', () => {
      const change = (headId: string, atMs: number, state: 'red' | 'green' | 'unknown', cameraId = 'a') => ({
        ...{ cameraId, headId, atMs, state },
      });
      const empty = [stores.signals.between('a', 0, 1e15), stores.signals.oldestAtMs()];
      stores.signals.append([change('k1', 1000.4, 'red'), change('k2', 1500, 'red'), change('k1', 1000, 'red', 'b')]);
      stores.signals.append([change('k1', 3000, 'green'), change('k1', 9000, 'unknown'), change('k2', 1500, 'green')]);
      const during = stores.signals.between('a', 2000, 9000);
      const deleted = [stores.signals.deleteBefore(1500), stores.signals.deleteBefore(1500)];
      expect({ empty, during, deleted, oldest: stores.signals.oldestAtMs() }).toEqual({
        empty: [[], null],
        during: [change('k1', 1000, 'red'), change('k2', 1500, 'green'), change('k1', 3000, 'green')],
        deleted: [2, 0],
        oldest: 1500,
      });
    });
  });
});

function taken(): AppError {
  return new AppError('already-exists', 'Number 1 belongs to "North gate" already. Choose another number.');
}

function goneCamera(): AppError {
  return new AppError('not-found', 'This camera does not exist any more. Reload the list of cameras.');
}

function badOrder(): AppError {
  return new AppError('invalid-argument', 'The new order must name every camera once. Reload the list of cameras.');
}

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

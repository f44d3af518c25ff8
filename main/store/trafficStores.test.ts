import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../app/base/error.ts';
import type { Interval } from '../../app/traffic/quantities/interval.ts';
import { memoryStores } from '../../app/store/memoryStores.ts';
import type { IncidentQuery, IntervalQuery, Stores } from '../../app/store/ports.ts';
import { secretBox } from '../secrets/secretBox.ts';
import { openSqliteStores } from './sqliteStores.ts';
import { entryOf, incidentOf, intervalOf, sceneOf, siteRulesOf } from './testing/trafficFacts.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'its-traffic-stores-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function ids(): () => string {
  let last = 0;
  return () => `id-${++last}`;
}

function addCamera(stores: Stores, number: number): string {
  const settings = { number, name: `Camera ${number}`, sourceUrl: 'rtsp://10.0.0.1/live', enabled: true };
  return stores.cameras.add({ ...settings, analysisFps: 5, playback: { pace: 'realTime', loop: true } }, null);
}

const newerScene = new AppError(
  'aborted',
  'Another version of this scene was saved meanwhile. Load it and make your change again.',
);
const newerRules = new AppError(
  'aborted',
  'Other rules of the site were saved meanwhile. Look at them, then make your change again.',
);
const noCamera = new AppError('not-found', 'This camera does not exist any more. Reload the list of cameras.');
const noIncident = new AppError('not-found', 'This incident does not exist any more. Reload the list of incidents.');

const implementations: [string, () => Stores][] = [
  ['in memory', () => memoryStores(ids())],
  ['in SQLite', () => openSqliteStores(folder, secretBox(new Uint8Array(32)), 0, ids())],
];

describe.each(implementations)('traffic stores %s', (_, open) => {
  let stores: Stores;
  beforeEach(() => {
    stores = open();
  });
  afterEach(() => stores.close());

  it('begin empty', () => {
    expect([
      stores.scenes.newest(),
      stores.scenes.versions('a'),
      stores.siteRules.newest(),
      stores.siteRules.versions(),
      stores.incidents.open(),
      stores.incidents.find({ fromAtMs: -1e15, toAtMs: 1e15, limit: 10 }),
      stores.intervals.find({ fromAtMs: 0, toAtMs: 1e15, cameraIds: ['a'], lengthMs: 60_000, limit: 10 }),
      stores.incidents.oldestEndAtMs(),
      stores.intervals.oldestAtMs(60_000),
      stores.incidents.deleteBefore(1e15),
      stores.intervals.deleteBefore(60_000, 1e15),
    ]).toEqual([[], [], null, [], [], [], [], null, null, 0, 0]);
  });

  it('of rules of the site keep every save as a version', () => {
    const first = siteRulesOf('after the first week');
    const second = siteRulesOf('debris again', { author: 'Bo', rules: {} });
    const numbers = [stores.siteRules.save(first, null), stores.siteRules.save(second, 1)];
    expect([numbers, stores.siteRules.newest(), stores.siteRules.versions()]).toEqual([
      [1, 2],
      { ...second, version: 2 },
      [
        { ...second, version: 2 },
        { ...first, version: 1 },
      ],
    ]);
  });

  it.each([[null], [1], [7]])('of rules of the site refuse a save that was begun from %j', (baseVersion) => {
    stores.siteRules.save(siteRulesOf('one'), null);
    stores.siteRules.save(siteRulesOf('two'), 1);
    const before = stores.siteRules.versions();
    expect(() => stores.siteRules.save(siteRulesOf('late'), baseVersion)).toThrow(newerRules);
    expect(stores.siteRules.versions()).toEqual(before);
  });

  describe('of scenes', () => {
    it('keep every save as a version, and give the newest of every camera in their order', () => {
      addCamera(stores, 1);
      addCamera(stores, 2);
      const numbers = [
        stores.scenes.save(sceneOf('east', { cameraId: 'id-2' }), null),
        stores.scenes.save(sceneOf('north'), null),
        stores.scenes.save(sceneOf('south', { author: 'Bo', note: '' }), 1),
      ];
      const north = { ...sceneOf('north'), version: 1 };
      const south = { ...sceneOf('south', { author: 'Bo', note: '' }), version: 2 };
      expect([numbers, stores.scenes.newest(), stores.scenes.versions('id-1')]).toEqual([
        [1, 1, 2],
        [south, { ...sceneOf('east', { cameraId: 'id-2' }), version: 1 }],
        [south, north],
      ]);
    });

    it.each<[string, number | null, string, AppError]>([
      ['that was begun before another save', 1, 'id-1', newerScene],
      ['that takes a scene for the first one', null, 'id-1', newerScene],
      ['of a version that never was', 7, 'id-1', newerScene],
      ['of a first scene that names a version', 1, 'id-2', newerScene],
      ['of a camera that is gone', null, 'id-3', noCamera],
    ])('refuse a save %s, and stay as they were', (__, baseVersion, cameraId, refusal) => {
      addCamera(stores, 1);
      addCamera(stores, 2);
      stores.scenes.save(sceneOf('north'), null);
      stores.scenes.save(sceneOf('south'), 1);
      const before = stores.scenes.newest();
      expect(() => stores.scenes.save(sceneOf('late', { cameraId }), baseVersion)).toThrow(refusal);
      expect(stores.scenes.newest()).toEqual(before);
    });

    it('go with their camera and with nobody else, and come back when that is undone', () => {
      addCamera(stores, 1);
      addCamera(stores, 2);
      stores.scenes.save(sceneOf('north'), null);
      stores.scenes.save(sceneOf('south'), 1);
      stores.scenes.save(sceneOf('east', { cameraId: 'id-2' }), null);
      const undone = (): void =>
        stores.cameras.together(() => {
          stores.cameras.delete('id-1');
          stores.cameras.delete('nobody');
        });
      expect(undone).toThrow(noCamera);
      const afterUndo = stores.scenes.versions('id-1').length;
      stores.cameras.delete('id-1');
      expect([
        afterUndo,
        stores.scenes.versions('id-1'),
        stores.scenes.newest().map(({ cameraId }) => cameraId),
      ]).toEqual([2, [], ['id-2']]);
    });

    it('keep how the view of the newest version looks; another version has none until it is learnt anew', () => {
      const view = (at: number) => new Uint8Array([1, 0, at]);
      addCamera(stores, 1);
      addCamera(stores, 2);
      stores.scenes.save(sceneOf('north'), null);
      stores.scenes.save(sceneOf('east', { cameraId: 'id-2' }), null);
      const before = stores.scenes.viewOf('id-1', 1);
      stores.scenes.saveView('id-1', 1, view(1));
      stores.scenes.saveView('id-1', 1, view(2));
      stores.scenes.saveView('id-2', 1, view(3));
      const learnt = [stores.scenes.viewOf('id-1', 1), stores.scenes.viewOf('id-2', 1)];
      stores.scenes.save(sceneOf('south'), 1);
      stores.scenes.saveView('id-1', 1, view(4));
      stores.scenes.saveView('nobody', 1, view(4));
      const ofNext = stores.scenes.viewOf('id-1', 2);
      stores.scenes.saveView('id-1', 2, view(5));
      expect([
        before,
        ...learnt,
        ofNext,
        ...[1, 2].map((version) => stores.scenes.viewOf('id-1', version)),
        stores.scenes.viewOf('nobody', 1),
      ]).toEqual([null, view(2), view(3), null, null, view(5), null]);
    });

    it('lose the view with its camera, and have it again when that is undone', () => {
      addCamera(stores, 1);
      stores.scenes.save(sceneOf('north'), null);
      stores.scenes.saveView('id-1', 1, new Uint8Array([7]));
      const undone = (): void =>
        stores.cameras.together(() => {
          stores.cameras.delete('id-1');
          stores.cameras.delete('nobody');
        });
      expect(undone).toThrow(noCamera);
      const afterUndo = stores.scenes.viewOf('id-1', 1);
      stores.cameras.delete('id-1');
      expect([afterUndo, stores.scenes.viewOf('id-1', 1)]).toEqual([new Uint8Array([7]), null]);
    });
  });

  describe('of incidents', () => {
    it('give back what was saved, and what it became', () => {
      const begun = incidentOf('i-1', 10_000);
      const ended = {
        ...begun,
        lastSeenAtMs: 20_000.5,
        endedAtMs: 21_000.5,
        severity: 'low' as const,
        hasPicture: true,
      };
      stores.incidents.save(begun, [entryOf('i-1', 2000, 'began'), entryOf('i-1', 10_000, 'detected', 'stands 8 s')]);
      const whileItLasts = [stores.incidents.read('i-1'), stores.incidents.open()];
      stores.incidents.save(ended, [entryOf('i-1', 21_000.5, 'ended'), entryOf('i-1', 15_000, 'changed')]);
      expect([whileItLasts, stores.incidents.read('i-1'), stores.incidents.open()]).toEqual([
        [begun, [begun]],
        ended,
        [],
      ]);
      expect(stores.incidents.entries('i-1')).toEqual([
        entryOf('i-1', 2000, 'began'),
        entryOf('i-1', 10_000, 'detected', 'stands 8 s'),
        entryOf('i-1', 15_000, 'changed'),
        entryOf('i-1', 21_000.5, 'ended'),
      ]);
    });

    it('find them by time, camera and type, newest first', () => {
      stores.incidents.save(incidentOf('late', 3000), []);
      stores.incidents.save(incidentOf('early', 1000, { type: 'wrong-way' }), []);
      stores.incidents.save(incidentOf('twin-1', 2000, { cameraId: 'b', endedAtMs: 2500 }), []);
      stores.incidents.save(incidentOf('twin-2', 2000, { cameraId: 'c', type: 'queue' }), []);
      const found = (query: Partial<IncidentQuery>): string[] =>
        stores.incidents.find({ fromAtMs: 0, toAtMs: 1e15, limit: 100, ...query }).map(({ incidentId }) => incidentId);
      expect({
        all: found({}),
        span: found({ fromAtMs: 1000, toAtMs: 3000 }),
        untilExclusive: found({ toAtMs: 1000 }),
        cameras: found({ cameraIds: ['a', 'b'] }),
        noCamera: found({ cameraIds: [] }),
        types: found({ types: ['wrong-way', 'queue'] }),
        both: found({ cameraIds: ['a'], types: ['wrong-way', 'queue'] }),
        newestTwo: found({ limit: 2 }),
        open: stores.incidents.open().map(({ incidentId }) => incidentId),
      }).toEqual({
        all: ['late', 'twin-2', 'twin-1', 'early'],
        span: ['twin-2', 'twin-1', 'early'],
        untilExclusive: [],
        cameras: ['late', 'twin-1', 'early'],
        noCamera: [],
        types: ['twin-2', 'early'],
        both: ['early'],
        newestTwo: ['late', 'twin-2'],
        open: ['early', 'twin-2', 'late'],
      });
    });

    it('keep a picture, replace it, and say when there is none', () => {
      stores.incidents.save(incidentOf('i-1', 1000), []);
      const none = stores.incidents.picture('i-1');
      stores.incidents.savePicture('i-1', new Uint8Array([9, 9]));
      stores.incidents.savePicture('i-1', new Uint8Array([255, 216, 0, 7]));
      stores.incidents.save(incidentOf('i-1', 1000, { hasPicture: true }), []);
      expect([none, stores.incidents.picture('i-1')]).toEqual([null, new Uint8Array([255, 216, 0, 7])]);
    });

    it.each<[string, (stores: Stores) => void, AppError]>([
      ['reading', (s) => s.incidents.read('x'), noIncident],
      ['the timeline of', (s) => s.incidents.entries('x'), noIncident],
      ['the picture of', (s) => s.incidents.picture('x'), noIncident],
      ['a picture for', (s) => s.incidents.savePicture('x', new Uint8Array(3)), noIncident],
    ])('refuse %s an incident that is gone', (__, call, refusal) => {
      stores.incidents.save(incidentOf('i-1', 1000), []);
      expect(() => call(stores)).toThrow(refusal);
    });

    it('take nothing of a save with an entry of another incident', () => {
      stores.incidents.save(incidentOf('i-1', 1000), []);
      const mixed = [entryOf('i-2', 2000, 'began'), entryOf('i-1', 2000, 'folded')];
      expect(() => stores.incidents.save(incidentOf('i-2', 2000), mixed)).toThrow(
        new AppError('invalid-argument', 'An entry names another incident. Save each incident with its own entries.'),
      );
      expect([stores.incidents.open().length, stores.incidents.entries('i-1')]).toEqual([1, []]);
    });

    it('delete those that ended before a time with all that is theirs, and never one that lasts', () => {
      for (const [incidentId, endedAtMs] of [
        ['old', 1500],
        ['edge', 2000],
        ['lasts', null],
      ] as const) {
        stores.incidents.save(incidentOf(incidentId, 1000, { endedAtMs }), [entryOf(incidentId, 1000, 'began')]);
        stores.incidents.savePicture(incidentId, new Uint8Array([1]));
      }
      const oldest = stores.incidents.oldestEndAtMs();
      const deleted = [stores.incidents.deleteBefore(2000), stores.incidents.deleteBefore(2000)];
      expect([oldest, stores.incidents.oldestEndAtMs()]).toEqual([1500, 2000]);
      stores.incidents.save(incidentOf('old', 1000), []);
      expect([deleted, stores.incidents.entries('old'), stores.incidents.picture('old')]).toEqual([[1, 0], [], null]);
      expect(stores.incidents.find({ fromAtMs: 0, toAtMs: 9000, limit: 9 }).map((one) => one.incidentId)).toEqual([
        'old',
        'lasts',
        'edge',
      ]);
      expect([stores.incidents.entries('lasts').length, stores.incidents.picture('edge')]).toEqual([
        1,
        new Uint8Array([1]),
      ]);
    });

    it('delete 500 at once at most', () => {
      stores.cameras.together(() => {
        for (let at = 0; at < 501; at++) stores.incidents.save(incidentOf(`i-${at}`, at, { endedAtMs: at + 1 }), []);
      });
      expect([1, 2, 3].map(() => stores.incidents.deleteBefore(1e6))).toEqual([500, 1, 0]);
    });
  });

  describe('of intervals', () => {
    const all = { fromAtMs: 0, toAtMs: 1e15, cameraIds: ['a', 'b'], lengthMs: 60_000, limit: 1000 };

    it('give back every sum exactly', () => {
      const full = intervalOf('in', 29_833_333);
      const empty = intervalOf('in', 29_833_334, { grade: 'D', flags: [], sceneVersion: null });
      const view: Interval = { ...intervalOf('a', 29_833_335), element: { kind: 'camera', id: 'a' } };
      stores.intervals.append([full, empty, view]);
      expect(stores.intervals.find(all)).toEqual([full, empty, view]);
    });

    it('find them by time, camera, element and length, by begin', () => {
      stores.intervals.append([intervalOf('in', 3), intervalOf('in', 1), intervalOf('out', 2)]);
      stores.intervals.append([
        intervalOf('in', 2, { cameraId: 'b' }),
        intervalOf('in', 2, { element: { kind: 'lane', id: 'in' } }),
        intervalOf('in', 0, { lengthMs: 300_000 }),
      ]);
      const found = (query: Partial<IntervalQuery>): string[] =>
        stores.intervals
          .find({ ...all, ...query })
          .map(({ cameraId, element, beginAtMs }) => `${cameraId} ${element.kind} ${element.id} ${beginAtMs / 60_000}`);
      expect({
        all: found({}),
        span: found({ fromAtMs: 120_000, toAtMs: 180_000, cameraIds: ['a'] }),
        elements: found({
          elements: [
            { kind: 'line', id: 'out' },
            { kind: 'lane', id: 'in' },
          ],
        }),
        noElement: found({ elements: [] }),
        other: found({ cameraIds: ['c'] }),
        longer: found({ lengthMs: 300_000 }),
        firstTwo: found({ limit: 2 }),
      }).toEqual({
        all: ['a line in 1', 'a line out 2', 'b line in 2', 'a lane in 2', 'a line in 3'],
        span: ['a line out 2', 'a lane in 2'],
        elements: ['a line out 2', 'a lane in 2'],
        noElement: [],
        other: [],
        longer: ['a line in 0'],
        firstTwo: ['a line in 1', 'a line out 2'],
      });
    });

    it('replace an interval that comes again', () => {
      stores.intervals.append([intervalOf('in', 1), intervalOf('in', 2)]);
      stores.intervals.append([intervalOf('in', 1, { grade: 'C' })]);
      expect(stores.intervals.find(all)).toEqual([intervalOf('in', 1, { grade: 'C' }), intervalOf('in', 2)]);
    });

    it('delete those of one length that began before a time, and no others', () => {
      stores.intervals.append([intervalOf('in', 1), intervalOf('in', 2), intervalOf('out', 1)]);
      stores.intervals.append([intervalOf('in', 0, { lengthMs: 300_000 })]);
      const oldest = stores.intervals.oldestAtMs(60_000);
      const deleted = [stores.intervals.deleteBefore(60_000, 120_000), stores.intervals.deleteBefore(60_000, 120_000)];
      expect([oldest, stores.intervals.oldestAtMs(60_000)]).toEqual([60_000, 120_000]);
      expect([deleted, stores.intervals.find(all), stores.intervals.find({ ...all, lengthMs: 300_000 })]).toEqual([
        [2, 0],
        [intervalOf('in', 2)],
        [intervalOf('in', 0, { lengthMs: 300_000 })],
      ]);
    });

    it('delete 20,000 at once at most, the oldest of a series first', () => {
      const sums = intervalOf('in', 0).sums;
      for (const id of ['in', 'out']) {
        stores.intervals.append(Array.from({ length: 15_000 }, (__, at) => intervalOf(id, at, { sums })));
      }
      const first = stores.intervals.deleteBefore(60_000, 1e15);
      const left = stores.intervals.find(all);
      expect([first, left[0]?.beginAtMs, stores.intervals.deleteBefore(60_000, 1e15)]).toEqual([
        20_000,
        5000 * 60_000,
        10_000,
      ]);
    });

    it('take none of a batch that holds a sum that is no number', () => {
      const broken = intervalOf('in', 2, { sums: { ...intervalOf('in', 2).sums, speedSum: Number.NaN } });
      expect(() => stores.intervals.append([intervalOf('in', 1), broken])).toThrow(
        new AppError('invalid-argument', 'An interval has the sum speedSum = NaN, which is no number.'),
      );
      expect(stores.intervals.find(all)).toEqual([]);
      stores.intervals.append([intervalOf('in', 1)]);
      expect(stores.intervals.find(all)).toEqual([intervalOf('in', 1)]);
    });
  });
});

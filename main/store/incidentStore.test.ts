import { beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../app/base/error.ts';
import type { IncidentQuery, Stores } from '../../app/store/ports.ts';
import { bothStores } from './testing/bothStores.ts';
import { entryOf, incidentOf } from './testing/trafficFacts.ts';

const noIncident = new AppError('not-found', 'This incident does not exist any more. Reload the list of incidents.');

describe.each(bothStores)('traffic stores %s', (_, open) => {
  let stores: Stores;
  beforeEach(() => {
    stores = open();
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
});

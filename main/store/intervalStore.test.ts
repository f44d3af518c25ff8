import { beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../app/base/error.ts';
import type { IntervalQuery, Stores } from '../../app/store/ports.ts';
import type { Interval } from '../../app/traffic/quantities/interval.ts';
import { bothStores } from './testing/bothStores.ts';
import { intervalOf } from './testing/trafficFacts.ts';

describe.each(bothStores)('traffic stores %s', (_, open) => {
  let stores: Stores;
  beforeEach(() => {
    stores = open();
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

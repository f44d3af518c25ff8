import { beforeEach, describe, expect, it } from 'vitest';
import type { Stores } from '../../app/store/ports.ts';
import type { FinishedTrack } from '../../app/track/finishedTrack.ts';
import { bothStores } from './testing/bothStores.ts';
import { trackOf } from './testing/siteFacts.ts';

describe.each(bothStores)('stores %s', (_, open) => {
  let stores: Stores;
  beforeEach(() => {
    stores = open();
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

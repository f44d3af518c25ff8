import { beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../app/base/error.ts';
import { firstWall } from '../../app/store/firstStart.ts';
import type { Stores } from '../../app/store/ports.ts';
import { bothStores } from './testing/bothStores.ts';
import { north } from './testing/siteFacts.ts';

describe.each(bothStores)('stores %s', (_, open) => {
  let stores: Stores;
  beforeEach(() => {
    stores = open();
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
});

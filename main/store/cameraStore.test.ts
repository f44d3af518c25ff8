import { beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../app/base/error.ts';
import { firstSettings, firstWall } from '../../app/store/firstStart.ts';
import type { Stores } from '../../app/store/ports.ts';
import { bothStores } from './testing/bothStores.ts';
import { modelOf, north, south } from './testing/siteFacts.ts';

const east = north({ number: 3, name: 'East gate', playback: { pace: 'fast', loop: false } });

describe.each(bothStores)('stores %s', (_, open) => {
  let stores: Stores;
  beforeEach(() => {
    stores = open();
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

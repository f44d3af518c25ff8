import { beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../app/base/error.ts';
import type { Stores } from '../../app/store/ports.ts';
import { bothStores } from './testing/bothStores.ts';
import { sceneOf } from './testing/trafficFacts.ts';

function addCamera(stores: Stores, number: number): string {
  const settings = { number, name: `Camera ${number}`, sourceUrl: 'rtsp://10.0.0.1/live', enabled: true };
  return stores.cameras.add({ ...settings, analysisFps: 5, playback: { pace: 'realTime', loop: true } }, null);
}

const newerScene = new AppError(
  'aborted',
  'Another version of this scene was saved meanwhile. Load it and make your change again.',
);
const noCamera = new AppError('not-found', 'This camera does not exist any more. Reload the list of cameras.');

describe.each(bothStores)('traffic stores %s', (_, open) => {
  let stores: Stores;
  beforeEach(() => {
    stores = open();
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
});

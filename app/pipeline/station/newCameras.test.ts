import { describe, expect, it } from 'vitest';
import type { CameraSettings } from '../../camera/camera.ts';
import type { Stores } from '../../store/ports.ts';
import { memoryStores } from '../../store/memoryStores.ts';
import { showNewCameras } from './newCameras.ts';

const settings = (number: number): CameraSettings => ({
  number,
  name: `Camera ${number}`,
  sourceUrl: `rtsp://10.0.0.${number}/`,
  enabled: true,
  analysisFps: 5,
  playback: { pace: 'realTime', loop: true },
});

function newStores(): Stores {
  let ids = 0;
  return memoryStores(() => `camera-${++ids}`);
}

const shownBy = (stores: Stores): (string | null)[] =>
  stores.settings.walls().flatMap((wall) => wall.tiles.map(({ cameraId }) => cameraId));

describe('cameras that were just added', () => {
  it('are on the only wall at once', () => {
    const stores = newStores();
    const ids = [1, 2].map((number) => showNewCameras(stores, () => stores.cameras.add(settings(number), null)));
    expect(shownBy(stores)).toEqual([...ids, null, null]);
  });

  it('are left to the operator where a site has several walls', () => {
    const stores = newStores();
    const [first] = stores.settings.walls();
    if (!first) throw new Error('a new site has a wall');
    stores.settings.saveWall({ ...first, wallId: 'second', name: 'Wall 2' });
    showNewCameras(stores, () => stores.cameras.add(settings(1), null));
    expect(shownBy(stores).filter((cameraId) => cameraId !== null)).toEqual([]);
  });
});

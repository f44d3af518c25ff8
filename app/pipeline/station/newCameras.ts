import { placeOnWall } from '../../camera/wall.ts';
import type { Stores } from '../../store/ports.ts';

/**
 * Makes a change to the cameras, and shows the ones it added in the empty tiles of the wall while there is only one:
 * whoever adds the first cameras sees them at once. Sites with several walls arrange them themselves.
 */
export function showNewCameras<T>({ cameras, settings }: Stores, change: () => T): T {
  const before = new Set(cameras.list().map(({ cameraId }) => cameraId));
  return cameras.together(() => {
    const result = change();
    const added = cameras.list().flatMap(({ cameraId }) => (before.has(cameraId) ? [] : [cameraId]));
    const [wall, ...others] = settings.walls();
    if (wall && others.length === 0 && added.length > 0) settings.saveWall(placeOnWall(wall, added));
    return result;
  });
}

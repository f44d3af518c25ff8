import type { CameraSettings } from '../camera/camera.ts';
import type { MemoryFacts } from './memoryFacts.ts';
import type { CameraStore } from './ports.ts';
import { refusals } from './refusals.ts';

export function memoryCameraStore(facts: MemoryFacts, newId: () => string): CameraStore {
  const known = (cameraId: string): void => {
    if (!facts.now.cameras.some((camera) => camera.cameraId === cameraId)) throw refusals.noCamera();
  };
  const freeNumber = (settings: CameraSettings, cameraId: string): void => {
    const holder = facts.now.cameras.find((camera) => camera.number === settings.number);
    if (holder && holder.cameraId !== cameraId) throw refusals.numberTaken(settings.number, holder);
  };
  return {
    list: () =>
      facts.now.cameras.map((camera, position) => ({
        ...camera,
        position,
        hasCredentials: facts.now.credentials.has(camera.cameraId),
      })),
    add(settings, credentials) {
      const cameraId = newId();
      freeNumber(settings, cameraId);
      facts.change({ cameras: [...facts.now.cameras, { ...settings, cameraId }] });
      if (credentials) facts.change({ credentials: new Map(facts.now.credentials).set(cameraId, credentials) });
      return cameraId;
    },
    update(cameraId, settings, credentials) {
      known(cameraId);
      freeNumber(settings, cameraId);
      facts.change({
        cameras: facts.now.cameras.map((camera) => (camera.cameraId === cameraId ? { ...settings, cameraId } : camera)),
      });
      if (credentials === undefined) return;
      const all = new Map(facts.now.credentials);
      if (credentials) all.set(cameraId, credentials);
      else all.delete(cameraId);
      facts.change({ credentials: all });
    },
    delete(cameraId) {
      known(cameraId);
      const credentials = new Map(facts.now.credentials);
      credentials.delete(cameraId);
      const views = new Map(facts.now.views);
      views.delete(cameraId);
      facts.change({
        credentials,
        views,
        cameras: facts.now.cameras.filter((camera) => camera.cameraId !== cameraId),
        scenes: facts.now.scenes.filter((scene) => scene.cameraId !== cameraId),
        walls: facts.now.walls.map((wall) => ({
          ...wall,
          tiles: wall.tiles.map((tile) => (tile.cameraId === cameraId ? { ...tile, cameraId: null } : tile)),
        })),
      });
    },
    reorder(cameraIds) {
      const byId = new Map(facts.now.cameras.map((camera) => [camera.cameraId, camera]));
      const cameras = [...new Set(cameraIds)].flatMap((cameraId) => byId.get(cameraId) ?? []);
      if (cameras.length !== byId.size || cameraIds.length !== byId.size) throw refusals.badOrder();
      facts.change({ cameras });
    },
    credentialsOf(cameraId) {
      known(cameraId);
      return facts.now.credentials.get(cameraId) ?? null;
    },
    together: (work) => facts.together(work),
  };
}

import type { MemoryFacts } from './memoryFacts.ts';
import type { SettingsStore } from './ports.ts';
import { refusals } from './refusals.ts';

export function memorySettingsStore(facts: MemoryFacts): SettingsStore {
  return {
    read: () => facts.now.settings,
    save: (settings) => facts.change({ settings }),
    walls: () => [...facts.now.walls],
    saveWall(wall) {
      const cameraIds = new Set(facts.now.cameras.map((camera) => camera.cameraId));
      if (wall.tiles.some((tile) => tile.cameraId !== null && !cameraIds.has(tile.cameraId))) {
        throw refusals.noCameraOnWall();
      }
      const isNew = !facts.now.walls.some((other) => other.wallId === wall.wallId);
      facts.change({
        walls: isNew
          ? [...facts.now.walls, wall]
          : facts.now.walls.map((other) => (other.wallId === wall.wallId ? wall : other)),
      });
    },
    deleteWall(wallId) {
      const walls = facts.now.walls.filter((wall) => wall.wallId !== wallId);
      if (walls.length === facts.now.walls.length) throw refusals.noWall();
      facts.change({ walls });
    },
  };
}

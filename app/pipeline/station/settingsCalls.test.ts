import { describe, expect, it } from 'vitest';
import type { Wall } from '../../camera/wall.ts';
import { firstSettings, firstWall } from '../../store/firstStart.ts';
import { livingWorld } from './testing/livingWorld.ts';
import { createWorld, type World } from './testing/world.ts';

describe('settings and walls', () => {
  it('are told to every window, and the settings to the vision process', async () => {
    const { world, vision } = await livingWorld();
    const seen: unknown[] = [];
    world.window.settings({}, { item: ({ siteName }) => seen.push(siteName) });
    world.window.walls({}, { item: (walls) => seen.push(walls.map(({ name }) => name)) });
    await world.settle();
    const addressRules = { allowLoopback: true, allowedCidrs: ['10.0.0.0/8'] };
    await world.window.saveSettings({
      ...firstSettings,
      siteName: 'Ring road',
      addressRules,
      scoreByClass: { car: 0.5 },
    });
    await world.window.saveWall({ ...firstWall, wallId: 'w2', name: 'Night' });
    await world.window.deleteWall({ wallId: 'wall-1' });
    await world.settle();
    expect(seen).toEqual(['New site', ['Wall 1'], 'Ring road', ['Wall 1', 'Night'], ['Night']]);
    expect(vision.wishes.at(-1)).toMatchObject({ addressRules, model: { scoreByClass: { car: 0.5 } } });
  });

  const tile = { column: 0, row: 0, columns: 1, rows: 1, cameraId: null };
  const wall = (...tiles: Wall['tiles']): Wall => ({ ...firstWall, tiles });
  it.each<[string, (world: World) => Promise<unknown>, string]>([
    ['the last wall', ({ window }) => window.deleteWall({ wallId: 'wall-1' }), 'This is the last wall.'],
    ['a tile over the edge', ({ window }) => window.saveWall(wall({ ...tile, columns: 3 })), 'beyond the edge'],
    ['tiles over one another', ({ window }) => window.saveWall(wall(tile, { ...tile, rows: 2 })), 'overlap'],
    [
      'a camera network that is none',
      ({ window }) =>
        window.saveSettings({ ...firstSettings, addressRules: { allowLoopback: false, allowedCidrs: ['ten'] } }),
      '"ten" is not a network.',
    ],
  ])('refuse %s', async (_, ask, sentence) => {
    const world = createWorld();
    await expect(ask(world)).rejects.toThrow(sentence);
    expect([world.stores.settings.walls(), world.stores.settings.read()]).toEqual([[firstWall], firstSettings]);
  });
});

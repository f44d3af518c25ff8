import { describe, expect, it } from 'vitest';
import type { Camera } from '../../camera/camera.ts';
import { firstSettings } from '../../store/firstStart.ts';
import { livingWorld, north } from './testing/livingWorld.ts';
import { createWorld, type World } from './testing/world.ts';

const south = { ...north, number: 2, name: 'South gate', sourceUrl: 'rtsp://10.0.0.2/live' };

describe('cameras', () => {
  it('are told to the vision process with their credentials, and to windows without', async () => {
    const world = createWorld();
    const seen: Camera[][] = [];
    world.window.cameras({}, { item: (cameras) => seen.push(cameras) });
    const vision = world.startVision();
    await world.window.addCamera({
      settings: { ...north, sourceUrl: 'RTSP://admin:p%40ss@10.0.0.1:554/live' },
    });
    await world.window.addCamera({ settings: { ...south, enabled: false } });
    await world.settle();
    expect([vision.wishes.at(-1), seen.at(-1), world.commits]).toEqual([
      {
        cameras: [
          {
            ...{ ...north, cameraId: 'id-1', credentials: { user: 'admin', password: 'p@ss' }, weight: 1 },
            ...{ signalHeads: [], sceneVersion: null, viewFingerprint: null },
          },
        ],
        model: null,
        addressRules: firstSettings.addressRules,
      },
      [
        { ...north, cameraId: 'id-1', position: 0, hasCredentials: true },
        { ...south, enabled: false, cameraId: 'id-2', position: 1, hasCredentials: false },
      ],
      ['camera added', 'camera added'],
    ]);
    expect(JSON.stringify(seen)).not.toContain('p@ss');
  });

  it('are told anew to a vision process that was started again', async () => {
    const { world, vision } = await livingWorld();
    const before = vision.wishes.at(-1);
    vision.die();
    const second = world.startVision();
    await world.settle();
    expect(second.wishes).toEqual([before]);
  });

  it('are told in one call when many change at once', async () => {
    const { world, vision } = await livingWorld();
    const before = vision.wishes.length;
    await Promise.all(
      Array.from({ length: 20 }, (_, at) =>
        world.window.addCamera({ settings: { ...north, number: at + 10, sourceUrl: `rtsp://10.0.1.${at}/` } }),
      ),
    );
    await world.settle();
    expect(vision.wishes.at(-1)?.cameras).toHaveLength(21);
    expect(vision.wishes.length - before).toBeLessThan(10);
  });

  it('keep, change and lose their credentials as the window says', async () => {
    const { world, vision, cameraId } = await livingWorld();
    const told: unknown[] = [];
    for (const credentials of [{ user: 'a', password: 'b' }, undefined, null]) {
      const args = { cameraId, settings: north };
      await world.window.updateCamera(credentials === undefined ? args : { ...args, credentials });
      await world.settle();
      told.push(vision.wishes.at(-1)?.cameras[0]?.credentials);
    }
    expect(told).toEqual([{ user: 'a', password: 'b' }, { user: 'a', password: 'b' }, null]);
  });

  it.each<[string, (world: World) => Promise<unknown>, string]>([
    [
      'a number that is taken',
      ({ window }) => window.addCamera({ settings: { ...south, number: 1 } }),
      'Number 1 belongs to "North gate" already. Choose another number.',
    ],
    [
      'an address that is none',
      ({ window }) => window.addCamera({ settings: { ...south, sourceUrl: 'concat:/etc/passwd' } }),
      '"concat:" is not a kind of source',
    ],
    [
      'a retry of a camera that is gone',
      ({ window }) => window.retryCamera({ cameraId: 'x' }),
      'This camera is switched off or was deleted. Enable it first.',
    ],
    [
      'an order that leaves one out',
      ({ window }) => window.reorderCameras({ cameraIds: [] }),
      'The new order must name every camera once.',
    ],
  ])('refuse %s in plain words and stay as they were', async (_, ask, sentence) => {
    const { world } = await livingWorld();
    const before = world.stores.cameras.list();
    await expect(ask(world)).rejects.toThrow(sentence);
    expect(world.stores.cameras.list()).toEqual(before);
  });

  it('are tested with what was typed, else with what is in the URL, else with what is stored', async () => {
    const { world, vision, cameraId } = await livingWorld();
    await world.window.updateCamera({ cameraId, settings: north, credentials: { user: 'stored', password: 's' } });
    const sourceUrl = 'rtsp://url:u@10.0.0.9/x';
    await world.window.testCamera({ sourceUrl, credentials: { user: 'typed', password: 't' }, cameraId });
    await world.window.testCamera({ sourceUrl, cameraId });
    await world.window.testCamera({ sourceUrl: 'rtsp://10.0.0.9/x', cameraId });
    await world.window.testCamera({ sourceUrl: 'rtsp://10.0.0.9/x', credentials: null, cameraId });
    expect(vision.tests.map(({ sourceUrl: url, credentials }) => [url, credentials?.user])).toEqual([
      ['rtsp://10.0.0.9/x', 'typed'],
      ['rtsp://10.0.0.9/x', 'url'],
      ['rtsp://10.0.0.9/x', 'stored'],
      ['rtsp://10.0.0.9/x', undefined],
    ]);
  });

  it('cannot be tested when no vision process starts, and the window is told so', async () => {
    const world = createWorld();
    const tested = world.window.testCamera({ sourceUrl: 'rtsp://10.0.0.9/x' }).catch((error: unknown) => error);
    await world.clock.advance(10_000);
    expect(await tested).toMatchObject({
      code: 'unavailable',
      message: 'The video processing does not start. The page Health says why.',
    });
  });
});

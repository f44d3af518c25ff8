import { describe, expect, it } from 'vitest';
import { AppError } from '../../base/error.ts';
import { alertTexts, north } from './testing/livingWorld.ts';
import { createWorld } from './testing/world.ts';

describe('F50: safe mode', () => {
  const reason = 'The station crashed 3 times within a minute (last with SIGSEGV).';

  it('says why there are no pictures, keeps cameras off, refuses what needs video at once, and ends when asked', async () => {
    let left = 0;
    const world = createWorld(undefined, { reason, leave: async () => void left++ });
    await world.window.addCamera({ settings: north });
    await world.clock.advance(60_000);
    const inSafeMode = { alerts: alertTexts(world), camera: world.health().cameras[0]?.state };
    const refusal = await world.window
      .testCamera({ sourceUrl: north.sourceUrl })
      .catch((thrown: Error) => thrown.message);
    await world.window.startNormally({});
    await world.window.startNormally({});
    const vision = world.startVision();
    await world.clock.advance(500);
    expect({ inSafeMode, refusal, left, alerts: alertTexts(world), told: vision.wishes.length }).toEqual({
      inSafeMode: {
        alerts: [`critical safe-mode: Safe mode: no camera is shown or analysed. ${reason}`],
        camera: 'off',
      },
      refusal: 'The station runs in safe mode, without video. Press "Start normally" first.',
      left: 1,
      alerts: [],
      told: 1,
    });
  });

  it('goes on when the host cannot be asked', async () => {
    const leave = async () => Promise.reject(new AppError('unavailable', 'The host does not answer.'));
    const world = createWorld(undefined, { reason, leave });
    await expect(world.window.startNormally({})).rejects.toThrow('The host does not answer.');
    await world.clock.advance(500);
    expect(alertTexts(world)).toHaveLength(1);
  });

  it('control: in a usual start an absent vision process is a fault, and its camera is about to open', async () => {
    const world = createWorld();
    await world.window.addCamera({ settings: north });
    await world.clock.advance(60_000);
    await world.window.startNormally({});
    expect({ alerts: alertTexts(world), camera: world.health().cameras[0]?.state }).toEqual({
      alerts: ['critical vision-gone: The video processing is not running: no camera is shown or analysed.'],
      camera: 'opening',
    });
  });
});

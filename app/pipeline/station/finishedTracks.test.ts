import { describe, expect, it } from 'vitest';
import { AppError } from '../../base/error.ts';
import { alertTexts, livingWorld } from './testing/livingWorld.ts';
import { trackOf } from './testing/world.ts';

describe('finished tracks', () => {
  it('are stored within a quarter of a second, and what waits is stored at the end', async () => {
    const { world, vision } = await livingWorld();
    vision.finish(trackOf(1));
    vision.finish(trackOf(2));
    await world.clock.advance(250);
    const stored = world.stores.tracks.statistics().tracks;
    vision.finish(trackOf(3));
    await world.settle();
    await world.station.stop();
    expect([
      stored,
      world.stores.tracks.statistics().tracks,
      world.commits.filter((done) => /track/.test(done)),
    ]).toEqual([2, 3, ['2 tracks saved', '1 tracks saved']]);
  });

  it('wait while the store fails, with an alert, and are stored when it works again', async () => {
    let full = true;
    const { world, vision } = await livingWorld((stores) => ({
      ...stores,
      tracks: {
        ...stores.tracks,
        append(tracks) {
          if (full) throw new AppError('resource-exhausted', 'The disk of the station is full.');
          stores.tracks.append(tracks);
        },
      },
    }));
    vision.finish(trackOf(1));
    await world.clock.advance(1000);
    const failing = [alertTexts(world), world.stores.tracks.statistics().tracks];
    full = false;
    await world.clock.advance(3000);
    expect([failing, alertTexts(world), world.stores.tracks.statistics().tracks]).toEqual([
      [
        [
          'critical tracks-not-saved: Tracks are not saved: 1 wait, 0 were lost since the start: The disk of the station is full.',
        ],
        0,
      ],
      [],
      1,
    ]);
  });
});

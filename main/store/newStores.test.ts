import { beforeEach, describe, expect, it } from 'vitest';
import { firstSettings, firstWall } from '../../app/store/firstStart.ts';
import type { Stores } from '../../app/store/ports.ts';
import { bothStores } from './testing/bothStores.ts';

describe.each(bothStores)('stores %s', (_, open) => {
  let stores: Stores;
  beforeEach(() => {
    stores = open();
  });

  it('begin with the settings of a new site, one empty 2x2 wall and nothing else', () => {
    expect({
      settings: stores.settings.read(),
      walls: stores.settings.walls(),
      cameras: stores.cameras.list(),
      models: stores.models.list(),
      tracks: stores.tracks.statistics(),
    }).toEqual({
      settings: firstSettings,
      walls: [firstWall],
      cameras: [],
      models: [],
      tracks: { tracks: 0, bytes: 0, oldestAtMs: null },
    });
  });
});

describe.each(bothStores)('traffic stores %s', (_, open) => {
  let stores: Stores;
  beforeEach(() => {
    stores = open();
  });

  it('begin empty', () => {
    expect([
      stores.scenes.newest(),
      stores.scenes.versions('a'),
      stores.siteRules.newest(),
      stores.siteRules.versions(),
      stores.incidents.open(),
      stores.incidents.find({ fromAtMs: -1e15, toAtMs: 1e15, limit: 10 }),
      stores.intervals.find({ fromAtMs: 0, toAtMs: 1e15, cameraIds: ['a'], lengthMs: 60_000, limit: 10 }),
      stores.incidents.oldestEndAtMs(),
      stores.intervals.oldestAtMs(60_000),
      stores.incidents.deleteBefore(1e15),
      stores.intervals.deleteBefore(60_000, 1e15),
    ]).toEqual([[], [], null, [], [], [], [], null, null, 0, 0]);
  });
});

import { describe, expect, it } from 'vitest';
import { imageAt } from '../../traffic/road/testing/flatRoad.ts';
import { watched } from './testing/watchedRoad.ts';

/** Types of the incidents after 20 s in which the vision process tells of something so wide at 60 m, m. */
async function incidentTypes(widthM: number, tells = true) {
  const { world, vision, incidents } = await watched();
  const [left, right] = [imageAt(60 - widthM / 2, 30), imageAt(60 + widthM / 2, 30)];
  const w = right.x - left.x;
  const sinceAtMs = world.clock.wallMs();
  for (let frame = 0; frame < 100; frame++) {
    vision.observe({
      ...{ cameraId: 'id-1', epoch: 1, atMs: world.clock.wallMs(), width: 1280, height: 720 },
      ...{ tracks: [], ended: [], signals: {}, view: null },
      staticObjects: tells ? [[1, 0.8, sinceAtMs, left.x + w / 2, left.y - 5, w, 10]] : [],
    });
    await world.clock.advance(200);
  }
  return [...incidents.values()].map(({ type }) => type);
}

describe('something that the vision process sees lying in a lane', () => {
  it('is debris', async () => {
    expect(await incidentTypes(1)).toEqual(['debris']);
  });

  it('is none when it is as wide as a lorry is long, or not told', async () => {
    expect(await incidentTypes(8)).toEqual([]);
    expect(await incidentTypes(1, false)).toEqual([]);
  });
});

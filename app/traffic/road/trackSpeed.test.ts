import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../base/random.ts';
import { projectionOf } from '../../demo/film/projection.ts';
import type { GroundPoint } from '../../space/ground.ts';
import { exactCalibration, normalFrom, usualPose } from '../calibration/testing/mast.ts';
import { CompiledScene } from '../scene/compiledScene.ts';
import { emptyScene } from '../scene/scene.ts';
import { RoadObserver } from './roadObserver.ts';
import { TrackSpeed } from './trackSpeed.ts';

const mast = projectionOf(usualPose);
const scene = new CompiledScene({ ...emptyScene(usualPose.size), calibration: exactCalibration(mast) });

/** Follows a car of 1.5 m, whose place by time is given, at 15 frames a second for so long as it is in the picture. */
function follow(placeAt: (s: number) => GroundPoint, forS: number, offPx: () => number = () => 0, on = scene) {
  const [observer, speed] = [new RoadObserver('camera', on), new TrackSpeed(on)];
  for (let frame = 0; frame <= forS * 15; frame++) {
    const place = placeAt(frame / 15);
    const [foot, roof] = [mast.imageOf(place)!, mast.imageOf(place, 1.5)!];
    const h = foot.y - roof.y;
    const boxInImage = { cx: foot.x + offPx(), cy: (foot.y + roof.y) / 2 + offPx(), w: 1.3 * h, h };
    const atMs = 1_790_000_000_000 + (frame * 1000) / 15;
    const track = { trackId: 1, className: 'car', score: 0.9, boxInImage };
    const { users } = observer.observe({ cameraId: 'camera', atMs, tracks: [track], ended: [], signals: new Map() });
    for (const user of users) speed.observe(atMs, user);
  }
  return speed;
}

describe('the best speed of a track', () => {
  it('is that of an even drive, with an interval that knows hand and tape', () => {
    const best = follow((s) => ({ xM: 1.75, yM: 22 + 20 * s }), 1.9).best()!;
    expect(best.speedMps).toBeCloseTo(20, 4);
    expect(best.standardErrorMps / best.speedMps).toBeGreaterThan(0.005);
    expect(best.standardErrorMps / best.speedMps).toBeLessThan(0.03);
    expect(best.headingRad).toBeCloseTo(Math.PI / 2, 4);
  });

  it('holds the true one within three errors however the boxes tremble', () => {
    const normal = normalFrom(seededRandom(4));
    for (let car = 0; car < 20; car++) {
      const best = follow(
        (s) => ({ xM: -1.75, yM: 60 - 14 * s }),
        2.8,
        () => 2 * normal(),
      ).best()!;
      expect(Math.abs(best.speedMps - 14)).toBeLessThan(3 * best.standardErrorMps);
    }
  });

  it('is taken where the vehicle drove evenly, not where it braked', () => {
    const stopping = (s: number) => ({
      xM: 0,
      yM: 22 + (s < 1.6 ? 12 * s : 19.2 + 12 * (s - 1.6) - 4 * (s - 1.6) ** 2),
    });
    const best = follow(stopping, 3).best()!;
    expect(best.speedMps).toBeGreaterThan(11.5);
    expect(best.speedMps).toBeLessThan(12.1);
  });

  it('is none too far away, for less than a second, and without a calibration', () => {
    const near = (s: number) => ({ xM: 0, yM: 25 + 10 * s });
    expect(follow(near, 1.5).best()).not.toBeNull();
    expect(follow(near, 0.9).best()).toBeNull();
    expect(follow((s) => ({ xM: 0, yM: 70 + 10 * s }), 3).best()).toBeNull();
    expect(follow(near, 1.5, undefined, new CompiledScene(emptyScene(usualPose.size))).best()).toBeNull();
  });
});

import { describe, expect, it } from 'vitest';
import { calibratedPlane } from '../calibration/calibratedPlane.ts';
import { copiedScene } from './copiedScene.ts';
import { scaledScene } from './scaledScene.ts';
import type { Calibration } from './scene.ts';
import { sceneProblems } from './sceneProblems.ts';
import { street } from './testing/street.ts';

const half = { width: 960, height: 540 };

function withLens() {
  const { calibration } = street();
  const lens = { k1: -0.1, focalPx: 1400, cxPx: 960, cyPx: 540 };
  return street({ calibration: { ...calibration, lens } as Calibration });
}

describe('a scene at another resolution of its camera', () => {
  it('sees the same road at the same place of the picture, through its lens as well', () => {
    for (const scene of [street(), withLens()]) {
      const scaled = scaledScene(scene, half);
      const [before, after] = [scene, scaled].map((one) => calibratedPlane(one.calibration!, one.picture));
      for (const [x, y] of [
        [300, 900],
        [1500, 400],
      ] as const) {
        const place = before!.groundOf({ x, y })!;
        expect(after!.groundOf({ x: x / 2, y: y / 2 })!.xM).toBeCloseTo(place.xM, 6);
        expect(after!.groundOf({ x: x / 2, y: y / 2 })!.yM).toBeCloseTo(place.yM, 6);
      }
    }
  });

  it('is sound for the camera again, and comes back unchanged', () => {
    const scaled = scaledScene(street(), half);
    expect(sceneProblems(street(), half)).toHaveLength(1);
    expect(sceneProblems(scaled, half)).toEqual([]);
    expect(scaled.lanes[0]!.course).toEqual([
      { x: 0, y: 300 },
      { x: 950, y: 300 },
    ]);
    expect(scaledScene(scaled, street().picture)).toEqual(street());
  });

  it('is refused for a picture of another shape', () => {
    expect(() => scaledScene(street(), { width: 1280, height: 960 })).toThrow(
      'A scene of 1920 x 1080 cannot be scaled to 1280 x 960, which is another shape; draw it anew.',
    );
    expect(() => scaledScene(street(), { width: 1366, height: 768 })).not.toThrow();
  });
});

describe('a scene copied from another camera', () => {
  it('comes whole where the pictures are equal', () => {
    expect(copiedScene(street(), { width: 1920, height: 1080 })).toEqual(street());
  });

  it('leaves calibration and place behind where they differ, and is stretched onto the new picture', () => {
    const picture = { width: 1280, height: 960 };
    const copy = copiedScene(street(), picture);
    expect([copy.picture, copy.calibration, copy.geo]).toEqual([picture, null, null]);
    expect(copy.lines.map(({ id }) => id)).toEqual(['in', 'out']);
    expect(copy.lines[0]!.from.x).toBeCloseTo(200, 9);
    expect(copy.lines[0]!.from.y).toBeCloseTo((660 * 960) / 1080, 9);
    expect(copy.rules).toEqual(street().rules);
    expect(sceneProblems({ ...copy, lanes: [] }, picture)).toEqual([]);
  });
});

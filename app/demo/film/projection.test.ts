import { describe, expect, it } from 'vitest';
import type { CameraPose } from '../scene.ts';
import type { Matrix3 } from '../../space/matrix3.ts';
import { projectionOf } from './projection.ts';

const mast: CameraPose = {
  name: 'mast',
  xM: 12,
  yM: -7,
  zM: 9,
  panRad: 0.6,
  tiltRad: 0.35,
  rollRad: 0.03,
  horizontalFovRad: 1,
  k1: -0.12,
  size: { width: 1280, height: 720 },
};
const poses: CameraPose[] = [
  mast,
  { ...mast, k1: 0, rollRad: 0, panRad: -2.8 },
  { ...mast, k1: 0.06, tiltRad: 1.3, zM: 25 },
  { ...mast, k1: -0.22, horizontalFovRad: 1.48, tiltRad: 0.14, zM: 4 },
];

function mapped([a, b, c, d, e, f, g, h, i]: Matrix3, x: number, y: number): { x: number; y: number } {
  const w = g * x + h * y + i;
  return { x: (a * x + b * y + c) / w, y: (d * x + e * y + f) / w };
}

describe('the projection of a camera', () => {
  it('leads from the image to the ground and back to the same point, with any lens', () => {
    let seen = 0;
    for (const pose of poses) {
      const projection = projectionOf(pose);
      for (let x = 0.5; x < 1280; x += 64)
        for (let y = 0.5; y < 720; y += 48) {
          const place = projection.groundOf({ x, y });
          if (!place || Math.hypot(place.xM - pose.xM, place.yM - pose.yM) > 1000) continue;
          const back = projection.imageOf(place)!;
          expect(Math.hypot(back.x - x, back.y - y)).toBeLessThan(1e-6);
          seen++;
        }
    }
    expect(seen).toBeGreaterThan(800);
  });

  it('looks along +x at pan 0, with the left of the road to the left and tilt downwards', () => {
    const projection = projectionOf({
      ...mast,
      xM: 0,
      yM: 0,
      panRad: 0,
      rollRad: 0,
      tiltRad: Math.atan(9 / 20),
      k1: 0,
    });
    const ahead = projection.imageOf({ xM: 20, yM: 0 })!;
    expect([ahead.x, ahead.y].map((v) => Math.round(v * 1e6) / 1e6)).toEqual([640, 360]);
    expect(projection.imageOf({ xM: 20, yM: 2 })!.x).toBeLessThan(640);
    expect(projection.imageOf({ xM: 25, yM: 0 })!.y).toBeLessThan(360);
    expect(projection.imageOf({ xM: -5, yM: 0 })).toBeNull();
    expect(projection.groundOf({ x: 640, y: -400 })).toBeNull();
  });

  it('agrees with its homographies where the lens does not bend', () => {
    const projection = projectionOf({ ...mast, k1: 0 });
    for (const [xM, yM] of [
      [30, 5],
      [45, 20],
      [25, -2],
    ] as const) {
      const image = projection.imageOf({ xM, yM })!;
      const byMatrix = mapped(projection.imageFromGround, xM, yM);
      expect(Math.hypot(byMatrix.x - image.x, byMatrix.y - image.y)).toBeLessThan(1e-9);
      const ground = mapped(projection.groundFromImage, image.x, image.y);
      expect(Math.hypot(ground.x - xM, ground.y - yM)).toBeLessThan(1e-8);
    }
  });

  it.each([
    [{ zM: 0 }, 'it is not above the ground'],
    [{ zM: -3 }, 'it is not above the ground'],
    [{ tiltRad: -0.6 }, 'it sees only sky'],
    [{ tiltRad: 2 }, 'it is tilted beyond straight down'],
    [{ horizontalFovRad: 0.05 }, 'its field of view of 2.9 degrees is not within 5..120'],
    [{ horizontalFovRad: 2.2 }, 'its field of view of 126.1 degrees is not within 5..120'],
    [{ panRad: Number.NaN }, 'a value of its pose is not a number'],
    [{ k1: -0.9 }, 'a lens distortion of -0.9 is not within -0.5..0.5'],
    [{ size: { width: 640.5, height: 384 } }, 'its picture needs whole pixels, at least 16 x 16'],
  ])('refuses %j', (change, why) => {
    expect(() => projectionOf({ ...mast, ...change })).toThrow(`Camera mast cannot stand like that: ${why}.`);
  });
});

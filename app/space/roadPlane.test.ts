import { describe, expect, it } from 'vitest';
import { projectionOf } from '../demo/film/projection.ts';
import type { CameraPose } from '../demo/scene.ts';
import { groundSteps, type RoadPlane, roadPlane } from './roadPlane.ts';

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
const poses: readonly CameraPose[] = [
  mast,
  { ...mast, k1: 0, rollRad: 0, panRad: -2.8 },
  { ...mast, k1: 0.06, tiltRad: 1.3, zM: 25 },
  { ...mast, k1: -0.22, horizontalFovRad: 1.48, tiltRad: 0.14, zM: 4 },
];

function planeOf(pose: CameraPose): RoadPlane {
  const { focalPx, groundFromImage } = projectionOf(pose);
  const { k1, size } = pose;
  const lens = k1 === 0 ? null : { k1, focalPx, cxPx: size.width / 2, cyPx: size.height / 2 };
  return roadPlane(groundFromImage, lens);
}

describe('the road plane of a camera', () => {
  it('is the road that the camera shows, at every point of its picture', () => {
    let seen = 0;
    for (const pose of poses) {
      const [projection, plane] = [projectionOf(pose), planeOf(pose)];
      for (let x = 0; x <= 1280; x += 80)
        for (let y = 0; y <= 720; y += 60) {
          const [truth, ground] = [projection.groundOf({ x, y }), plane.groundOf({ x, y })];
          expect(ground === null, `${pose.k1} at ${x}, ${y}`).toBe(truth === null);
          if (!truth || !ground || Math.hypot(truth.xM - pose.xM, truth.yM - pose.yM) > 500) continue;
          expect(Math.hypot(ground.xM - truth.xM, ground.yM - truth.yM)).toBeLessThan(1e-5);
          seen++;
        }
    }
    expect(seen).toBeGreaterThan(500);
  });

  it('shows no place inside the picture that lies outside of it, through no lens', () => {
    let inside = 0;
    for (const pose of poses) {
      const [projection, plane] = [projectionOf(pose), planeOf(pose)];
      for (let xM = -150; xM <= 150; xM += 7)
        for (let yM = -150; yM <= 150; yM += 7) {
          const [truth, image] = [projection.imageOf({ xM, yM }), plane.imageOf({ xM, yM })];
          if (!truth || !image) {
            expect([truth, image]).toEqual([null, null]);
            continue;
          }
          if (Math.hypot(truth.x, truth.y) > 5000) continue;
          expect(Math.hypot(image.x - truth.x, image.y - truth.y)).toBeLessThan(1e-5);
          inside++;
        }
    }
    expect(inside).toBeGreaterThan(1000);
  });

  it('steps by one pixel as the camera does', () => {
    const [projection, plane] = [projectionOf(mast), planeOf(mast)];
    const [here, right] = [projection.groundOf({ x: 600, y: 500 })!, projection.groundOf({ x: 601, y: 500 })!];
    const below = projection.groundOf({ x: 600, y: 501 })!;
    const steps = groundSteps(plane, { x: 600, y: 500 })!;
    expect(steps.x.xM).toBeCloseTo(right.xM - here.xM, 3);
    expect(steps.x.yM).toBeCloseTo(right.yM - here.yM, 3);
    expect(steps.y.xM).toBeCloseTo(below.xM - here.xM, 3);
    expect(steps.y.yM).toBeCloseTo(below.yM - here.yM, 3);
    expect(groundSteps(plane, { x: 600, y: -300 })).toBeNull();
  });
});

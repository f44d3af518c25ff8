import { describe, expect, it } from 'vitest';
import { conflictTypeOf } from './conflictType.ts';
import type { MovingBody } from './movingBody.ts';
import { postEncroachmentS } from './postEncroachment.ts';
import { closingMps, timeToCollisionS } from './timeToCollision.ts';

const deg = (value: number) => (value * Math.PI) / 180;
const car = (xM: number, yM: number, speedMps: number, headingDeg = 0): MovingBody => ({
  ...{ centre: { xM, yM }, speedMps, headingRad: deg(headingDeg), lengthM: 4.5, widthM: 1.8 },
});

describe('time to collision', () => {
  it('of a follower is the gap by the closing speed', () => {
    // 30 m from middle to middle: 25.5 m of gap, at 10 m/s.
    expect(timeToCollisionS(car(0, 0, 20), car(30, 0, 10))).toBeCloseTo(2.55, 9);
    expect(closingMps(car(0, 0, 20), car(30, 0, 10))).toBeCloseTo(10, 9);
  });

  it('head on, and of one who stands, adds up both speeds', () => {
    expect(timeToCollisionS(car(0, 0, 20), car(64.5, 0, 10, 180))).toBeCloseTo(2, 9);
    expect(timeToCollisionS(car(0, 0, 10), car(24.5, 0, 0))).toBeCloseTo(2, 9);
  });

  it('crossing at a right angle is when the later one comes to the common area', () => {
    // The first is in it from (20 - 2.25 - .9) / 10 s on, the other from (18 - 2.25 - .9) / 10 s on, for .63 s.
    expect(timeToCollisionS(car(-20, 0, 10), car(0, -18, 10, 90))).toBeCloseTo(1.685, 9);
    expect(timeToCollisionS(car(-20, 0, 10), car(0, -10, 10, 90))).toBeNull();
  });

  it('is nothing for who drives away, beside, or past; 0 for who overlaps', () => {
    expect(timeToCollisionS(car(0, 0, 10), car(30, 0, 20))).toBeNull();
    expect(timeToCollisionS(car(0, 0, 20), car(30, 1.9, 10))).toBeNull();
    expect(timeToCollisionS(car(0, 0, 20), car(30, 0, 20))).toBeNull();
    expect(timeToCollisionS(car(0, 0, 20), car(3, 0, 10))).toBe(0);
  });
});

describe('post-encroachment time', () => {
  const way = (from: [number, number], to: [number, number], fromAtMs: number, toAtMs: number) => ({
    ...{ from: { xM: from[0], yM: from[1] }, to: { xM: to[0], yM: to[1] }, fromAtMs, toAtMs },
    ...{ lengthM: 4.5, widthM: 1.8 },
  });

  it('is from when the first has left the common area until the second comes to it', () => {
    // Both at 10 m/s; the first is at the point at 1 s and gone 3.15 m later, the second 3.15 m before it at 3 - .315 s.
    const first = way([-10, 0], [10, 0], 0, 2000);
    const second = way([0, -10], [0, 10], 2000, 4000);
    expect(postEncroachmentS(first, second)).toBeCloseTo(2 - 0.63, 9);
    expect(postEncroachmentS(first, way([0, -10], [0, 10], 500, 2500))).toBeCloseTo(0.5 - 0.63, 9);
  });

  it('is nothing where the ways do not cross', () => {
    expect(postEncroachmentS(way([-10, 0], [10, 0], 0, 2000), way([0, 5], [0, 10], 0, 1000))).toBeNull();
    expect(postEncroachmentS(way([-10, 0], [10, 0], 0, 2000), way([-10, 1], [10, 1], 0, 2000))).toBeNull();
  });
});

it.each([
  [0, 'rear-end'],
  [29.9, 'rear-end'],
  [30.1, 'lane-change'],
  [84.9, 'lane-change'],
  [85.1, 'crossing'],
  [180, 'crossing'],
  [-90, 'crossing'],
] as const)('a conflict at %s degrees is of the type %s', (angle, type) => {
  expect(conflictTypeOf(0, deg(angle))).toBe(type);
});

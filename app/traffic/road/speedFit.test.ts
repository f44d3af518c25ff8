import { describe, expect, it } from 'vitest';
import { type Random, seededRandom } from '../../base/random.ts';
import { projectionOf } from '../../demo/film/projection.ts';
import { roadPlane } from '../../space/roadPlane.ts';
import { type FootSample, fitSpeed } from './speedFit.ts';

const camera = projectionOf({
  name: 'mast',
  xM: 0,
  yM: 0,
  zM: 8,
  panRad: Math.PI / 2,
  tiltRad: 0.31,
  rollRad: 0.02,
  horizontalFovRad: 1.2,
  k1: 0,
  size: { width: 1920, height: 1080 },
});
const plane = roadPlane(camera.groundFromImage);

interface Drive {
  readonly from: readonly [xM: number, yM: number];
  readonly velocity: readonly [xMps: number, yMps: number];
  readonly frames: number;
  readonly intervalMs?: number;
  readonly beginMs?: number;
}

function drive({ from, velocity, frames, intervalMs = 66, beginMs = 0 }: Drive, sigmaPx = 2, noise?: Random) {
  return Array.from({ length: frames }, (_, i): FootSample => {
    const s = (i * intervalMs) / 1000;
    const { x, y } = camera.imageOf({ xM: from[0] + velocity[0] * s, yM: from[1] + velocity[1] * s })!;
    const off = () => (noise ? sigmaPx * gaussian(noise) : 0);
    return { ptsMs: beginMs + i * intervalMs, footInImage: { x: x + off(), y: y + off() }, sigmaPx };
  });
}

function gaussian(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

describe('a speed fitted to foot points', () => {
  it('is exact for an even motion in any direction, away, towards and across', () => {
    for (const velocity of [
      [0, 25],
      [0, -13.9],
      [6, 4],
      [-8, 0.5],
    ] as const) {
      const from = [velocity[0] < 0 ? 8 : -6, velocity[1] < 0 ? 45 : 20] as const;
      const fit = fitSpeed(drive({ from, velocity, frames: 17 }), plane)!;
      expect(fit.speedMps).toBeCloseTo(Math.hypot(...velocity), 6);
      expect(fit.headingRad).toBeCloseTo(Math.atan2(velocity[1], velocity[0]), 6);
    }
  });

  it('does not care for the clock its times come from', () => {
    const moved: Drive = { from: [2, 22], velocity: [0, 20], frames: 17 };
    const fit = fitSpeed(drive({ ...moved, beginMs: 1_790_000_000_000 }), plane)!;
    expect(fit.speedMps).toBeCloseTo(20, 6);
    expect([fit.spanMs, Math.round(fit.wayM * 1000) / 1000]).toEqual([1056, 21.12]);
  });

  it('has a standard error that is the true scatter of its noise', () => {
    const random = seededRandom(7);
    const z: number[] = [];
    for (let run = 0; run < 600; run++) {
      const fit = fitSpeed(drive({ from: [-3, 22], velocity: [0.5, 16], frames: 20 }, 2, random), plane)!;
      z.push((fit.speedMps - Math.hypot(0.5, 16)) / fit.standardErrorMps);
    }
    const within = z.filter((value) => Math.abs(value) < 1.96).length / z.length;
    expect(within).toBeGreaterThan(0.93);
    expect(within).toBeLessThan(0.975);
    expect(Math.abs(z.reduce((sum, value) => sum + value, 0) / z.length)).toBeLessThan(0.15);
  });

  it('is less sure of a motion that is not even than of one that is', () => {
    const even = fitSpeed(drive({ from: [0, 22], velocity: [0, 15], frames: 20 }), plane)!;
    const braking = Array.from({ length: 20 }, (_, i): FootSample => {
      const s = i * 0.066;
      return { ptsMs: i * 66, footInImage: camera.imageOf({ xM: 0, yM: 22 + 15 * s - 4 * s * s })!, sigmaPx: 2 };
    });
    const fit = fitSpeed(braking, plane)!;
    expect(fit.standardErrorMps).toBeGreaterThan(2 * even.standardErrorMps);
  });

  it('is about nothing, with an error as large, for a vehicle that stands', () => {
    const fit = fitSpeed(drive({ from: [0, 25], velocity: [0, 0], frames: 30 }, 1, seededRandom(3)), plane)!;
    expect(fit.speedMps).toBeLessThan(3 * fit.standardErrorMps);
    expect(fit.standardErrorMps).toBeLessThan(0.2);
  });

  it('adds what the calibration may be off by', () => {
    const samples = drive({ from: [0, 22], velocity: [0, 20], frames: 17 });
    const alone = fitSpeed(samples, plane)!;
    const stretched = { ...plane, groundOf: stretchedGround };
    const fit = fitSpeed(samples, plane, [stretched])!;
    expect(fit.speedMps).toBe(alone.speedMps);
    expect(fit.standardErrorMps ** 2 - alone.standardErrorMps ** 2).toBeCloseTo(0.4 ** 2, 6);
  });

  it('is not given for less than a second, for two samples, or beyond where a pixel says enough', () => {
    const near: Drive = { from: [0, 25], velocity: [0, 10], frames: 17 };
    expect(fitSpeed(drive(near), plane)).not.toBeNull();
    expect(fitSpeed(drive({ ...near, frames: 15 }), plane)).toBeNull();
    expect(fitSpeed(drive({ ...near, frames: 2, intervalMs: 1500 }), plane)).toBeNull();
    expect(fitSpeed(drive({ ...near, from: [0, 80] }), plane)).toBeNull();
    expect(fitSpeed(drive({ from: [0, 22], velocity: [0, 38], frames: 18 }), plane)).not.toBeNull();
    expect(fitSpeed([], plane)).toBeNull();
  });
});

function stretchedGround(image: { x: number; y: number }) {
  const ground = plane.groundOf(image);
  return ground && { xM: ground.xM, yM: ground.yM * 1.02 };
}

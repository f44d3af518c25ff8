import { describe, expect, it } from 'vitest';
import { spotLight, streakOf } from './streak.ts';

const sumOf = (radiusPx: number, smearX: number, smearY: number): number => {
  let sum = 0;
  for (let y = -40; y <= 40; y++)
    for (let x = -40; x <= 40; x++) sum += spotLight(x, y, radiusPx, streakOf(smearX, smearY));
  return sum;
};

describe('the streak of a moving lamp', () => {
  it('has the light of the spot', () => {
    for (const [x, y] of [
      [0.6, 0],
      [12, 0],
      [-9, 16],
    ] as const)
      expect(sumOf(3, x, y) / sumOf(3, 0, 0)).toBeCloseTo(1, 2);
  });

  it('is even along its way and as narrow as the spot', () => {
    const streak = streakOf(20, 0);
    const [middle, near, end, beyond] = [0, 5, 10, 16].map((x) => spotLight(x, 0, 2, streak));
    expect(near! / middle!).toBeCloseTo(1, 2);
    expect(end! / middle!).toBeCloseTo(0.5, 2);
    expect(beyond! / middle!).toBeLessThan(0.01);
    expect(spotLight(0, 2, 2, streak) / middle!).toBeCloseTo(Math.exp(-1), 6);
  });

  it('is none for a lamp that hardly moves', () => {
    expect(streakOf(0.3, -0.3)).toBeNull();
    expect(spotLight(1, 1, 2, null)).toBe(Math.exp(-0.5));
  });
});

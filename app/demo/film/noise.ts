/** A fixed pseudo-random value 0..1 of a lattice point. */
export function hash2(x: number, y: number, seed: number): number {
  let h = Math.imul(x | 0, 0x27d4eb2d) ^ Math.imul(y | 0, 0x165667b1) ^ Math.imul(seed | 0, 0x9e3779b1);
  h = Math.imul(h ^ (h >>> 15), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return ((h ^ (h >>> 16)) >>> 0) / 4294967296;
}

/** Smooth noise 0..1 with details of size 1. */
export function valueNoise(x: number, y: number, seed: number): number {
  const x0 = Math.floor(x);
  const y0 = Math.floor(y);
  const fx = x - x0;
  const fy = y - y0;
  const u = fx * fx * (3 - 2 * fx);
  const v = fy * fy * (3 - 2 * fy);
  const a = hash2(x0, y0, seed);
  const b = hash2(x0 + 1, y0, seed);
  const c = hash2(x0, y0 + 1, seed);
  const d = hash2(x0 + 1, y0 + 1, seed);
  return a + (b - a) * u + (c - a + (a - b - c + d) * u) * v;
}

/** Four octaves of noise, 0..1. */
export function cloudNoise(x: number, y: number, seed: number): number {
  return (
    (valueNoise(x, y, seed) * 8 +
      valueNoise(x * 2.03, y * 2.03, seed + 1) * 4 +
      valueNoise(x * 4.1, y * 4.1, seed + 2) * 2 +
      valueNoise(x * 8.2, y * 8.2, seed + 3)) /
    15
  );
}

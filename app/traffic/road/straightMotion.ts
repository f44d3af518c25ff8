import type { GroundPoint } from '../../space/ground.ts';

/** Row-major 2 x 2. */
export type Matrix2 = readonly [number, number, number, number];

/** A place on the road at a time, with its information matrix (the inverse of its covariance), 1/m2. */
export interface TimedPlace {
  readonly s: number;
  readonly ground: GroundPoint;
  readonly info: Matrix2;
}

/** A straight and even motion fitted to places. */
export interface StraightMotion {
  readonly velocity: readonly [xMps: number, yMps: number];
  readonly covariance: Matrix2;
  /** The velocity is the sum of gain times place: what other places at the same times and weights would give. */
  readonly gains: readonly Matrix2[];
  /** Weighted squares of the residuals by degree of freedom: about 1 where the information is right. */
  readonly scatter: number;
}

/** Weighted least squares of place = origin + velocity * time, both axes together. @param places three or more */
export function straightMotion(places: readonly TimedPlace[]): StraightMotion {
  const middle = places.reduce((sum, { s }) => sum + s, 0) / places.length;
  let [w, wt, wtt]: [Matrix2, Matrix2, Matrix2] = [zero, zero, zero];
  for (const { s, info } of places) {
    const t = s - middle;
    w = plus(w, info);
    wt = plus(wt, scaled(info, t));
    wtt = plus(wtt, scaled(info, t * t));
  }
  const mean = inverse(w);
  const lever = product(wt, mean);
  const covariance = inverse(plus(wtt, scaled(product(lever, wt), -1)));
  const gains = places.map(({ s, info }) =>
    product(covariance, product(plus([s - middle, 0, 0, s - middle], scaled(lever, -1)), info)),
  );
  const velocity = velocityBy(
    gains,
    places.map(({ ground }) => ground),
  );
  return { velocity, covariance, gains, scatter: scatterOf(places, velocity, mean, middle) };
}

/** The velocity of a motion with such gains whose places are `places`. */
export function velocityBy(
  gains: readonly Matrix2[],
  places: readonly GroundPoint[],
): readonly [xMps: number, yMps: number] {
  // Against rounding with map coordinates: gains add up to nothing, so any origin will do.
  const { xM: x0, yM: y0 } = places[0]!;
  let [x, y] = [0, 0];
  for (const [i, { xM, yM }] of places.entries()) {
    const [a, b, c, d] = gains[i]!;
    x += a * (xM - x0) + b * (yM - y0);
    y += c * (xM - x0) + d * (yM - y0);
  }
  return [x, y];
}

function scatterOf(
  places: readonly TimedPlace[],
  [vx, vy]: readonly [number, number],
  mean: Matrix2,
  middle: number,
): number {
  const { xM: x0, yM: y0 } = places[0]!.ground;
  const off = places.map(({ s, ground: { xM, yM } }): [number, number] => [
    xM - x0 - vx * (s - middle),
    yM - y0 - vy * (s - middle),
  ]);
  let [sumX, sumY] = [0, 0];
  for (const [i, { info }] of places.entries()) {
    const [x, y] = off[i]!;
    sumX += info[0] * x + info[1] * y;
    sumY += info[2] * x + info[3] * y;
  }
  const [originX, originY] = [mean[0] * sumX + mean[1] * sumY, mean[2] * sumX + mean[3] * sumY];
  let squares = 0;
  for (const [i, { info }] of places.entries()) {
    const [x, y] = [off[i]![0] - originX, off[i]![1] - originY];
    squares += x * (info[0] * x + info[1] * y) + y * (info[2] * x + info[3] * y);
  }
  return squares / (2 * places.length - 4);
}

const zero: Matrix2 = [0, 0, 0, 0];

function plus(m: Matrix2, n: Matrix2): Matrix2 {
  return [m[0] + n[0], m[1] + n[1], m[2] + n[2], m[3] + n[3]];
}

function scaled(m: Matrix2, by: number): Matrix2 {
  return [m[0] * by, m[1] * by, m[2] * by, m[3] * by];
}

function product([a, b, c, d]: Matrix2, [e, f, g, h]: Matrix2): Matrix2 {
  return [a * e + b * g, a * f + b * h, c * e + d * g, c * f + d * h];
}

export function inverse([a, b, c, d]: Matrix2): Matrix2 {
  const by = 1 / (a * d - b * c);
  return [d * by, -b * by, -c * by, a * by];
}

import { AppError } from '../base/error.ts';
import { determinantOf, inverseOf, type Matrix3, times } from './matrix3.ts';
import { symmetricEigen } from './symmetricEigen.ts';

/** A point in two planes. */
export interface PointPair {
  readonly from: readonly [number, number];
  readonly to: readonly [number, number];
}

export interface HomographyFit {
  readonly matrix: Matrix3;
  /** How much an error of the points may grow: greatest by least singular value of the normalised system. */
  readonly conditionNumber: number;
}

/** Where `matrix` takes a point, and the weight it is divided by: its sign changes at the horizon. */
export function mapped(
  m: Matrix3,
  x: number,
  y: number,
): { readonly x: number; readonly y: number; readonly w: number } {
  const w = m[6] * x + m[7] * y + m[8];
  return { x: (m[0] * x + m[1] * y + m[2]) / w, y: (m[3] * x + m[4] * y + m[5]) / w, w };
}

/** The matrix of `homographyFit`. @throws AppError as it does */
export function homographyOf(pairs: readonly PointPair[]): Matrix3 {
  return homographyFit(pairs).matrix;
}

/**
 * The homography that takes `from` to `to` with the least algebraic error, by the normalised direct linear transform
 * (Hartley 1997); exact for four pairs. Its weight is positive at the first pair.
 * @throws AppError `invalid-argument` for fewer than four pairs, or pairs of which three of four lie on one line
 */
export function homographyFit(pairs: readonly PointPair[]): HomographyFit {
  if (pairs.length < 4) throw new AppError('invalid-argument', 'A homography needs at least four pairs of points.');
  const [from, to] = [normaliser(pairs.map((pair) => pair.from)), normaliser(pairs.map((pair) => pair.to))];
  // A'A of the 2n x 9 system A h = 0.
  const normal = Array.from({ length: 9 }, () => Array.from({ length: 9 }, () => 0));
  for (const pair of pairs) {
    const { x, y } = mapped(from, ...pair.from);
    const { x: u, y: v } = mapped(to, ...pair.to);
    add(normal, [-x, -y, -1, 0, 0, 0, u * x, u * y, u]);
    add(normal, [0, 0, 0, -x, -y, -1, v * x, v * y, v]);
  }
  const eigen = symmetricEigen(normal);
  const least = eigen[0]!.vector as unknown as Matrix3;
  const gap = eigen[1]!.value / eigen[8]!.value;
  // More than one solution, or one that folds the plane into a line.
  if (!(gap > 1e-10 && Math.abs(determinantOf(least)) > 1e-7)) {
    throw new AppError('invalid-argument', 'Three of the points lie on one line; spread them over the road.');
  }
  const matrix = times(inverseOf(to), times(least, from));
  const [first] = pairs as readonly [PointPair];
  const scale = mapped(matrix, ...first.from).w < 0 ? -1 : 1;
  return {
    matrix: matrix.map((value) => value * scale) as unknown as Matrix3,
    conditionNumber: 1 / Math.sqrt(gap),
  };
}

/** Moves points to their centroid and scales them to a mean distance of sqrt 2. */
function normaliser(points: readonly (readonly [number, number])[]): Matrix3 {
  const [cx, cy] = [0, 1].map(
    (axis) => points.reduce((sum, point) => sum + point[axis as 0 | 1], 0) / points.length,
  ) as [number, number];
  const spread = points.reduce((sum, [x, y]) => sum + Math.hypot(x - cx, y - cy), 0) / points.length;
  if (!(spread > 0)) throw new AppError('invalid-argument', 'The points are all the same; spread them over the road.');
  const s = Math.SQRT2 / spread;
  return [s, 0, -s * cx, 0, s, -s * cy, 0, 0, 1];
}

function add(normal: readonly number[][], row: readonly number[]): void {
  for (let i = 0; i < 9; i++) for (let j = 0; j < 9; j++) normal[i]![j]! += row[i]! * row[j]!;
}

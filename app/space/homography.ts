import { AppError } from '../base/error.ts';
import { inverseOf, type Matrix3, times } from './matrix3.ts';

/** A point in two planes. */
export interface PointPair {
  readonly from: readonly [number, number];
  readonly to: readonly [number, number];
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

/**
 * The homography that takes `from` to `to` with the least algebraic error, by the normalised direct linear transform
 * (Hartley 1997); exact for four pairs. Its weight is positive at the first pair.
 * @throws AppError `invalid-argument` for fewer than four pairs, or pairs of which three of four lie on one line
 */
export function homographyOf(pairs: readonly PointPair[]): Matrix3 {
  if (pairs.length < 4) throw new AppError('invalid-argument', 'A homography needs at least four pairs of points.');
  const [from, to] = [normaliser(pairs.map((pair) => pair.from)), normaliser(pairs.map((pair) => pair.to))];
  // Upper triangle of A'A of the 2n x 9 system A h = 0.
  const normal = Array.from({ length: 9 }, () => new Float64Array(9));
  for (const pair of pairs) {
    const { x, y } = mapped(from, ...pair.from);
    const { x: u, y: v } = mapped(to, ...pair.to);
    add(normal, [-x, -y, -1, 0, 0, 0, u * x, u * y, u]);
    add(normal, [0, 0, 0, -x, -y, -1, v * x, v * y, v]);
  }
  const { vector, gap } = leastEigenvector(normal);
  if (!(gap > 1e-10)) {
    throw new AppError('invalid-argument', 'Three of the points lie on one line; spread them over the road.');
  }
  const matrix = times(inverseOf(to), times(vector as unknown as Matrix3, from));
  const [first] = pairs as readonly [PointPair];
  const scale = mapped(matrix, ...first.from).w < 0 ? -1 : 1;
  return matrix.map((value) => value * scale) as unknown as Matrix3;
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

function add(normal: readonly Float64Array[], row: readonly number[]): void {
  for (let i = 0; i < 9; i++) for (let j = 0; j < 9; j++) normal[i]![j]! += row[i]! * row[j]!;
}

/**
 * Eigenvector of the least eigenvalue of a symmetric matrix by cyclic Jacobi rotations, and the second least
 * eigenvalue by the greatest: 0 where the system has more than one solution.
 */
function leastEigenvector(a: Float64Array[]): { vector: number[]; gap: number } {
  const n = a.length;
  const v = a.map((_, i) => Float64Array.from(a, (_row, j) => (i === j ? 1 : 0)));
  for (let sweep = 0; sweep < 60; sweep++) {
    let off = 0;
    for (let p = 0; p < n; p++) for (let q = p + 1; q < n; q++) off += a[p]![q]! ** 2;
    if (off < 1e-30) break;
    for (let p = 0; p < n; p++) for (let q = p + 1; q < n; q++) rotate(a, v, p, q);
  }
  const order = a.map((row, i) => ({ i, value: row[i]! })).sort((one, other) => one.value - other.value);
  return { vector: v.map((row) => row[order[0]!.i]!), gap: order[1]!.value / order[n - 1]!.value };
}

function rotate(a: Float64Array[], v: Float64Array[], p: number, q: number): void {
  const apq = a[p]![q]!;
  if (apq === 0) return;
  const theta = (a[q]![q]! - a[p]![p]!) / (2 * apq);
  const t = Math.sign(theta || 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  const c = 1 / Math.sqrt(t * t + 1);
  const s = t * c;
  for (const row of a) [row[p], row[q]] = [c * row[p]! - s * row[q]!, s * row[p]! + c * row[q]!];
  const [rowP, rowQ] = [a[p]!, a[q]!];
  for (let k = 0; k < a.length; k++) [rowP[k], rowQ[k]] = [c * rowP[k]! - s * rowQ[k]!, s * rowP[k]! + c * rowQ[k]!];
  for (const row of v) [row[p], row[q]] = [c * row[p]! - s * row[q]!, s * row[p]! + c * row[q]!];
}

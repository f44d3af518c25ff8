/** An eigenvalue of a symmetric matrix with its unit eigenvector. */
export interface EigenPair {
  readonly value: number;
  readonly vector: readonly number[];
}

/** All eigenvalues of a symmetric matrix, the least first, by cyclic Jacobi rotations. For small matrices. */
export function symmetricEigen(matrix: readonly (readonly number[])[]): EigenPair[] {
  const n = matrix.length;
  const a = matrix.map((row) => Float64Array.from(row));
  const v = a.map((_, i) => Float64Array.from(a, (_row, j) => (i === j ? 1 : 0)));
  const size = a.reduce((sum, row) => sum + row.reduce((squares, value) => squares + value * value, 0), 0);
  for (let sweep = 0; sweep < 60; sweep++) {
    let off = 0;
    for (let p = 0; p < n; p++) for (let q = p + 1; q < n; q++) off += a[p]![q]! ** 2;
    if (off <= 1e-30 * size) break;
    for (let p = 0; p < n; p++) for (let q = p + 1; q < n; q++) rotate(a, v, p, q);
  }
  return a
    .map((row, i) => ({ value: row[i]!, vector: v.map((components) => components[i]!) }))
    .sort((one, other) => one.value - other.value);
}

function rotate(a: Float64Array[], v: Float64Array[], p: number, q: number): void {
  const apq = a[p]![q]!;
  if (apq === 0) return;
  const theta = (a[q]![q]! - a[p]![p]!) / (2 * apq);
  const t = Math.sign(theta || 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  const c = 1 / Math.sqrt(t * t + 1);
  const s = t * c;
  for (const row of a) turn(row, p, row, q, c, s);
  const [rowP, rowQ] = [a[p]!, a[q]!];
  for (let k = 0; k < a.length; k++) turn(rowP, k, rowQ, k, c, s);
  for (const row of v) turn(row, p, row, q, c, s);
}

/** Turns two entries as the coordinates of a point. */
function turn(one: Float64Array, i: number, other: Float64Array, j: number, c: number, s: number): void {
  const [x, y] = [one[i]!, other[j]!];
  one[i] = c * x - s * y;
  other[j] = s * x + c * y;
}

/** A projective map of the plane, row-major; defined up to a factor. */
export type Matrix3 = readonly [number, number, number, number, number, number, number, number, number];

/** First `n`, then `m`. */
export function times(m: Matrix3, n: Matrix3): Matrix3 {
  const at = (row: number, column: number): number =>
    m[3 * row]! * n[column]! + m[3 * row + 1]! * n[3 + column]! + m[3 * row + 2]! * n[6 + column]!;
  return [at(0, 0), at(0, 1), at(0, 2), at(1, 0), at(1, 1), at(1, 2), at(2, 0), at(2, 1), at(2, 2)];
}

export function determinantOf([a, b, c, d, e, f, g, h, i]: Matrix3): number {
  return a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g);
}

/** The determinant must not be 0. */
export function inverseOf(matrix: Matrix3): Matrix3 {
  const [a, b, c, d, e, f, g, h, i] = matrix;
  const s = 1 / determinantOf(matrix);
  return [
    (e * i - f * h) * s,
    (c * h - b * i) * s,
    (b * f - c * e) * s,
    (f * g - d * i) * s,
    (a * i - c * g) * s,
    (c * d - a * f) * s,
    (d * h - e * g) * s,
    (b * g - a * h) * s,
    (a * e - b * d) * s,
  ];
}

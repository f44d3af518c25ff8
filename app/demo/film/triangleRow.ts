/**
 * Where a horizontal line at `y` runs within a triangle: writes its left and right end into `span`; outside the triangle
 * the left end lies beyond the right one.
 */
export function triangleRow(
  ax: number,
  ay: number,
  bx: number,
  by: number,
  cx: number,
  cy: number,
  y: number,
  span: Float64Array,
): void {
  let left = Infinity;
  let right = -Infinity;
  for (let e = 0; e < 3; e++) {
    const px = e === 0 ? ax : e === 1 ? bx : cx;
    const py = e === 0 ? ay : e === 1 ? by : cy;
    const qx = e === 0 ? bx : e === 1 ? cx : ax;
    const qy = e === 0 ? by : e === 1 ? cy : ay;
    if (y >= py === y >= qy) continue;
    const x = px + ((y - py) * (qx - px)) / (qy - py);
    if (x < left) left = x;
    if (x > right) right = x;
  }
  span[0] = left;
  span[1] = right;
}

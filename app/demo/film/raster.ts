/**
 * Samples of a picture, two across and two down a pixel. Nearness is 1 / depth in 1/m, 0 at infinity.
 * `owner` is who is seen at a sample: 0 the still scene, else the number of a body in this frame.
 */
export interface Samples {
  readonly width: number;
  readonly height: number;
  readonly nearness: Float32Array;
  readonly colour: Float32Array;
  readonly owner: Uint16Array;
  /** The last drawing that touched a sample, seen or not. */
  readonly touched: Uint32Array;
}

/** What drawing one body touched, hidden or not; sample coordinates, `x1` and `y1` exclusive. */
export interface Touched {
  x0: number;
  y0: number;
  x1: number;
  y1: number;
  samples: number;
}

export function samplesFor(width: number, height: number): Samples {
  const count = 4 * width * height;
  return {
    width: 2 * width,
    height: 2 * height,
    nearness: new Float32Array(count),
    colour: new Float32Array(3 * count),
    owner: new Uint16Array(count),
    touched: new Uint32Array(count),
  };
}

export function clearTouched(touched: Touched): void {
  touched.x0 = touched.y0 = Infinity;
  touched.x1 = touched.y1 = -Infinity;
  touched.samples = 0;
}

/** Numbers a corner: x, y in samples, nearness, red, green, blue. */
export const cornerStride = 6;

/** Fills a triangle of three corners in `c` at a, b and d; a sample belongs to it when its centre does. */
export function fillTriangle(
  samples: Samples,
  c: Float64Array,
  a: number,
  b: number,
  d: number,
  owner: number,
  drawing: number,
  touched: Touched,
): void {
  const { width, height, nearness, colour, touched: touchedBy, owner: owners } = samples;
  const ax = c[a]!;
  const ay = c[a + 1]!;
  const bx = c[b]!;
  const by = c[b + 1]!;
  const dx = c[d]!;
  const dy = c[d + 1]!;
  const minY = Math.min(ay, by, dy);
  const maxY = Math.max(ay, by, dy);
  const firstY = Math.max(0, Math.ceil(minY - 0.5));
  const lastY = Math.min(height - 1, Math.ceil(maxY - 0.5) - 1);
  if (firstY > lastY) return;
  const area = (bx - ax) * (dy - ay) - (dx - ax) * (by - ay);
  if (area === 0 || !Number.isFinite(area)) return;
  const w0 = c[a + 2]!;
  // Every value changes evenly along x and y: its slopes follow from the three corners.
  const toX1 = (dy - ay) / area;
  const toX2 = -(by - ay) / area;
  const toY1 = -(dx - ax) / area;
  const toY2 = (bx - ax) / area;
  const r0 = c[a + 3]!;
  const g0 = c[a + 4]!;
  const l0 = c[a + 5]!;
  const w1 = c[b + 2]! - w0;
  const w2 = c[d + 2]! - w0;
  const r1 = c[b + 3]! - r0;
  const r2 = c[d + 3]! - r0;
  const g1 = c[b + 4]! - g0;
  const g2 = c[d + 4]! - g0;
  const l1 = c[b + 5]! - l0;
  const l2 = c[d + 5]! - l0;
  const wx = w1 * toX1 + w2 * toX2;
  const wy = w1 * toY1 + w2 * toY2;
  const rx = r1 * toX1 + r2 * toX2;
  const ry = r1 * toY1 + r2 * toY2;
  const gx = g1 * toX1 + g2 * toX2;
  const gy = g1 * toY1 + g2 * toY2;
  const lx = l1 * toX1 + l2 * toX2;
  const ly = l1 * toY1 + l2 * toY2;
  for (let y = firstY; y <= lastY; y++) {
    const yc = y + 0.5;
    let left = Infinity;
    let right = -Infinity;
    if (yc >= ay !== yc >= by) {
      const x = ax + ((yc - ay) * (bx - ax)) / (by - ay);
      if (x < left) left = x;
      if (x > right) right = x;
    }
    if (yc >= by !== yc >= dy) {
      const x = bx + ((yc - by) * (dx - bx)) / (dy - by);
      if (x < left) left = x;
      if (x > right) right = x;
    }
    if (yc >= dy !== yc >= ay) {
      const x = dx + ((yc - dy) * (ax - dx)) / (ay - dy);
      if (x < left) left = x;
      if (x > right) right = x;
    }
    const x0 = Math.max(0, Math.ceil(left - 0.5));
    const x1 = Math.min(width, Math.ceil(right - 0.5));
    if (x0 >= x1) continue;
    if (x0 < touched.x0) touched.x0 = x0;
    if (x1 > touched.x1) touched.x1 = x1;
    if (y < touched.y0) touched.y0 = y;
    if (y >= touched.y1) touched.y1 = y + 1;
    const fromX = x0 + 0.5 - ax;
    const fromY = yc - ay;
    let w = w0 + fromX * wx + fromY * wy;
    let r = r0 + fromX * rx + fromY * ry;
    let g = g0 + fromX * gx + fromY * gy;
    let l = l0 + fromX * lx + fromY * ly;
    const row = y * width;
    for (let at = row + x0; at < row + x1; at++) {
      if (touchedBy[at] !== drawing) {
        touchedBy[at] = drawing;
        touched.samples++;
      }
      if (w > nearness[at]!) {
        nearness[at] = w;
        owners[at] = owner;
        const k = 3 * at;
        colour[k] = r;
        colour[k + 1] = g;
        colour[k + 2] = l;
      }
      w += wx;
      r += rx;
      g += gx;
      l += lx;
    }
  }
}

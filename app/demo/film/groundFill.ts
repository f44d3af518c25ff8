import type { GroundPoint } from '../scene.ts';
import type { Projection } from './projection.ts';

const nearM = 0.4;
type Point3 = readonly [right: number, down: number, depth: number];

/** Fills polygons of the ground into a raster of two samples across and two down a pixel (even-odd rule). */
export interface GroundFill {
  fill(outline: readonly GroundPoint[], raster: Uint8Array, value: number): void;
}

export function createGroundFill(projection: Projection): GroundFill {
  const { pose, right, down, forward, focalPx } = projection;
  const width = 2 * pose.size.width;
  const height = 2 * pose.size.height;
  const crossings: number[][] = Array.from({ length: height }, () => []);

  const seen = ({ xM, yM }: GroundPoint): Point3 => {
    const x = xM - pose.xM;
    const y = yM - pose.yM;
    const z = -pose.zM;
    return [
      x * right[0] + y * right[1] + z * right[2],
      x * down[0] + y * down[1] + z * down[2],
      x * forward[0] + y * forward[1] + z * forward[2],
    ];
  };
  const imageX = ([x, y, z]: Point3): number => pose.size.width + (x / z) * lens(x / z, y / z);
  const imageY = ([x, y, z]: Point3): number => pose.size.height + (y / z) * lens(x / z, y / z);
  const lens = (u: number, v: number): number => {
    const square = u * u + v * v;
    return 2 * focalPx * (1 + pose.k1 * (pose.k1 < 0 ? Math.min(square, -1 / (3 * pose.k1)) : square));
  };
  let top = height;
  let bottom = -1;
  const edge = (ax: number, ay: number, bx: number, by: number): void => {
    const first = Math.max(0, Math.ceil(Math.min(ay, by) - 0.5));
    const last = Math.min(height - 1, Math.ceil(Math.max(ay, by) - 0.5) - 1);
    for (let y = first; y <= last; y++) crossings[y]!.push(ax + ((y + 0.5 - ay) * (bx - ax)) / (by - ay));
    if (first <= last) {
      top = Math.min(top, first);
      bottom = Math.max(bottom, last);
    }
  };
  // A straight edge on the ground is bent by the lens: halved until its middle lies on the chord.
  const bent = (a: Point3, b: Point3, depth: number): void => {
    const [ax, ay, bx, by] = [imageX(a), imageY(a), imageX(b), imageY(b)];
    if (pose.k1 !== 0 && depth < 7 && Math.abs(ax - bx) + Math.abs(ay - by) > 12) {
      const share = a[2] / (a[2] + b[2]);
      const middle: Point3 = [a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share, a[2] + (b[2] - a[2]) * share];
      const off = Math.hypot(imageX(middle) - (ax + bx) / 2, imageY(middle) - (ay + by) / 2);
      if (off > 0.3) {
        bent(a, middle, depth + 1);
        bent(middle, b, depth + 1);
        return;
      }
    }
    edge(ax, ay, bx, by);
  };

  return {
    fill(outline, raster, value) {
      const points = inFront(outline.map(seen));
      if (points.length < 3) return;
      top = height;
      bottom = -1;
      points.forEach((point, k) => bent(point, points[(k + 1) % points.length]!, 0));
      for (let y = top; y <= bottom; y++) {
        const row = crossings[y]!;
        if (row.length > 2) row.sort((p, q) => p - q);
        else if (row.length === 2 && row[0]! > row[1]!) row.reverse();
        for (let k = 0; k + 1 < row.length; k += 2) {
          const x0 = Math.max(0, Math.ceil(row[k]! - 0.5));
          const x1 = Math.min(width, Math.ceil(row[k + 1]! - 0.5));
          if (x0 < x1) raster.fill(value, y * width + x0, y * width + x1);
        }
        row.length = 0;
      }
    },
  };
}

/** The part of a polygon that lies in front of the camera. */
function inFront(points: readonly Point3[]): Point3[] {
  const kept: Point3[] = [];
  points.forEach((a, k) => {
    const b = points[(k + 1) % points.length]!;
    if (a[2] > nearM) kept.push(a);
    if (a[2] > nearM !== b[2] > nearM) {
      const s = (nearM - a[2]) / (b[2] - a[2]);
      kept.push([a[0] + s * (b[0] - a[0]), a[1] + s * (b[1] - a[1]), nearM]);
    }
  });
  return kept;
}

/** The strip of a given width along a course, as one outline for each straight piece. */
export function stripsAlong(course: readonly GroundPoint[], widthM: number, aside = 0): GroundPoint[][] {
  const strips: GroundPoint[][] = [];
  for (let k = 0; k + 1 < course.length; k++) {
    const a = course[k]!;
    const b = course[k + 1]!;
    const length = Math.hypot(b.xM - a.xM, b.yM - a.yM);
    if (length < 1e-6) continue;
    const ux = (b.xM - a.xM) / length;
    const uy = (b.yM - a.yM) / length;
    const at = (p: GroundPoint, y: number): GroundPoint => ({ xM: p.xM - uy * y, yM: p.yM + ux * y });
    const [left, right] = [aside + widthM / 2, aside - widthM / 2];
    strips.push([at(a, left), at(b, left), at(b, right), at(a, right)]);
  }
  return strips;
}

/** The painted pieces of a dashed course. */
export function dashesOf(
  course: readonly GroundPoint[],
  [painted, unpainted]: readonly [number, number],
): GroundPoint[][] {
  const dashes: GroundPoint[][] = [];
  let piece: GroundPoint[] = [];
  let inPaint = true;
  let left = painted;
  for (let k = 0; k + 1 < course.length; k++) {
    let from = course[k]!;
    const to = course[k + 1]!;
    if (inPaint && piece.length === 0) piece.push(from);
    for (;;) {
      const rest = Math.hypot(to.xM - from.xM, to.yM - from.yM);
      if (rest <= left) {
        left -= rest;
        if (inPaint) piece.push(to);
        break;
      }
      from = { xM: from.xM + ((to.xM - from.xM) * left) / rest, yM: from.yM + ((to.yM - from.yM) * left) / rest };
      if (inPaint) {
        dashes.push([...piece, from]);
        piece = [];
      } else piece = [from];
      inPaint = !inPaint;
      left = inPaint ? painted : unpainted;
    }
  }
  if (inPaint && piece.length > 1) dashes.push(piece);
  return dashes;
}

/** Of a course, metres. */
export function lengthOf(course: readonly GroundPoint[]): number {
  let sum = 0;
  for (let k = 0; k + 1 < course.length; k++)
    sum += Math.hypot(course[k + 1]!.xM - course[k]!.xM, course[k + 1]!.yM - course[k]!.yM);
  return sum;
}

import type { Body } from '../scene.ts';
import type { Mesh } from './mesh.ts';
import type { Projection } from './projection.ts';
import { triangleRow } from './triangleRow.ts';

const span = new Float64Array(2);
const cells = 96;
const grid = new Uint8Array(cells * cells);
const image = new Float64Array(3);
const points: number[] = [];

/**
 * The share of a body's outline that lies outside the picture, 0..1, counted on a grid over the whole outline. What is
 * behind the camera's plane is outside too and is left out of the outline.
 */
export function outsideShare(projection: Projection, body: Body, mesh: Mesh): number {
  const { width, height } = projection.pose.size;
  const cos = Math.cos(body.headingRad);
  const sin = Math.sin(body.headingRad);
  points.length = 0;
  let x0 = Infinity;
  let y0 = Infinity;
  let x1 = -Infinity;
  let y1 = -Infinity;
  for (let k = 0; k < 3 * mesh.triangles; k++) {
    const [lx, ly, lz] = [mesh.corners[3 * k]!, mesh.corners[3 * k + 1]!, mesh.corners[3 * k + 2]!];
    projection.project(body.xM + lx * cos - ly * sin, body.yM + lx * sin + ly * cos, lz, image);
    const ahead = image[2]! > 0.3;
    points.push(ahead ? image[0]! : Number.NaN, ahead ? image[1]! : Number.NaN);
    if (!ahead) continue;
    x0 = Math.min(x0, image[0]!);
    x1 = Math.max(x1, image[0]!);
    y0 = Math.min(y0, image[1]!);
    y1 = Math.max(y1, image[1]!);
  }
  grid.fill(0);
  const toX = cells / (x1 - x0);
  const toY = cells / (y1 - y0);
  for (let t = 0; t < mesh.triangles; t++) {
    const at = 6 * t;
    let whole = true;
    for (let k = at; k < at + 6; k++) if (Number.isNaN(points[k]!)) whole = false;
    if (!whole) continue;
    mark(
      (points[at]! - x0) * toX,
      (points[at + 1]! - y0) * toY,
      (points[at + 2]! - x0) * toX,
      (points[at + 3]! - y0) * toY,
      (points[at + 4]! - x0) * toX,
      (points[at + 5]! - y0) * toY,
    );
  }
  let all = 0;
  let outside = 0;
  for (let y = 0; y < cells; y++)
    for (let x = 0; x < cells; x++) {
      if (grid[y * cells + x] === 0) continue;
      all++;
      const px = x0 + (x + 0.5) / toX;
      const py = y0 + (y + 0.5) / toY;
      if (px < 0 || py < 0 || px >= width || py >= height) outside++;
    }
  return all === 0 ? 1 : outside / all;
}

function mark(ax: number, ay: number, bx: number, by: number, cx: number, cy: number): void {
  const first = Math.max(0, Math.ceil(Math.min(ay, by, cy) - 0.5));
  const last = Math.min(cells - 1, Math.ceil(Math.max(ay, by, cy) - 0.5) - 1);
  for (let y = first; y <= last; y++) {
    triangleRow(ax, ay, bx, by, cx, cy, y + 0.5, span);
    const x0 = Math.max(0, Math.ceil(span[0]! - 0.5));
    const x1 = Math.min(cells, Math.ceil(span[1]! - 0.5));
    if (x0 < x1) grid.fill(1, y * cells + x0, y * cells + x1);
  }
}

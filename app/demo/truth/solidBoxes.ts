import type { Box, Point, Size } from '../../space/box.ts';
import type { Projection } from '../film/projection.ts';
import type { Body, BodyInPicture } from '../scene.ts';
import { contains, convexHull } from './convexHull.ts';

/** Where bodies are in a picture by the outlines of their bounding solids: no film is needed, standing things hide nothing. */
export function solidBoxes(projection: Projection, bodies: readonly Body[]): BodyInPicture[] {
  const { size } = projection.pose;
  const outlines = bodies
    .flatMap((body) => outlineOf(projection, body) ?? [])
    .sort((a, b) => a.depthM - b.depthM || a.body.id - b.body.id);
  return outlines.flatMap((outline, place) => {
    const nearer = outlines.slice(0, place).filter((other) => overlap(other, outline));
    return inPicture(outline, nearer, size) ?? [];
  });
}

interface Outline {
  readonly body: Body;
  readonly depthM: number;
  readonly hull: readonly Point[];
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** A body any corner of which is nearer than this to the picture's plane is beside or below the camera. */
const leastDepthM = 0.5;
const leastHeightPx = 2;
const corner = new Float64Array(3);

function outlineOf(projection: Projection, body: Body): Outline | null {
  projection.project(body.xM, body.yM, 0, corner);
  const depthM = corner[2]!;
  if (depthM < leastDepthM) return null;
  const [cos, sin] = [Math.cos(body.headingRad), Math.sin(body.headingRad)];
  const points: Point[] = [];
  for (const along of [-body.lengthM / 2, body.lengthM / 2]) {
    for (const across of [-body.widthM / 2, body.widthM / 2]) {
      for (const zM of [0, body.heightM]) {
        projection.project(body.xM + along * cos - across * sin, body.yM + along * sin + across * cos, zM, corner);
        if (corner[2]! < leastDepthM) return null;
        points.push({ x: corner[0]!, y: corner[1]! });
      }
    }
  }
  const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)];
  const bounds = { left: Math.min(...xs), top: Math.min(...ys), right: Math.max(...xs), bottom: Math.max(...ys) };
  const { width, height } = projection.pose.size;
  const outside = bounds.right <= 0 || bounds.bottom <= 0 || bounds.left >= width || bounds.top >= height;
  if (outside || bounds.bottom - bounds.top < leastHeightPx) return null;
  return { body, depthM, hull: convexHull(points), ...bounds };
}

function overlap(a: Outline, b: Outline): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

/** The outline is looked at in so many rows and columns: one a pixel, but no more than these. */
const mostCells = 16;
const leastCells = 4;

function inPicture(outline: Outline, nearer: readonly Outline[], size: Size): BodyInPicture | null {
  const { left, top, right, bottom } = outline;
  const { id, kind } = outline.body;
  const clipped = [Math.max(0, left), Math.max(0, top), Math.min(size.width, right), Math.min(size.height, bottom)];
  const boxInImage = boxOf(clipped);
  const isWhole = boxInImage.w === right - left && boxInImage.h === bottom - top;
  if (isWhole && nearer.length === 0) return { id, kind, boxInImage, visibleBoxInImage: boxInImage, visibleShare: 1 };

  const cells = Math.min(mostCells, Math.max(leastCells, Math.ceil(bottom - top)));
  const [cellW, cellH] = [(right - left) / cells, (bottom - top) / cells];
  let [all, seen] = [0, 0];
  const visible = [Infinity, Infinity, -Infinity, -Infinity];
  for (let row = 0; row < cells; row++) {
    for (let column = 0; column < cells; column++) {
      const [x, y] = [left + (column + 0.5) * cellW, top + (row + 0.5) * cellH];
      if (!contains(outline.hull, x, y)) continue;
      all++;
      if (x < 0 || y < 0 || x >= size.width || y >= size.height) continue;
      if (nearer.some((other) => covers(other, x, y))) continue;
      seen++;
      visible[0] = Math.min(visible[0]!, x - cellW / 2);
      visible[1] = Math.min(visible[1]!, y - cellH / 2);
      visible[2] = Math.max(visible[2]!, x + cellW / 2);
      visible[3] = Math.max(visible[3]!, y + cellH / 2);
    }
  }
  if (seen === 0) return null;
  const visibleBoxInImage =
    nearer.length === 0
      ? boxInImage
      : boxOf(
          visible.map((bound, side) => (side < 2 ? Math.max(bound, clipped[side]!) : Math.min(bound, clipped[side]!))),
        );
  return { id, kind, boxInImage, visibleBoxInImage, visibleShare: seen / all };
}

function covers({ left, top, right, bottom, hull }: Outline, x: number, y: number): boolean {
  return x >= left && x <= right && y >= top && y <= bottom && contains(hull, x, y);
}

function boxOf([left = 0, top = 0, right = 0, bottom = 0]: readonly number[]): Box {
  return { cx: (left + right) / 2, cy: (top + bottom) / 2, w: right - left, h: bottom - top };
}

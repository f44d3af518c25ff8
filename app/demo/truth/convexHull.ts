import type { Point } from '../../space/box.ts';

/** The corners of the smallest convex outline around points, in one turn (Andrew's monotone chain). */
export function convexHull(points: readonly Point[]): Point[] {
  const sorted = [...points].sort((a, b) => a.x - b.x || a.y - b.y);
  return [...chain(sorted), ...chain(sorted.toReversed())];
}

/** Whether a point lies within a convex outline as `convexHull` gives it, edges included. */
export function contains(hull: readonly Point[], x: number, y: number): boolean {
  let before = hull[hull.length - 1];
  for (const corner of hull) {
    if (before && (corner.x - before.x) * (y - before.y) - (corner.y - before.y) * (x - before.x) < 0) return false;
    before = corner;
  }
  return hull.length > 2;
}

/** One side of the outline, without its last corner, which the other side begins with. */
function chain(sorted: readonly Point[]): Point[] {
  const kept: Point[] = [];
  for (const point of sorted) {
    while (kept.length >= 2 && turn(kept[kept.length - 2]!, kept[kept.length - 1]!, point) <= 0) kept.pop();
    kept.push(point);
  }
  kept.pop();
  return kept;
}

function turn(a: Point, b: Point, c: Point): number {
  return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
}

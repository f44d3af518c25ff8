import type { Point } from '../../space/box.ts';

/** Whether a polygon holds a point, by the even-odd rule. */
export function contains(outline: readonly Point[], { x, y }: Point): boolean {
  let inside = false;
  for (let i = 0, j = outline.length - 1; i < outline.length; j = i++) {
    const [a, b] = [outline[i]!, outline[j]!];
    if (a.y > y !== b.y > y && x < ((b.x - a.x) * (y - a.y)) / (b.y - a.y) + a.x) inside = !inside;
  }
  return inside;
}

/** Area of a polygon that does not cross itself, in squares of its unit. */
export function areaOf(outline: readonly Point[]): number {
  let twice = 0;
  for (let i = 0, j = outline.length - 1; i < outline.length; j = i++) {
    twice += outline[j]!.x * outline[i]!.y - outline[i]!.x * outline[j]!.y;
  }
  return Math.abs(twice) / 2;
}

/** Whether the border of a polygon meets itself elsewhere than at its corners. A corner set twice is no crossing. */
export function crossesItself(outline: readonly Point[]): boolean {
  const corners = outline.filter(({ x, y }, i) => {
    const before = outline.at(i - 1)!;
    return x !== before.x || y !== before.y;
  });
  const edges = corners.map((from, i) => [from, corners[(i + 1) % corners.length]!] as const);
  return edges.some(([a, b], i) =>
    edges.some(([c, d], j) => {
      if (j <= i) return false;
      if (j === i + 1) return foldsBack(a, b, d);
      if (i === 0 && j === edges.length - 1) return foldsBack(c, a, b);
      return meet(a, b, c, d);
    }),
  );
}

/** Whether the way from `a` over `b` to `c` turns back onto itself. */
function foldsBack(a: Point, b: Point, c: Point): boolean {
  return side(a, b, c) === 0 && (b.x - a.x) * (c.x - b.x) + (b.y - a.y) * (c.y - b.y) < 0;
}

/** Whether two straight pieces have a point in common. */
function meet(a: Point, b: Point, c: Point, d: Point): boolean {
  const [abc, abd, cda, cdb] = [side(a, b, c), side(a, b, d), side(c, d, a), side(c, d, b)];
  if (abc * abd < 0 && cda * cdb < 0) return true;
  return (
    (abc === 0 && isBetween(a, b, c)) ||
    (abd === 0 && isBetween(a, b, d)) ||
    (cda === 0 && isBetween(c, d, a)) ||
    (cdb === 0 && isBetween(c, d, b))
  );
}

/** On which side of the line from `a` to `b` a point lies: its sign; 0 on it. */
function side(a: Point, b: Point, { x, y }: Point): number {
  return Math.sign((b.x - a.x) * (y - a.y) - (b.y - a.y) * (x - a.x));
}

function isBetween(a: Point, b: Point, { x, y }: Point): boolean {
  return x >= Math.min(a.x, b.x) && x <= Math.max(a.x, b.x) && y >= Math.min(a.y, b.y) && y <= Math.max(a.y, b.y);
}

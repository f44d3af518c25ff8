import type { Point } from '../../../app/space/box.ts';
import type { ShapeRef } from './shapes.ts';

/** Shares of a lane's length from its near end at which its name may stand. */
const alongLane = [0.06, 0.15, 0.25, 0.35, 0.45, 0.55, 0.65, 0.75, 0.85];

/**
 * Where the name of a shape may stand, the middle of its lower edge, the best place first.
 * @param points of the shape; at least one
 * @param width of the name
 * @param gap between a shape and its name, also in pixels of the picture
 * @param height of the name
 */
export function labelPlaces(
  { kind }: ShapeRef,
  points: readonly Point[],
  { width, height, gap }: { readonly width: number; readonly height: number; readonly gap: number },
): readonly Point[] {
  const middle = middleOf(points);
  if (kind === 'lane') return alongCourse(points).map(({ x, y }) => ({ x, y: y - gap }));
  if (kind === 'zone' || kind === 'mask' || kind === 'section') return [middle];
  const ends = kind === 'signalHead' ? sidesOf(points) : [points[0] ?? middle, points.at(-1) ?? middle, middle];
  const side = width / 2 + gap;
  // Beside and above, then beside and below: what is marked stays in sight.
  return ends.flatMap(({ x, y }) => [
    { x: x + side, y: y - gap },
    { x: x - side, y: y - gap },
    { x: x + side, y: y + gap + height },
    { x: x - side, y: y + gap + height },
  ]);
}

/** Points along a lane, from its near end: lanes run together far away. */
function alongCourse(course: readonly Point[]): readonly Point[] {
  const [first, last] = [course[0], course.at(-1)];
  const fromNear = first && last && last.y > first.y ? course.toReversed() : course;
  return alongLane.map((share) => pointAt(fromNear, share * lengthOf(course)));
}

/** How long a course is in the picture. */
export function lengthOf(course: readonly Point[]): number {
  return course.slice(1).reduce((sum, { x, y }, at) => {
    const before = course[at] ?? { x, y };
    return sum + Math.hypot(x - before.x, y - before.y);
  }, 0);
}

function pointAt(course: readonly Point[], way: number): Point {
  let left = way;
  for (const [at, end] of course.slice(1).entries()) {
    const start = course[at] ?? end;
    const length = Math.hypot(end.x - start.x, end.y - start.y);
    if (left <= length && length > 0) {
      const share = left / length;
      return { x: start.x + share * (end.x - start.x), y: start.y + share * (end.y - start.y) };
    }
    left -= length;
  }
  return course.at(-1) ?? { x: 0, y: 0 };
}

/** The middles of the right and the left edge. */
function sidesOf(points: readonly Point[]): readonly Point[] {
  const { y } = middleOf(points);
  const xs = points.map(({ x }) => x);
  return [
    { x: Math.max(...xs), y },
    { x: Math.min(...xs), y },
  ];
}

function middleOf(points: readonly Point[]): Point {
  const sum = points.reduce((total, { x, y }) => ({ x: total.x + x, y: total.y + y }), { x: 0, y: 0 });
  return { x: sum.x / points.length, y: sum.y / points.length };
}

import type { Point } from '../../../app/space/box.ts';

/** An SVG path through points, pixels of the picture. */
export function pathOf(points: readonly Point[], closed = false): string {
  return points.map(({ x, y }, at) => `${at === 0 ? 'M' : 'L'}${round(x)} ${round(y)}`).join('') + (closed ? 'Z' : '');
}

const round = (value: number): number => Math.round(value * 100) / 100;

/** Arrow heads on every piece of a course, pointing in its direction; `size` in pixels of the picture. */
export function arrowHead(course: readonly Point[], size: number): string {
  return course
    .slice(1)
    .map((end, at) => {
      const start = course[at] ?? end;
      const length = Math.hypot(end.x - start.x, end.y - start.y);
      if (length < 3 * size) return '';
      const along = { x: (end.x - start.x) / length, y: (end.y - start.y) / length };
      const middle = { x: (start.x + end.x) / 2, y: (start.y + end.y) / 2 };
      return headAt({ x: middle.x + (along.x * size) / 2, y: middle.y + (along.y * size) / 2 }, along, size);
    })
    .join('');
}

/** An arrow over a line, from its left to its right as seen from its first point: its forward direction. */
export function directionMark([from, to]: readonly Point[], size: number): string {
  if (!from || !to) return '';
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  if (length === 0) return '';
  // In a picture, whose y points down, the right of a walker is the direction turned by +90 degrees.
  const across = { x: -(to.y - from.y) / length, y: (to.x - from.x) / length };
  const middle = { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 };
  const tip = { x: middle.x + across.x * size, y: middle.y + across.y * size };
  return `M${round(middle.x)} ${round(middle.y)}L${round(tip.x)} ${round(tip.y)}${headAt(tip, across, size / 2)}`;
}

function headAt(tip: Point, along: Point, size: number): string {
  const back = { x: tip.x - along.x * size, y: tip.y - along.y * size };
  const half = size / 2;
  const [left, right] = [
    { x: back.x + along.y * half, y: back.y - along.x * half },
    { x: back.x - along.y * half, y: back.y + along.x * half },
  ];
  return pathOf([left, tip, right]);
}

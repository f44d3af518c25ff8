import type { Point, Size } from '../../../app/space/box.ts';

/** A point of the picture, to a tenth of a pixel and never outside it. */
export function within({ width, height }: Size, { x, y }: Point): Point {
  return { x: keptTo(x, width), y: keptTo(y, height) };
}

const keptTo = (value: number, size: number): number => Math.round(Math.min(size, Math.max(0, value)) * 10) / 10;

export const withPoint = (points: readonly Point[], at: number, point: Point): readonly Point[] =>
  points.map((each, place) => (place === at ? point : each));

/** All points moved together, as far as the picture lets the outermost go. */
export function movedBy(points: readonly Point[], by: Point, { width, height }: Size): readonly Point[] {
  const dx = held(
    by.x,
    points.map(({ x }) => x),
    width,
  );
  const dy = held(
    by.y,
    points.map(({ y }) => y),
    height,
  );
  return points.map(({ x, y }) => ({ x: x + dx, y: y + dy }));
}

function held(by: number, values: readonly number[], size: number): number {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  return Math.max(-low, Math.min(size - high, by));
}

/** Middles of the pieces between the points: where one can be put in. */
export function middles(points: readonly Point[], closed: boolean): readonly Point[] {
  const ends = closed ? [...points.slice(1), ...points.slice(0, 1)] : points.slice(1);
  return ends.map((end, at) => {
    const start = points[at] ?? end;
    return { x: (start.x + end.x) / 2, y: (start.y + end.y) / 2 };
  });
}

export const inserted = (points: readonly Point[], after: number, point: Point): readonly Point[] =>
  points.toSpliced(after + 1, 0, point);

export const without = (points: readonly Point[], at: number): readonly Point[] => points.toSpliced(at, 1);

/** The corners of the upright rectangle between two opposite ones. */
export function rectangleOf(a: Point, b: Point): readonly Point[] {
  const [left, right] = [Math.min(a.x, b.x), Math.max(a.x, b.x)];
  const [top, bottom] = [Math.min(a.y, b.y), Math.max(a.y, b.y)];
  return [
    { x: left, y: top },
    { x: right, y: top },
    { x: right, y: bottom },
    { x: left, y: bottom },
  ];
}

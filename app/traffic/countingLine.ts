import { AppError } from '../base/error.ts';
import type { Box, Point } from '../space/box.ts';

export const crossingDirections = ['forward', 'backward'] as const;
/** `forward` crosses from the line's left to its right, as seen walking from `from` to `to` in the picture (y down). */
export type CrossingDirection = (typeof crossingDirections)[number];

/** A directed gate in the picture, pixels of the source picture. */
export interface CountingLine {
  readonly name: string;
  readonly from: Point;
  readonly to: Point;
}

/** @throws AppError `invalid-argument` when the line has no length or no finite ends */
export function countingLine(name: string, from: Point, to: Point): CountingLine {
  const finite = [from.x, from.y, to.x, to.y].every(Number.isFinite);
  if (!finite || Math.hypot(to.x - from.x, to.y - from.y) < 1) {
    const text = `The counting line "${name}" needs two different points in pixels of the picture, as x1,y1,x2,y2.`;
    throw new AppError('invalid-argument', text);
  }
  return { name, from, to };
}

/** Distance from the line's infinite course in pixels: negative on its left, positive on its right. */
export function offsetFrom({ from, to }: CountingLine, point: Point): number {
  const [alongX, alongY] = [to.x - from.x, to.y - from.y];
  return (alongX * (point.y - from.y) - alongY * (point.x - from.x)) / Math.hypot(alongX, alongY);
}

/** Where along the line a point lies: 0 at `from`, 1 at `to`, outside beyond the ends. */
export function shareAlong({ from, to }: CountingLine, point: Point): number {
  const [alongX, alongY] = [to.x - from.x, to.y - from.y];
  return (alongX * (point.x - from.x) + alongY * (point.y - from.y)) / (alongX ** 2 + alongY ** 2);
}

/** How far a box reaches across the line: its extent along the line's normal, pixels. */
export function extentAcross({ from, to }: CountingLine, box: Box): number {
  const [alongX, alongY] = [to.x - from.x, to.y - from.y];
  return (Math.abs(alongY) * box.w + Math.abs(alongX) * box.h) / Math.hypot(alongX, alongY);
}

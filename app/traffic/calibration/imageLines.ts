import { AppError } from '../../base/error.ts';
import type { Point, Size } from '../../space/box.ts';
import { symmetricEigen } from '../../space/symmetricEigen.ts';

/**
 * A point or a line of the picture, homogeneous, about its middle and in half diagonals, so that numbers are about 1; or
 * a direction in the camera's axes (right, down, forward).
 */
export type Vector = readonly [number, number, number];

export interface ImageLine {
  readonly from: Point;
  readonly to: Point;
}

/** Half the diagonal of a picture, pixels. */
export function halfDiagonal({ width, height }: Size): number {
  return Math.hypot(width, height) / 2;
}

export function homogeneous({ x, y }: Point, picture: Size): Vector {
  const unit = halfDiagonal(picture);
  return [(x - picture.width / 2) / unit, (y - picture.height / 2) / unit, 1];
}

/** The line through two points, as long as they lie apart. */
export function lineThrough({ from, to }: ImageLine, picture: Size): Vector {
  return cross(homogeneous(from, picture), homogeneous(to, picture));
}

/**
 * Where lines meet, with the least squared sines of the angles by which they miss it, each by its length.
 * @throws AppError `invalid-argument` when they lie on one another
 */
export function meetingPoint(lines: readonly ImageLine[], picture: Size, way: 'along' | 'across'): Vector {
  const normal = [0, 1, 2].map(() => [0, 0, 0]);
  for (const each of lines) {
    // The cross product is as long as the line: long ones say more.
    const line = lineThrough(each, picture);
    for (let i = 0; i < 3; i++) for (let j = 0; j < 3; j++) normal[i]![j]! += line[i]! * line[j]!;
  }
  const [least, second] = symmetricEigen(normal);
  const trace = normal[0]![0]! + normal[1]![1]! + normal[2]![2]!;
  if (!(second!.value > 1e-9 * trace)) {
    throw new AppError(
      'invalid-argument',
      `The lines ${way} the road lie on one another; draw them on different lanes or markings.`,
    );
  }
  return least!.vector as unknown as Vector;
}

/** How far the ends of a line lie beside the line through its middle and a vanishing point, pixels. */
export function vanishingResidualPx({ from, to }: ImageLine, point: Vector, picture: Size): number {
  const [a, b] = [homogeneous(from, picture), homogeneous(to, picture)];
  const middle: Vector = [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2, 1];
  const [nx, ny, d] = cross(middle, point);
  return (Math.abs(nx * a[0] + ny * a[1] + d) / Math.hypot(nx, ny)) * halfDiagonal(picture);
}

export function cross(a: Vector, b: Vector): Vector {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}

export function unitOf([x, y, z]: Vector): Vector {
  const length = Math.hypot(x, y, z);
  return [x / length, y / length, z / length];
}

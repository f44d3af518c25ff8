import { AppError } from '../../base/error.ts';
import type { Point, Size } from '../../space/box.ts';
import { inverseOf, type Matrix3 } from '../../space/matrix3.ts';
import { symmetricEigen } from '../../space/symmetricEigen.ts';

type Vector = readonly [number, number, number];

interface ImageLine {
  readonly from: Point;
  readonly to: Point;
}

/** Weight of a vanishing point so far outside the picture (50 half diagonals) that its distance is chance. */
const nearInfinity = 0.02;

/** A camera without distortion or shear whose optical axis meets the middle of its picture, as two vanishing points tell. */
export interface VanishingCamera {
  readonly focalPx: number;
  readonly groundFromImage: Matrix3;
  /** Of the lines along and across: homogeneous, in pixels from the picture's middle by its half diagonal. */
  readonly alongPoint: Vector;
  readonly acrossPoint: Vector;
}

/**
 * Focal length and rotation from the vanishing points u and v of two directions that are square to each other on the
 * road, f^2 = -(u - c)(v - c); the camera's height gives the scale. Ground frame: origin below the camera, y along the
 * road away from it, x across to the right.
 * @throws AppError `invalid-argument` with one sentence when the lines give no camera
 */
export function vanishingCamera(
  along: readonly ImageLine[],
  across: readonly ImageLine[],
  cameraHeightM: number,
  picture: Size,
): VanishingCamera {
  const u = meetingPoint(along, picture, 'along');
  const v = meetingPoint(across, picture, 'across');
  // In half diagonals, and homogeneous: a point far away is no trouble until the very end.
  const square = -(u[0] * v[0] + u[1] * v[1]) / (u[2] * v[2]);
  const finite = Math.min(Math.abs(u[2]), Math.abs(v[2])) > nearInfinity;
  if (!(finite && square > 0.15 ** 2 && square < 30 ** 2)) {
    throw new AppError(
      'invalid-argument',
      'The two directions give no focal length: draw lines that are square to each other on the road, in a view that looks along neither of them, or use points.',
    );
  }
  const f = Math.sqrt(square);
  const forward = directed(u, f, ([, , z]) => z > 0);
  const right = directed(v, f, (x) => cross(x, forward)[1] < 0);
  const up = cross(right, forward);
  const unit = halfDiagonal(picture);
  const focalPx = f * unit;
  const [cx, cy] = [picture.width / 2, picture.height / 2];
  const row = (axis: 0 | 1, centre: number): Vector => {
    const of = (d: Vector) => focalPx * d[axis] + centre * d[2];
    return [of(right), of(forward), -cameraHeightM * of(up)];
  };
  const depth: Vector = [right[2], forward[2], -cameraHeightM * up[2]];
  const groundFromImage = inverseOf([...row(0, cx), ...row(1, cy), ...depth]);
  return { focalPx, groundFromImage, alongPoint: u, acrossPoint: v };
}

/** How far the ends of a line lie beside the line through its middle and the vanishing point, pixels. */
export function vanishingResidualPx({ from, to }: ImageLine, point: Vector, picture: Size): number {
  const [a, b] = [seen(from, picture), seen(to, picture)];
  const middle: Vector = [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2, 1];
  const [nx, ny, d] = cross(middle, point);
  return (Math.abs(nx * a[0] + ny * a[1] + d) / Math.hypot(nx, ny)) * halfDiagonal(picture);
}

/** Where lines meet, with the least squared sines of the angles by which they miss it, each by its length. */
function meetingPoint(lines: readonly ImageLine[], picture: Size, way: string): Vector {
  const normal = [0, 1, 2].map(() => [0, 0, 0]);
  for (const { from, to } of lines) {
    // The cross product is as long as the line: long ones say more.
    const line = cross(seen(from, picture), seen(to, picture));
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

/** A point from the picture's middle, in half diagonals: numbers about 1. */
function seen({ x, y }: Point, picture: Size): Vector {
  const unit = halfDiagonal(picture);
  return [(x - picture.width / 2) / unit, (y - picture.height / 2) / unit, 1];
}

function halfDiagonal({ width, height }: Size): number {
  return Math.hypot(width, height) / 2;
}

/** The unit vector, in the camera's axes (right, down, forward), to a vanishing point; of its two senses the wanted one. */
function directed([x, y, w]: Vector, f: number, wanted: (direction: Vector) => boolean): Vector {
  const length = Math.hypot(x, y, w * f);
  const one: Vector = [x / length, y / length, (w * f) / length];
  return wanted(one) ? one : [-one[0], -one[1], -one[2]];
}

function cross(a: Vector, b: Vector): Vector {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}

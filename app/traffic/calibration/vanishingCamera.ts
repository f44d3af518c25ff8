import type { Size } from '../../space/box.ts';
import { inverseOf, type Matrix3 } from '../../space/matrix3.ts';
import { cross, halfDiagonal, unitOf, type Vector } from './imageLines.ts';

/** A camera without distortion or shear whose optical axis meets the middle of its picture, as vanishing points tell. */
export interface VanishingCamera {
  readonly focalPx: number;
  readonly groundFromImage: Matrix3;
  /** Of the lines along and across. */
  readonly alongPoint: Vector;
  readonly acrossPoint: Vector;
}

/** @param f focal length in half diagonals of the picture */
export const cameraByPoints = (
  f: number,
  alongPoint: Vector,
  acrossPoint: Vector,
  cameraHeightM: number,
  picture: Size,
): VanishingCamera => ({
  focalPx: f * halfDiagonal(picture),
  groundFromImage: groundFromImage(f, [alongPoint, acrossPoint], cameraHeightM, picture),
  alongPoint,
  acrossPoint,
});

function groundFromImage(f: number, [u, v]: readonly [Vector, Vector], cameraHeightM: number, picture: Size): Matrix3 {
  const seen = unitOf([u[0], u[1], u[2] * f]);
  const forward: Vector = seen[2] < 0 ? [-seen[0], -seen[1], -seen[2]] : seen;
  // The horizon goes through both points; the road's upright is square to it.
  const upright = unitOf(cross([v[0], v[1], v[2] * f], forward));
  const up: Vector = upright[1] > 0 ? [-upright[0], -upright[1], -upright[2]] : upright;
  const right = cross(forward, up);
  const focalPx = f * halfDiagonal(picture);
  const row = (axis: 0 | 1, centre: number): Vector => {
    const of = (d: Vector) => focalPx * d[axis] + centre * d[2];
    return [of(right), of(forward), -cameraHeightM * of(up)];
  };
  const depth: Vector = [right[2], forward[2], -cameraHeightM * up[2]];
  return inverseOf([...row(0, picture.width / 2), ...row(1, picture.height / 2), ...depth]);
}

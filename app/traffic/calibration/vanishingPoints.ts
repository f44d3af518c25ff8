import { AppError } from '../../base/error.ts';
import type { Size } from '../../space/box.ts';
import type { Calibration } from '../scene/scene.ts';
import { focalOfLengths } from './focalOfLengths.ts';
import { cross, halfDiagonal, lineThrough, meetingPoint, type Vector } from './imageLines.ts';
import { cameraByPoints, type VanishingCamera } from './vanishingCamera.ts';

export type VanishingCalibration = Extract<Calibration, { method: 'vanishing' }>;

/** Weight of a vanishing point so far outside the picture (50 half diagonals) that its distance is chance. */
const nearInfinity = 0.02;

/**
 * Rotation from the vanishing points u and v of two directions that are square to each other on the road, scale from the
 * camera's height. The focal length is given, or found from known lengths on the road, or from both points:
 * f^2 = -(u - c)(v - c). Ground frame: origin below the camera, y along the road away from it, x across to the right.
 * @throws AppError `invalid-argument` with one sentence when the lines give no camera
 */
export function vanishingCamera(calibration: VanishingCalibration, picture: Size): VanishingCamera {
  const { along, focalPx, fitLengths, cameraHeightM } = calibration;
  const u = meetingPoint(along, picture, 'along');
  const unit = halfDiagonal(picture);
  const at = (f: number): VanishingCamera =>
    cameraByPoints(f, u, acrossPointAt(f, u, calibration, picture), cameraHeightM, picture);
  if (focalPx === null && fitLengths.length === 0) return at(focalOfBoth(u, calibration, picture));
  if (!(Math.abs(u[2]) > nearInfinity)) {
    throw new AppError(
      'invalid-argument',
      'The lines along the road run side by side in this picture, so they do not say where the camera looks; use points.',
    );
  }
  return at(focalPx === null ? focalOfLengths(at, fitLengths) : focalPx / unit);
}

/** In half diagonals, and homogeneous: a point far away is no trouble until the very end. */
function focalOfBoth(u: Vector, { across }: VanishingCalibration, picture: Size): number {
  if (across.length < 2) {
    throw new AppError(
      'invalid-argument',
      'Nothing gives the focal length: draw two lines across the road, or mark a known length along the road to fit by, or type the focal length.',
    );
  }
  const v = meetingPoint(across, picture, 'across');
  const square = -(u[0] * v[0] + u[1] * v[1]) / (u[2] * v[2]);
  const finite = Math.min(Math.abs(u[2]), Math.abs(v[2])) > nearInfinity;
  if (!(finite && square > 0.15 ** 2 && square < 30 ** 2)) {
    throw new AppError(
      'invalid-argument',
      'The two directions give no focal length, as in every view along the road: mark a known length along the road to fit by, or type the focal length, or use points.',
    );
  }
  return Math.sqrt(square);
}

/** Without lines across, the camera is taken to stand upright: the horizon is level. */
function acrossPointAt(f: number, u: Vector, { across }: VanishingCalibration, picture: Size): Vector {
  const [only] = across;
  if (!only) return [1, 0, 0];
  if (across.length > 1) return meetingPoint(across, picture, 'across');
  // Where the one line meets all directions that are square to u.
  return cross(lineThrough(only, picture), [u[0], u[1], f * f * u[2]]);
}

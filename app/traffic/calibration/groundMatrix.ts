import { AppError } from '../../base/error.ts';
import type { Size } from '../../space/box.ts';
import { type HomographyFit, homographyFit, mapped, type PointPair } from '../../space/homography.ts';
import type { Matrix3 } from '../../space/matrix3.ts';
import { straightened } from '../../space/roadPlane.ts';
import type { Calibration } from '../scene/scene.ts';
import { vanishingCamera } from './vanishingPoints.ts';

export type PointsCalibration = Extract<Calibration, { method: 'points' }>;

/**
 * From the picture (as a lens without distortion would show it) to the road, with a weight that is positive on the road.
 * @throws AppError `invalid-argument` with one sentence when the calibration gives no road
 */
export function groundMatrix(calibration: Calibration, picture: Size): Matrix3 {
  if (calibration.method === 'points') return pointsFit(calibration).matrix;
  return vanishingCamera(calibration, picture).groundFromImage;
}

/** @throws AppError `invalid-argument` when the points lie on a line, or have been mixed up */
export function pointsFit({ pairs, lens }: PointsCalibration): HomographyFit {
  const points = pairs.map(({ image, ground }): PointPair => {
    const { x, y } = lens ? straightened(lens, image) : image;
    return { from: [x, y], to: [ground.xM, ground.yM] };
  });
  const fit = homographyFit(points);
  if (points.some(({ from }) => !(mapped(fit.matrix, ...from).w > 0))) {
    throw new AppError(
      'invalid-argument',
      'The horizon would pass between the points: two of them are mixed up; check which point of the road is which in the picture.',
    );
  }
  return fit;
}

import { AppError } from '../../base/error.ts';
import type { Size } from '../../space/box.ts';
import { homographyOf } from '../../space/homography.ts';
import { type RoadPlane, roadPlane, straightened } from '../../space/roadPlane.ts';
import type { Calibration } from '../scene/scene.ts';

/** @throws AppError `invalid-argument` with one sentence when the points give no road */
export function calibratedPlane(calibration: Calibration, _picture: Size): RoadPlane {
  if (calibration.method === 'vanishing') throw new AppError('unimplemented', 'not yet');
  const { pairs, lens } = calibration;
  const groundFromImage = homographyOf(
    pairs.map(({ image, ground }) => {
      const { x, y } = lens ? straightened(lens, image) : image;
      return { from: [x, y], to: [ground.xM, ground.yM] };
    }),
  );
  return roadPlane(groundFromImage, lens);
}

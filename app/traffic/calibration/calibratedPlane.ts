import type { Size } from '../../space/box.ts';
import { type RoadPlane, roadPlane } from '../../space/roadPlane.ts';
import type { Calibration } from '../scene/scene.ts';
import { groundMatrix } from './groundMatrix.ts';

/**
 * The road as a calibration says it lies; how good it is says calibrationReport.ts.
 * @param picture the one the calibration was drawn on
 * @throws AppError `invalid-argument` with one sentence when the points or lines give no road
 */
export function calibratedPlane(calibration: Calibration, picture: Size): RoadPlane {
  return roadPlane(groundMatrix(calibration, picture), calibration.method === 'points' ? calibration.lens : null);
}

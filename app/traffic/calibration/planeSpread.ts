import type { Point, Size } from '../../space/box.ts';
import { inverseOf, type Matrix3, times } from '../../space/matrix3.ts';
import { type RoadPlane, roadPlane } from '../../space/roadPlane.ts';
import { symmetricEigen } from '../../space/symmetricEigen.ts';
import type { Calibration } from '../scene/scene.ts';
import { calibratedPlane } from './calibratedPlane.ts';
import { groundMatrix } from './groundMatrix.ts';
import { type CalibrationSigma, movedByOneSigma, usualSigma } from './oneSigma.ts';

/**
 * At most eight planes, each as far from the calibrated one as one sigma of an independent error would bring it: the
 * squares of what they change in a length or a speed add up to its variance by the calibration.
 * A lens is taken as exact.
 * @throws AppError `invalid-argument` when the calibration gives no road
 */
export function planeSpread(
  calibration: Calibration,
  picture: Size,
  sigma: CalibrationSigma = usualSigma,
): readonly RoadPlane[] {
  const [before, after] = evenUnits(calibration, picture);
  const evened = (one: Calibration) => unitLength(times(after, times(groundMatrix(one, picture), inverseOf(before))));
  const centre = evened(calibration);
  const covariance = centre.map(() => centre.map(() => 0));
  for (const moved of movedByOneSigma(calibration, sigma)) {
    const off = evened(moved).map((value, i) => value - centre[i]!);
    for (let i = 0; i < 9; i++) for (let j = 0; j < 9; j++) covariance[i]![j]! += off[i]! * off[j]!;
  }
  const lens = calibration.method === 'points' ? calibration.lens : null;
  const axes = symmetricEigen(covariance).slice(1);
  return axes
    .filter(({ value }) => value > 1e-12 * axes.at(-1)!.value)
    .map(({ value, vector }) => {
      const moved = centre.map((entry, i) => entry + Math.sqrt(value) * vector[i]!) as unknown as Matrix3;
      return roadPlane(times(inverseOf(after), times(moved, before)), lens);
    });
}

/**
 * Units in which all entries of the matrix are about 1, so that their differences mean something: half diagonals of the
 * picture from its middle, and on the ground the spread of the places that were used.
 */
function evenUnits(calibration: Calibration, picture: Size): [image: Matrix3, ground: Matrix3] {
  const plane = calibratedPlane(calibration, picture);
  const places = imagePointsOf(calibration).flatMap((image) => plane.groundOf(image) ?? []);
  const mean = (of: (place: (typeof places)[number]) => number) =>
    places.reduce((sum, place) => sum + of(place), 0) / places.length;
  const [xM, yM] = [mean((place) => place.xM), mean((place) => place.yM)];
  const groundUnit = 1 / mean((place) => Math.hypot(place.xM - xM, place.yM - yM));
  const imageUnit = 2 / Math.hypot(picture.width, picture.height);
  return [
    [imageUnit, 0, (-imageUnit * picture.width) / 2, 0, imageUnit, (-imageUnit * picture.height) / 2, 0, 0, 1],
    [groundUnit, 0, -groundUnit * xM, 0, groundUnit, -groundUnit * yM, 0, 0, 1],
  ];
}

function imagePointsOf(calibration: Calibration): readonly Point[] {
  if (calibration.method === 'points') return calibration.pairs.map(({ image }) => image);
  return [...calibration.along, ...calibration.across].flatMap(({ from, to }) => [from, to]);
}

function unitLength(matrix: Matrix3): Matrix3 {
  const by = 1 / Math.hypot(...matrix);
  return matrix.map((value) => value * by) as unknown as Matrix3;
}

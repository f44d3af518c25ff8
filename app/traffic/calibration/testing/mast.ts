import type { Random } from '../../../base/random.ts';
import type { Point, Size } from '../../../space/box.ts';
import type { GroundPoint } from '../../../space/ground.ts';
import type { CalibrationPair } from '../../scene/scene.ts';
import type { PointsCalibration } from '../groundMatrix.ts';

/** As much of a camera's projection as calibrations need. */
export interface CameraView {
  readonly pose: { readonly k1: number; readonly size: Size };
  readonly focalPx: number;
  imageOf(place: GroundPoint): Point | null;
}

/** The camera of the error budget: 8 m above the origin, 18 degrees down, 1400 px, looking along y. */
export const usualPose = {
  name: 'mast',
  xM: 0,
  yM: 0,
  zM: 8,
  panRad: Math.PI / 2,
  tiltRad: (18 * Math.PI) / 180,
  rollRad: 0,
  horizontalFovRad: 2 * Math.atan(960 / 1400),
  k1: 0,
  size: { width: 1920, height: 1080 },
};

/** Corners of 7 x 40 m on the road, 20 to 60 m away. */
export const usualCorners: readonly GroundPoint[] = [
  { xM: -3.5, yM: 20 },
  { xM: 3.5, yM: 20 },
  { xM: 3.5, yM: 60 },
  { xM: -3.5, yM: 60 },
];

/** Not used for the fit: two points and the length between. */
const usualControls: readonly GroundPoint[] = [
  { xM: -2, yM: 25 },
  { xM: 2.5, yM: 45 },
];

/** Places of the road as a camera shows them exactly. */
export function pairsOf(view: CameraView, places: readonly GroundPoint[]): CalibrationPair[] {
  return places.map((ground) => ({ image: view.imageOf(ground)!, ground }));
}

export function exactCalibration(view: CameraView): PointsCalibration {
  const { k1, size } = view.pose;
  return {
    method: 'points',
    pairs: pairsOf(view, usualCorners),
    controlPoints: pairsOf(view, usualControls),
    controlLengths: [],
    lens: k1 === 0 ? null : { k1, focalPx: view.focalPx, cxPx: size.width / 2, cyPx: size.height / 2 },
  };
}

/** Pairs as a hand and a tape measure give them. */
export function roughPairs(
  pairs: readonly CalibrationPair[],
  normal: () => number,
  { clickPx, surveyM }: { readonly clickPx: number; readonly surveyM: number },
): CalibrationPair[] {
  return pairs.map(({ image, ground }) => ({
    image: { x: image.x + clickPx * normal(), y: image.y + clickPx * normal() },
    ground: { xM: ground.xM + surveyM * normal(), yM: ground.yM + surveyM * normal() },
  }));
}

/** Normal numbers of mean 0 and variance 1 from even ones. */
export function normalFrom(random: Random): () => number {
  return () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

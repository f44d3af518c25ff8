import { AppError } from '../../base/error.ts';
import type { Point, Size } from '../../space/box.ts';
import { distanceM } from '../../space/ground.ts';
import { determinantOf } from '../../space/matrix3.ts';
import type { RoadPlane } from '../../space/roadPlane.ts';
import type { Calibration } from '../scene/scene.ts';
import { calibratedPlane } from './calibratedPlane.ts';
import { calibrationProblem } from './calibrationProblem.ts';
import { pointsFit } from './groundMatrix.ts';
import { type LengthCheck, lengthChecks } from './lengthChecks.ts';
import { planeSpread } from './planeSpread.ts';
import { type ScaleAt, scaleGrid, speedReach } from './pictureScale.ts';
import { vanishingResidualPx } from './imageLines.ts';
import { vanishingCamera } from './vanishingPoints.ts';

/** How good a calibration is, as the calibration page shows it. */
export interface CalibrationReport {
  /** Why it must not be used, one sentence; `null` when it may. */
  readonly problem: string | null;
  /** `null` when the points or lines give no road; all below is empty then. */
  readonly plane: RoadPlane | null;
  /** How far each pair lies from where the fit puts it; for vanishing points, the lines along and then across. Pixels. */
  readonly residualsPx: readonly number[];
  /** How far each control point lies from where it was measured, metres; `null` beyond the horizon. */
  readonly controlErrorsM: readonly (number | null)[];
  readonly lengths: readonly LengthCheck[];
  /** Without its sign; `null` when no length verifies the calibration. */
  readonly greatestLengthErrorPct: number | null;
  /**
   * Relative error of a length on the road, one sigma: what setting the points by hand makes likely, or what the known
   * lengths show, whichever is more; `null` when no length verifies the calibration.
   */
  readonly lengthErrorShare: number | null;
  /** How much errors of the points may grow, see homographyFit; `null` for vanishing points. */
  readonly conditionNumber: number | null;
  /** Of the camera, pixels; `null` for points. */
  readonly focalPx: number | null;
  readonly scale: readonly ScaleAt[];
  /** No speeds above this line across the picture. */
  readonly reach: readonly Point[];
}

/** @param picture the one the calibration was drawn on. Never throws for a calibration that its schema accepts. */
export function calibrationReport(calibration: Calibration, picture: Size): CalibrationReport {
  try {
    return reportOn(calibration, picture, calibratedPlane(calibration, picture));
  } catch (thrown) {
    if (thrown instanceof AppError) return { ...noRoad, problem: thrown.message };
    throw thrown;
  }
}

const noRoad: Omit<CalibrationReport, 'problem'> = {
  plane: null,
  residualsPx: [],
  controlErrorsM: [],
  lengths: [],
  greatestLengthErrorPct: null,
  lengthErrorShare: null,
  conditionNumber: null,
  focalPx: null,
  scale: [],
  reach: [],
};

function reportOn(calibration: Calibration, picture: Size, plane: RoadPlane): CalibrationReport {
  const spread = spreadOrNull(calibration, picture);
  const lengths = lengthChecks(calibration, plane, spread ?? []);
  const known = lengths.flatMap(({ errorPct }) => (errorPct === null ? [] : Math.abs(errorPct)));
  const likely = lengths.flatMap(({ sigmaPct }) => sigmaPct ?? []);
  const { mirrored, ...fit } = fitOf(calibration, picture, plane);
  const controlErrorsM = calibration.controlPoints.map(({ image, ground }) => {
    const seen = plane.groundOf(image);
    return seen && distanceM(seen, ground);
  });
  return {
    problem: calibrationProblem(calibration, { mirrored, isFirm: spread !== null, controlErrorsM, lengths }),
    plane,
    ...fit,
    controlErrorsM,
    lengths,
    greatestLengthErrorPct: known.length > 0 ? Math.max(...known) : null,
    lengthErrorShare: known.length > 0 ? Math.max(rootMeanSquare(known), rootMeanSquare(likely)) / 100 : null,
    scale: scaleGrid(plane, picture),
    reach: speedReach(plane, picture),
  };
}

/** `null` when an error as a hand makes it would leave no road at all. */
function spreadOrNull(calibration: Calibration, picture: Size): readonly RoadPlane[] | null {
  try {
    return planeSpread(calibration, picture);
  } catch (thrown) {
    if (thrown instanceof AppError) return null;
    throw thrown;
  }
}

function rootMeanSquare(values: readonly number[]): number {
  return Math.hypot(...values) / Math.sqrt(values.length);
}

type Fit = Pick<CalibrationReport, 'residualsPx' | 'conditionNumber' | 'focalPx'> & { readonly mirrored: boolean };

function fitOf(calibration: Calibration, picture: Size, plane: RoadPlane): Fit {
  if (calibration.method === 'points') {
    const { matrix, conditionNumber } = pointsFit(calibration);
    const residualsPx = calibration.pairs.map(({ image, ground }) => {
      const seen = plane.imageOf(ground);
      return seen ? Math.hypot(seen.x - image.x, seen.y - image.y) : Number.POSITIVE_INFINITY;
    });
    // The picture's y points down, the road's to the left of its x: seen from above, one turns against the other.
    return { residualsPx, conditionNumber, focalPx: null, mirrored: determinantOf(matrix) > 0 };
  }
  const { along, across } = calibration;
  const { focalPx, alongPoint, acrossPoint } = vanishingCamera(calibration, picture);
  const residualsPx = [
    ...along.map((line) => vanishingResidualPx(line, alongPoint, picture)),
    ...across.map((line) => vanishingResidualPx(line, acrossPoint, picture)),
  ];
  return { residualsPx, conditionNumber: null, focalPx, mirrored: false };
}

import { distanceM } from '../../space/ground.ts';
import type { Point } from '../../space/box.ts';
import type { Calibration, CalibrationPair, KnownLength } from '../scene/scene.ts';
import type { LengthCheck } from './lengthChecks.ts';

/** A calibration whose control lengths are farther off than this is refused, per cent. */
export const lengthErrorLimitPct = 2;

/** Four points of which three come closer to a line than this are refused, pixels: a hand's error would decide. */
const leastHeightPx = 4;

/** Control points farther off than this, and than this share of their span, lie in another frame. */
const [leastDisplacementM, displacedShare] = [2, 0.1];

/** What a fit has shown of a calibration that gives a road. */
interface Checked {
  /** The road would lie as in a mirror. */
  readonly mirrored: boolean;
  /** A point that was set a little otherwise would still give a road. */
  readonly isFirm: boolean;
  readonly controlErrorsM: readonly (number | null)[];
  readonly lengths: readonly LengthCheck[];
}

/** Why a calibration that gives a road must not be used all the same, one sentence; `null` when it may. */
export function calibrationProblem(calibration: Calibration, checked: Checked): string | null {
  const { controlPoints, controlLengths } = calibration;
  if (checked.mirrored) {
    return 'The road would lie mirrored: x must grow to the right and y to the left of it, as on a map; check the signs and the order of the points.';
  }
  if (calibration.method === 'points' && nearlyOnOneLine(calibration.pairs)) {
    return 'Three of the four points lie nearly on one line in the picture; spread them over the road.';
  }
  if (!checked.isFirm) {
    return calibration.method === 'points'
      ? 'A point set two pixels otherwise would give no road at all; spread what you mark over the road.'
      : 'A line drawn two pixels otherwise would give no road at all, as in views along the road: mark a known length along the road to fit by, or type the focal length.';
  }
  if (controlPoints.length + controlLengths.length < 2) {
    return 'Nothing verifies this calibration yet: add at least two control points or known lengths that are not used for the fit.';
  }
  if (calibration.method === 'points' && controlPoints.some((point) => calibration.pairs.some(isSame(point)))) {
    return 'A control point is one of the points that are fitted and verifies nothing; measure another one.';
  }
  if (
    calibration.method === 'vanishing' &&
    controlLengths.some((length) => calibration.fitLengths.some(isOn(length)))
  ) {
    return 'A control length is one of the lengths that are fitted and verifies nothing; measure another one.';
  }
  if (controlPoints.some((point, i) => controlPoints.slice(i + 1).some(isSame(point)))) {
    return 'Two control points are the same place; measure another one.';
  }
  if (
    checked.controlErrorsM.includes(null) ||
    checked.lengths.some(({ errorPct }) => errorPct === null || Number.isNaN(errorPct))
  ) {
    return 'A control point or length lies above the horizon of this calibration; check the points against the picture.';
  }
  const worst = checked.lengths.toSorted((one, other) => Math.abs(other.errorPct!) - Math.abs(one.errorPct!))[0];
  if (!worst || Math.abs(worst.errorPct!) <= lengthErrorLimitPct) return displaced(calibration, checked);
  return (
    `A control length of ${metres(worst.lengthM)} comes out as ${metres(worst.measuredM!)}, ` +
    `${Math.abs(worst.errorPct!).toFixed(1)} % off; more than ${lengthErrorLimitPct} % is refused: check the points and what was measured.`
  );
}

/** Lengths agree in a frame that was turned or shifted too; places do not. */
function displaced({ controlPoints }: Calibration, { controlErrorsM }: Checked): string | null {
  const spanM = Math.max(...controlPoints.flatMap((a) => controlPoints.map((b) => distanceM(a.ground, b.ground))), 0);
  const errorM = Math.max(...controlErrorsM.map((error) => error ?? 0), 0);
  if (errorM <= Math.max(leastDisplacementM, displacedShare * spanM)) return null;
  return `A control point lies ${metres(errorM)} from where it was measured, although its lengths agree: the points are turned or shifted; check which point of the road is which in the picture.`;
}

function isSame(one: CalibrationPair): (other: CalibrationPair) => boolean {
  return (other) =>
    Math.hypot(other.image.x - one.image.x, other.image.y - one.image.y) < 1 ||
    distanceM(other.ground, one.ground) < 0.01;
}

/** Whether a length is marked between the same two points, in either order. */
function isOn(one: KnownLength): (other: KnownLength) => boolean {
  const apart = (a: Point, b: Point): number => Math.hypot(a.x - b.x, a.y - b.y);
  return ({ from, to }) =>
    Math.min(Math.max(apart(one.from, from), apart(one.to, to)), Math.max(apart(one.from, to), apart(one.to, from))) <
    1;
}

function nearlyOnOneLine(pairs: readonly CalibrationPair[]): boolean {
  if (pairs.length > 4) return false;
  return pairs.some((_, leftOut) => {
    const [a, b, c] = pairs.filter((_pair, i) => i !== leftOut).map(({ image }) => image);
    const twiceArea = Math.abs((b!.x - a!.x) * (c!.y - a!.y) - (b!.y - a!.y) * (c!.x - a!.x));
    const longest = Math.max(
      Math.hypot(b!.x - a!.x, b!.y - a!.y),
      Math.hypot(c!.x - b!.x, c!.y - b!.y),
      Math.hypot(a!.x - c!.x, a!.y - c!.y),
    );
    return twiceArea / longest < leastHeightPx;
  });
}

function metres(lengthM: number): string {
  return `${lengthM.toFixed(2)} m`;
}

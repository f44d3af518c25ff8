import type { Point } from '../../space/box.ts';
import { distanceM } from '../../space/ground.ts';
import type { RoadPlane } from '../../space/roadPlane.ts';
import type { Calibration } from '../scene/scene.ts';

/** A length on the road that is known, and what the calibration makes of it. */
export interface LengthCheck {
  readonly from: Point;
  readonly to: Point;
  readonly lengthM: number;
  /** `null` where an end lies beyond the horizon. */
  readonly measuredM: number | null;
  /** Measured against known, per cent: positive is too long. */
  readonly errorPct: number | null;
  /** How far off the fitted points alone, set by hand and by tape, make it likely to be, per cent, one sigma. */
  readonly sigmaPct: number | null;
}

/**
 * The known lengths of a calibration, and those between every two of its control points.
 * @param spread of the plane, see planeSpread.ts
 */
export function lengthChecks(
  { controlPoints, controlLengths }: Calibration,
  plane: RoadPlane,
  spread: readonly RoadPlane[],
): LengthCheck[] {
  const between = controlPoints.flatMap((one, i) =>
    controlPoints
      .slice(i + 1)
      .map((other) => ({ from: one.image, to: other.image, lengthM: distanceM(one.ground, other.ground) })),
  );
  return [...controlLengths, ...between].map((known) => {
    const measuredM = lengthOn(plane, known.from, known.to);
    if (measuredM === null) return { ...known, measuredM, errorPct: null, sigmaPct: null };
    const offM = spread.map((other) => (lengthOn(other, known.from, known.to) ?? measuredM) - measuredM);
    return {
      ...known,
      measuredM,
      errorPct: 100 * (measuredM / known.lengthM - 1),
      sigmaPct: (100 * Math.hypot(...offM)) / measuredM,
    };
  });
}

function lengthOn(plane: RoadPlane, from: Point, to: Point): number | null {
  const [a, b] = [plane.groundOf(from), plane.groundOf(to)];
  return a && b && distanceM(a, b);
}

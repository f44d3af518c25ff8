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
}

/** The known lengths of a calibration, and those between every two of its control points. */
export function lengthChecks({ controlPoints, controlLengths }: Calibration, plane: RoadPlane): LengthCheck[] {
  const between = controlPoints.flatMap((one, i) =>
    controlPoints
      .slice(i + 1)
      .map((other) => ({ from: one.image, to: other.image, lengthM: distanceM(one.ground, other.ground) })),
  );
  return [...controlLengths, ...between].map((known) => {
    const [from, to] = [plane.groundOf(known.from), plane.groundOf(known.to)];
    if (!from || !to) return { ...known, measuredM: null, errorPct: null };
    const measuredM = distanceM(from, to);
    return { ...known, measuredM, errorPct: 100 * (measuredM / known.lengthM - 1) };
  });
}

import type { Point } from '../../space/box.ts';
import type { GroundPoint } from '../../space/ground.ts';
import { groundSteps, type RoadPlane } from '../../space/roadPlane.ts';
import { inverse, straightMotion, type TimedPlace, velocityBy } from './straightMotion.ts';

/** Where the foot of a road user was seen, and how far off that may be in x and in y (one sigma), source pixels. */
export interface FootSample {
  /** Media or wall time, ms; one clock for all samples of a fit. */
  readonly ptsMs: number;
  readonly footInImage: Point;
  /** More than 0. */
  readonly sigmaPx: number;
}

export interface SpeedFit {
  readonly speedMps: number;
  /** Of the speed, one sigma: by the foot points, and by the calibration where its spread was given. */
  readonly standardErrorMps: number;
  readonly headingRad: number;
  /** Between the first and the last sample that was used. */
  readonly spanMs: number;
  /** What it drove in that time, metres. */
  readonly wayM: number;
}

/** Beyond this many metres per pixel up the picture a place says nothing about a speed. */
export const speedReachMPerPx = 0.2;
/** A speed needs at least this long a look. */
export const leastSpeedSpanMs = 1000;

/** A sample on the ground. */
interface SeenPlace extends TimedPlace {
  readonly image: Point;
  readonly withinReach: boolean;
}

/**
 * Speed and direction by least squares of the place on the road over time, each place weighted by what a pixel is worth
 * there. The samples should span 20 m or more where the road user moves; the standard error says what less is worth.
 * It is enlarged where the places scatter more than their sigma explains (a bend, braking, a foot point that jumps).
 * @param samples in rising time; those beyond the horizon are left out
 * @param spread the plane as each of its uncertain inputs, moved by one sigma, would make it
 * @param reachMPerPx beyond so many metres per pixel up the picture a place does not count as seen
 * @returns `null` for fewer than three samples, less than a second, or when more than half of them lie beyond the reach
 */
export function fitSpeed(
  samples: readonly FootSample[],
  plane: RoadPlane,
  spread: readonly RoadPlane[] = [],
  reachMPerPx = speedReachMPerPx,
): SpeedFit | null {
  const places = placesOf(samples, plane, reachMPerPx);
  const [first, last] = [places[0], places.at(-1)];
  if (!first || !last || places.length < 3) return null;
  const spanMs = (last.s - first.s) * 1000;
  if (spanMs < leastSpeedSpanMs) return null;
  if (2 * places.filter(({ withinReach }) => withinReach).length < places.length) return null;
  const motion = straightMotion(places);
  const [vx, vy] = motion.velocity;
  const speedMps = Math.hypot(vx, vy);
  const [ux, uy] = speedMps > 0 ? [vx / speedMps, vy / speedMps] : [1, 0];
  const [xx, xy, , yy] = motion.covariance;
  let variance = (ux * ux * xx + 2 * ux * uy * xy + uy * uy * yy) * Math.max(1, motion.scatter);
  for (const other of spread) {
    const moved = placesOn(other, places);
    if (moved) variance += (Math.hypot(...velocityBy(motion.gains, moved)) - speedMps) ** 2;
  }
  return {
    speedMps,
    standardErrorMps: Math.sqrt(variance),
    headingRad: Math.atan2(vy, vx),
    spanMs,
    wayM: (speedMps * spanMs) / 1000,
  };
}

function placesOf(samples: readonly FootSample[], plane: RoadPlane, reachMPerPx: number): SeenPlace[] {
  const places: SeenPlace[] = [];
  const beginMs = samples[0]?.ptsMs ?? 0;
  for (const { ptsMs, footInImage: image, sigmaPx } of samples) {
    const ground = plane.groundOf(image);
    const steps = ground && groundSteps(plane, image);
    if (!steps) continue;
    const { x, y } = steps;
    const xy = x.xM * x.yM + y.xM * y.yM;
    const squarePx = sigmaPx * sigmaPx;
    const info = inverse([
      (x.xM ** 2 + y.xM ** 2) * squarePx,
      xy * squarePx,
      xy * squarePx,
      (x.yM ** 2 + y.yM ** 2) * squarePx,
    ]);
    const withinReach = Math.hypot(y.xM, y.yM) <= reachMPerPx;
    places.push({ s: (ptsMs - beginMs) / 1000, image, ground, info, withinReach });
  }
  return places;
}

function placesOn(plane: RoadPlane, places: readonly SeenPlace[]): GroundPoint[] | null {
  const moved: GroundPoint[] = [];
  for (const { image } of places) {
    const ground = plane.groundOf(image);
    if (!ground) return null;
    moved.push(ground);
  }
  return moved;
}

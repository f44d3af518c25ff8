import type { GroundPoint } from '../../space/ground.ts';
import type { RoadPlane } from '../../space/roadPlane.ts';
import type { RoadUser } from '../road/roadUser.ts';
import { usualLengthM } from '../road/roadUserGroup.ts';

export interface Footprint {
  readonly centre: GroundPoint;
  readonly lengthM: number;
}

/** What the place of a road user is: the side it turns to the camera, or the middle of it already. */
export type GroundIs = 'near-side' | 'middle';

const [widthShareOfLength, widestM] = [0.45, 2.5];

/**
 * Where the middle of a road user stands. Its foot point is the middle of what a box holds of its footprint: half way
 * between the corners that are farthest left and right, as low as the nearest corner. `null` without a place on the road.
 */
export function footprintOf(
  { ground, className, motion, inLane }: RoadUser,
  plane: RoadPlane,
  groundIs: GroundIs = 'near-side',
): Footprint | null {
  if (!ground) return null;
  const lengthM = usualLengthM(className);
  if (groundIs === 'middle') return { centre: ground, lengthM };
  const headingRad = motion?.headingRad ?? inLane?.headingRad ?? awayRad(ground, plane);
  const foot = headingRad === null ? null : footOf(ground, headingRad, lengthM, plane);
  if (!foot) return { centre: ground, lengthM };
  // A footprint whose middle is here would have its foot point there: the middle lies as far from the foot point that is.
  return { centre: { xM: 2 * ground.xM - foot.xM, yM: 2 * ground.yM - foot.yM }, lengthM };
}

/** The foot point of a footprint with a middle and a heading. */
function footOf(middle: GroundPoint, headingRad: number, lengthM: number, plane: RoadPlane): GroundPoint | null {
  const widthM = Math.min(widestM, widthShareOfLength * lengthM);
  const [alongX, alongY] = [(Math.cos(headingRad) * lengthM) / 2, (Math.sin(headingRad) * lengthM) / 2];
  const [asideX, asideY] = [(-Math.sin(headingRad) * widthM) / 2, (Math.cos(headingRad) * widthM) / 2];
  let [left, right, low] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const along of [-1, 1]) {
    for (const aside of [-1, 1]) {
      const corner = plane.imageOf({
        xM: middle.xM + along * alongX + aside * asideX,
        yM: middle.yM + along * alongY + aside * asideY,
      });
      if (!corner) return null;
      left = Math.min(left, corner.x);
      right = Math.max(right, corner.x);
      low = Math.max(low, corner.y);
    }
  }
  return plane.groundOf({ x: (left + right) / 2, y: low });
}

/** Away from the camera, for who has no direction yet. */
function awayRad(ground: GroundPoint, plane: RoadPlane): number | null {
  const foot = plane.imageOf(ground);
  const farther = foot && plane.groundOf({ x: foot.x, y: foot.y - 1 });
  return farther && Math.atan2(farther.yM - ground.yM, farther.xM - ground.xM);
}

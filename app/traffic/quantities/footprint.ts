import { type GroundPoint, turnRad } from '../../space/ground.ts';
import type { RoadPlane } from '../../space/roadPlane.ts';
import type { RoadUser } from '../road/roadUser.ts';
import { usualLengthM } from '../road/roadUserGroup.ts';

export interface Footprint {
  readonly centre: GroundPoint;
  readonly lengthM: number;
}

/** What the place of a road user is: the side it turns to the camera, or the middle of it already. */
export type GroundIs = 'near-side' | 'middle';

const widthShareOfLength = 0.4;

/**
 * Where the middle of a road user stands: its foot point is the side that it turns to the camera, the middle half a
 * length or half a width farther away. `null` without a place on the road.
 */
export function footprintOf(
  { ground, className, motion, inLane }: RoadUser,
  plane: RoadPlane,
  groundIs: GroundIs = 'near-side',
): Footprint | null {
  if (!ground) return null;
  const lengthM = usualLengthM(className);
  if (groundIs === 'middle') return { centre: ground, lengthM };
  const foot = plane.imageOf(ground);
  const farther = foot && plane.groundOf({ x: foot.x, y: foot.y - 1 });
  if (!farther) return { centre: ground, lengthM };
  const awayRad = Math.atan2(farther.yM - ground.yM, farther.xM - ground.xM);
  const headingRad = motion?.headingRad ?? inLane?.headingRad ?? awayRad;
  const along = Math.abs(Math.cos(turnRad(headingRad, awayRad)));
  const backM = (lengthM / 2) * (along + widthShareOfLength * (1 - along));
  return {
    centre: { xM: ground.xM + backM * Math.cos(awayRad), yM: ground.yM + backM * Math.sin(awayRad) },
    lengthM,
  };
}

import { turnRad } from '../../space/ground.ts';

export type ConflictType = 'rear-end' | 'lane-change' | 'crossing';

/** Type of a conflict by the angle between the directions of travel, with the bounds of SSAM: 30 and 85 degrees. */
export function conflictTypeOf(headingRad: number, otherHeadingRad: number): ConflictType {
  const deg = (turnRad(headingRad, otherHeadingRad) * 180) / Math.PI;
  if (deg < 30) return 'rear-end';
  return deg <= 85 ? 'lane-change' : 'crossing';
}

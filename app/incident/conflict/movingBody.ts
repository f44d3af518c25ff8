import type { GroundPoint } from '../../space/ground.ts';

/** A road user as a rectangle on the road that goes on as it moves now. */
export interface MovingBody {
  /** Its middle. */
  readonly centre: GroundPoint;
  readonly headingRad: number;
  readonly speedMps: number;
  readonly lengthM: number;
  readonly widthM: number;
}

import { type GroundPoint, turnRad } from '../../space/ground.ts';
import type { RoadUser } from '../../traffic/road/roadUser.ts';
import { usualLengthM } from '../../traffic/road/roadUserGroup.ts';
import type { CompiledScene, InLane } from '../../traffic/scene/compiledScene.ts';
import type { MovingBody } from './movingBody.ts';

const widthsM: Readonly<Record<string, number>> = { car: 1.8, truck: 2.4, bus: 2.5, van: 2, motorcycle: 0.8 };
const narrowM = 0.6;

/** Where a road user is with its whole length. */
export interface BodyOnRoad extends MovingBody {
  /** That of its middle: the foot point of a bus that is seen aslant lies in the next lane. */
  readonly inLane: InLane | null;
}

/** A road user as a body on the road; `null` where its movement is not known. */
export function bodyOnRoad(scene: CompiledScene, user: RoadUser): BodyOnRoad | null {
  if (!user.motion) return null;
  const { headingRad, speedMps } = user.motion;
  const centre = middleOnRoad(scene, user, headingRad);
  return centre && { centre, headingRad, speedMps, ...sizeOf(user), inLane: scene.laneAt(centre) };
}

/**
 * The middle of a road user that points this way: a foot point is the end of it that faces the camera, so its middle lies
 * half its extent along the line of sight farther away. `null` where the road is not known.
 */
export function middleOnRoad(scene: CompiledScene, user: RoadUser, headingRad: number): GroundPoint | null {
  const { ground, footInImage } = user;
  const above = ground && scene.plane?.groundOf({ x: footInImage.x, y: footInImage.y - 1 });
  const here = ground && scene.plane?.groundOf(footInImage);
  if (!ground || !above || !here) return null;
  const { lengthM, widthM } = sizeOf(user);
  const awayRad = Math.atan2(above.yM - here.yM, above.xM - here.xM);
  const turn = turnRad(awayRad, headingRad);
  const halfM = (Math.abs(Math.cos(turn)) * lengthM + Math.abs(Math.sin(turn)) * widthM) / 2;
  return { xM: ground.xM + halfM * Math.cos(awayRad), yM: ground.yM + halfM * Math.sin(awayRad) };
}

function sizeOf({ className }: RoadUser): { readonly lengthM: number; readonly widthM: number } {
  return { lengthM: usualLengthM(className), widthM: widthsM[className] ?? narrowM };
}

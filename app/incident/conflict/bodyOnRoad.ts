import { type GroundPoint, turnRad, velocityOf } from '../../space/ground.ts';
import type { Motion, RoadUser } from '../../traffic/road/roadUser.ts';
import { usualLengthM } from '../../traffic/road/roadUserGroup.ts';
import type { CompiledScene, InLane } from '../../traffic/scene/compiledScene.ts';
import type { MovingBody } from './movingBody.ts';

const widthsM: ReadonlyMap<string, number> = new Map(
  Object.entries({ car: 1.8, truck: 2.4, bus: 2.5, van: 2, motorcycle: 0.8 }),
);
const narrowM = 0.6;

/** Where a road user is with its whole length. */
export class BodyOnRoad implements MovingBody {
  readonly centre: GroundPoint;
  readonly headingRad: number;
  readonly speedMps: number;
  readonly lengthM: number;
  readonly widthM: number;
  readonly velocity: GroundPoint;
  readonly #scene: CompiledScene;
  /** `undefined` until it is asked for: nearly nobody is near enough to another one. */
  #inLane: InLane | null | undefined;

  constructor(scene: CompiledScene, { className }: RoadUser, { headingRad, speedMps }: Motion, centre: GroundPoint) {
    this.centre = centre;
    this.headingRad = headingRad;
    this.speedMps = speedMps;
    this.lengthM = usualLengthM(className);
    this.widthM = usualWidthM(className);
    this.velocity = velocityOf(this);
    this.#scene = scene;
  }

  /** That of its middle: the foot point of a bus that is seen aslant lies in the next lane. */
  get inLane(): InLane | null {
    if (this.#inLane === undefined) this.#inLane = this.#scene.laneAt(this.centre);
    return this.#inLane;
  }
}

/** A road user as a body on the road; `null` where its movement is not known. */
export function bodyOnRoad(scene: CompiledScene, user: RoadUser): BodyOnRoad | null {
  const { motion } = user;
  const centre = motion && middleOnRoad(scene, user, motion.headingRad);
  return motion && centre && new BodyOnRoad(scene, user, motion, centre);
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
  const [lengthM, widthM] = [usualLengthM(user.className), usualWidthM(user.className)];
  const awayRad = Math.atan2(above.yM - here.yM, above.xM - here.xM);
  const turn = turnRad(awayRad, headingRad);
  const halfM = (Math.abs(Math.cos(turn)) * lengthM + Math.abs(Math.sin(turn)) * widthM) / 2;
  return { xM: ground.xM + halfM * Math.cos(awayRad), yM: ground.yM + halfM * Math.sin(awayRad) };
}

function usualWidthM(className: string): number {
  return widthsM.get(className) ?? narrowM;
}

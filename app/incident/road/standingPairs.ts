import type { GroundPoint } from '../../space/ground.ts';
import type { RoadUser, RoadView } from '../../traffic/road/roadUser.ts';
import { usualLengthM } from '../../traffic/road/roadUserGroup.ts';
import type { CompiledScene } from '../../traffic/scene/compiledScene.ts';
import { isCutOff } from './places.ts';
import type { Standing, StandingUser } from './standingMemory.ts';

/** A vehicle that stands, seen whole. */
export interface Stopped {
  readonly user: RoadUser;
  readonly ground: GroundPoint;
  readonly stand: Standing;
}

/** Beside each other in two lanes they have not met, metres. */
const besideM = 2.4;
/** Somebody who stood for so long before them made them stop, in whatever lane beside. */
const stoodBeforeMs = 2500;
const besideLanesM = 6;
const waitsWithinM = 60;
/** Detectors call vans trucks, too. */
const truckM = [5.5, 10] as const;

export function stoppedIn({ scene }: RoadView, standing: readonly StandingUser[]): Stopped[] {
  const stopped: Stopped[] = [];
  for (const { user, stand } of standing) {
    if (user.ground && !isCutOff(user, scene.scene.picture)) stopped.push({ user, ground: user.ground, stand });
  }
  return stopped;
}

export function inOrder(a: Stopped, b: Stopped): readonly [front: Stopped, rear: Stopped] {
  const { user, ground } = a;
  const headingRad = user.inLane?.headingRad ?? user.motion?.headingRad ?? 0;
  const aheadM = (b.ground.xM - ground.xM) * Math.cos(headingRad) + (b.ground.yM - ground.yM) * Math.sin(headingRad);
  return aheadM > 0 ? [b, a] : [a, b];
}

/**
 * Metres from the rear of the front one to the front of the rear one: foot points are rears where the road leads away from
 * the camera, and fronts where it leads towards it. Where one is a lorry or a van, nobody knows which, it has the length
 * that leaves no room; negative when they overlap for all that.
 */
export function roomBetween(scene: CompiledScene, front: Stopped, rear: Stopped): number {
  const { x, y } = rear.user.footInImage;
  const [here, above] = [scene.plane?.groundOf({ x, y }), scene.plane?.groundOf({ x, y: y - 1 })];
  const [dx, dy] = [front.ground.xM - rear.ground.xM, front.ground.yM - rear.ground.yM];
  const leadsAway = !here || !above || dx * (above.xM - here.xM) + dy * (above.yM - here.yM) > 0;
  const { className } = (leadsAway ? rear : front).user;
  const [shortM, longM] = className === 'truck' ? truckM : [usualLengthM(className), usualLengthM(className)];
  const apartM = Math.hypot(dx, dy);
  return apartM > longM ? apartM - longM : Math.min(0, apartM - shortM);
}

/** Whether the lower edge of one box lies within the other one. */
export function hides({ boxInImage: near }: RoadUser, { boxInImage: far }: RoadUser): boolean {
  const lowest = far.cy + far.h / 2;
  return lowest > near.cy - near.h / 2 && lowest < near.cy + near.h / 2 && Math.abs(far.cx - near.cx) < near.w / 2;
}

/** Whether somebody ahead stood before it did: it evaded, or waits for what is there. */
export function stoodBefore(stopped: readonly Stopped[], { user: { inLane }, ground, stand }: Stopped): boolean {
  if (!inLane) return false;
  const [x, y] = [Math.cos(inLane.headingRad), Math.sin(inLane.headingRad)];
  return stopped.some((other) => {
    if (stand.sinceAtMs - other.stand.sinceAtMs < stoodBeforeMs) return false;
    const [dx, dy] = [other.ground.xM - ground.xM, other.ground.yM - ground.yM];
    const ahead = dx * x + dy * y;
    return ahead > 0 && ahead < waitsWithinM && Math.abs(dy * x - dx * y) < besideLanesM;
  });
}

export function areAbreast({ user: { inLane } }: Stopped, { ground }: Stopped): boolean {
  const place = inLane?.lane.courseOnGround.placeOf(ground);
  return place != null && Math.abs(place.leftM - inLane!.leftM) > besideM;
}

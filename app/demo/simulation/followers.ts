import { type Stage, vehicleOn } from './stage.ts';
import type { Vehicle } from './vehicle.ts';

/** Two who drive one behind the other. */
export interface Followers {
  readonly leader: Vehicle;
  readonly follower: Vehicle;
}

/** A vehicle between `fromM` and `toM` of a lane with a car or van within `longestGapM` behind it, both driving freely. */
export function followersOn(
  stage: Stage,
  { laneId, fromM, toM }: { readonly laneId: string; readonly fromM: number; readonly toM: number },
  longestGapM: number,
  suit: (pair: Followers) => boolean = () => true,
): Followers | undefined {
  const leader = vehicleOn(stage, laneId, fromM, toM, (vehicle) => {
    const behind = behindOf(stage, vehicle, longestGapM);
    if (vehicle.kind === 'motorcycle' || !behind || !isSuited(behind)) return false;
    return suit({ leader: vehicle, follower: behind });
  });
  const follower = leader && behindOf(stage, leader, longestGapM);
  return leader && follower && { leader, follower };
}

/** From the one's front to the other's rear. */
export function gapOf({ leader, follower }: Followers): number {
  return leader.own.sM - leader.lengthM - follower.own.sM;
}

/** Whether nobody has come between them, nor has one of them left the lane. */
export function areStillFollowing(stage: Stage, { leader, follower }: Followers): boolean {
  const list = stage.traffic.roadway.on(leader.own.lane);
  return list[list.indexOf(leader.own) - 1] === follower.own;
}

function behindOf(stage: Stage, { own, lengthM }: Vehicle, longestGapM: number): Vehicle | undefined {
  const list = stage.traffic.roadway.on(own.lane);
  const behind = list[list.indexOf(own) - 1];
  const near = behind !== undefined && own.sM - lengthM - behind.sM < longestGapM;
  return near && behind.vehicle?.own === behind ? behind.vehicle : undefined;
}

function isSuited({ kind, change, orders }: Vehicle): boolean {
  return (kind === 'car' || kind === 'van') && change === undefined && Object.keys(orders).length === 0;
}

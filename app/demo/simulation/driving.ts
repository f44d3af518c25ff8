import type { Lane } from '../site/lane.ts';
import { freeAcceleration, hardestBrakingMps2, interaction } from './following.ts';
import type { Gap, Roadway } from './roadway.ts';
import type { Routes } from './routes.ts';
import type { Vehicle } from './vehicle.ts';

const anticipationM = 160;
const anticipationMps2 = 1.3;
/** Where a vehicle stands before a line or the end of its lane. */
const stopShortM = 0.6;

/** A limit on a piece of a lane for a time, as a bottleneck has it. */
export interface SpeedZone {
  readonly lane: Lane;
  readonly fromM: number;
  readonly toM: number;
  readonly limitMps: number;
}

/** The speed a driver wishes here: the limits of this lane and, in time to brake, of those to come. */
export function desiredSpeedMps(vehicle: Vehicle, routes: Routes, zones: readonly SpeedZone[]): number {
  const { lane, sM } = vehicle.own;
  const ordered = vehicle.orders.desiredMps;
  const own = (limitMps: number) => Math.min(vehicle.topSpeedMps, limitMps * vehicle.speedFactor);
  let desired = ordered ?? own(lane.speedLimitMps);
  let distanceM = lane.path.lengthM - sM;
  let next = routes[vehicle.goal][lane.index]?.next;
  while (next && distanceM < anticipationM) {
    const limit = own(next.speedLimitMps);
    desired = Math.min(desired, Math.sqrt(limit * limit + 2 * anticipationMps2 * Math.max(0, distanceM - 2)));
    distanceM += next.path.lengthM;
    next = routes[vehicle.goal][next.index]?.next;
  }
  for (const zone of zones) {
    if (zone.lane !== lane || sM > zone.toM) continue;
    const aheadM = Math.max(0, zone.fromM - sM);
    desired = Math.min(desired, Math.sqrt(zone.limitMps * zone.limitMps + 2 * anticipationMps2 * aheadM));
  }
  return desired;
}

/** Acceleration behind a leader. */
export function accelerationBehind(vehicle: Vehicle, desiredMps: number, { gapM, speedMps }: Gap): number {
  const { driver } = vehicle;
  const free = freeAcceleration(driver, vehicle.speedMps, desiredMps);
  return Math.max(-hardestBrakingMps2, free + interaction(driver, vehicle.speedMps, gapM, speedMps));
}

/** Acceleration towards a halt `distanceM` ahead. */
export function accelerationToHalt(vehicle: Vehicle, desiredMps: number, distanceM: number): number {
  const gapM = distanceM + vehicle.driver.standstillGapM - stopShortM;
  return accelerationBehind(vehicle, desiredMps, { gapM, speedMps: 0, occupant: undefined });
}

/** The leader in the lane, and while changing lanes also the one in the lane that is being left. */
export function leaderOf(vehicle: Vehicle, roadway: Roadway): Gap {
  const ahead = roadway.leader(vehicle.own.lane, vehicle.own.sM, vehicle);
  const { change } = vehicle;
  if (!change) return ahead;
  const list = roadway.on(change.behind.lane);
  const place = list.indexOf(change.behind);
  const other = list[place + 1];
  if (!other) return ahead;
  const gapM = other.sM - other.lengthM - change.behind.sM;
  return gapM < ahead.gapM ? { gapM, speedMps: other.speedMps, occupant: other } : ahead;
}

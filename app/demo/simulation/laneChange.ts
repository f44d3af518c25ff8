import type { Lane } from '../site/lane.ts';
import type { Site } from '../site/site.ts';
import { accelerationBehind, desiredSpeedMps, leaderOf, type SpeedZone } from './driving.ts';
import { safeSpeedMps } from './following.ts';
import type { Gap, Roadway } from './roadway.ts';
import type { Routes } from './routes.ts';
import { isOverSolidLine, type SolidLine } from './solidLines.ts';
import type { LaneChange, Vehicle } from './vehicle.ts';

/** Lane changing Minimising Overall Braking Induced by Lane changes (MOBIL). */
const politeness = 0.25;
const thresholdMps2 = 0.2;
const keepRightMps2 = 0.25;
const makeRoomMps2 = 0.6;
const safeBrakingMps2 = 2.5;
const urgentBrakingMps2 = 4;
const smallestGapM = 2;
const changeS = 3.4;
/** A change at low speed still needs way, and a long vehicle more of it. */
const wayPerLength = 2.2;
const leastWayM = 7;

export interface LaneChangeWorld {
  readonly site: Site;
  readonly routes: Routes;
  readonly roadway: Roadway;
  readonly zones: readonly SpeedZone[];
  /** Distance to a blockage in the lane ahead that calls for another lane, if one is in sight. */
  blockageAhead(lane: Lane, sM: number): number | undefined;
  isMergedInto(lane: Lane, sM: number): boolean;
  readonly solidLines: readonly SolidLine[];
}

/** How many metres a whole change takes at the present speed. */
export function changeWayM(vehicle: Vehicle): number {
  return Math.max(vehicle.speedMps * changeS * 1.15, leastWayM + wayPerLength * vehicle.lengthM);
}

/** The change a driver decides on now, not yet begun. */
export function wishedChange(vehicle: Vehicle, world: LaneChangeWorld): 'left' | 'right' | undefined {
  if (vehicle.change || vehicle.orders.keepsLane || vehicle.granted || vehicle.own.lane.kind === 'cycle')
    return undefined;
  const blockedM = world.blockageAhead(vehicle.own.lane, vehicle.own.sM);
  const needed = vehicle.step.change;
  if (needed) {
    const urgency = urgencyOf(vehicle);
    if (urgency > 0 && isObeying(vehicle, world, needed.side, urgency)) return needed.side;
    // Past what blocks the lane first, even if the way out is on the other side.
    if (urgency > 0 && blockedM === undefined) return undefined;
  }
  const urgency = blockedM === undefined ? 0 : 1 + 60 / Math.max(20, blockedM);
  return (['left', 'right'] as const).find((side) => isObeying(vehicle, world, side, urgency));
}

/** Whether there is room for a change now; whoever asks does not ask what it is good for, nor for the line. */
export function mayChange(vehicle: Vehicle, world: LaneChangeWorld, side: 'left' | 'right'): boolean {
  return isWorthIt(vehicle, world, side, 1);
}

function isObeying(vehicle: Vehicle, world: LaneChangeWorld, side: 'left' | 'right', urgency: number): boolean {
  const { lane, sM } = vehicle.own;
  if (isOverSolidLine(world.solidLines, lane, side, sM, sM + changeWayM(vehicle))) return false;
  return isWorthIt(vehicle, world, side, urgency);
}

/** 0 while the place to change is far, growing towards it. */
function urgencyOf(vehicle: Vehicle): number {
  const { lane, sM } = vehicle.own;
  const beginsM = lane.kind === 'motorway' ? 700 : 250;
  const leftM = Math.max(1, vehicle.step.lastM - sM);
  return leftM > beginsM ? 0 : 0.4 + Math.min(3, 100 / leftM);
}

function isWorthIt(vehicle: Vehicle, world: LaneChangeWorld, side: 'left' | 'right', urgency: number): boolean {
  const { lane, sM } = vehicle.own;
  const to = lane[side];
  if (!to || sM - vehicle.lengthM - 1 < to.fromM || sM + changeWayM(vehicle) > to.toM) return false;
  const target = world.site.lane(to.laneId);
  if (!isAllowed(vehicle, world, target, sM + to.offsetM, urgency)) return false;
  const targetM = sM + to.offsetM;
  const ahead = world.roadway.leader(target, targetM, vehicle);
  const behind = world.roadway.follower(target, targetM, targetM - vehicle.lengthM, vehicle);
  const now = leaderOf(vehicle, world.roadway);
  if (now.speedMps < 2 && now.gapM < (leastWayM + wayPerLength * vehicle.lengthM) / 2) return false;
  // What stands there does not drive on while one changes: who is too fast for it halts first.
  if (now.occupant && !now.occupant.vehicle && now.gapM < changeWayM(vehicle)) return false;
  const desiredMps = desiredSpeedMps(vehicle, world.routes, world.zones);
  const own = accelerationBehind(vehicle, desiredMps, ahead);
  const braking = urgency > 0.5 ? urgentBrakingMps2 : safeBrakingMps2;
  const followers = effectOnFollower(vehicle, behind, ahead, desiredMps);
  const gapNeededM = smallestGapM + (urgency > 0 ? 0 : vehicle.speedMps * 0.4);
  if (ahead.gapM < gapNeededM || behind.gapM < smallestGapM + Math.min(10, behind.speedMps * 0.35)) return false;
  if (vehicle.speedMps > safeSpeedMps(ahead.gapM - 1, ahead.speedMps)) return false;
  if (own < -braking || followers.after < -braking) return false;
  const gain = own - accelerationBehind(vehicle, desiredMps, now);
  const cost = politeness * (followers.before - followers.after);
  const makingRoom = world.isMergedInto(lane, sM) || world.isMergedInto(target, targetM);
  const leftMps2 = makingRoom ? makeRoomMps2 : -keepRightMps2 / 2;
  const rightMps2 = makingRoom ? -makeRoomMps2 : keepRightMps2;
  const bias = side === 'right' ? rightMps2 : leftMps2;
  return urgency > 0.5 || gain - cost + bias * Number(lane.kind === 'motorway') + urgency > thresholdMps2;
}

/** Not into lanes that lead elsewhere or are closed, and no lorry in the fast lane. */
function isAllowed(vehicle: Vehicle, world: LaneChangeWorld, target: Lane, targetM: number, urgency: number): boolean {
  const step = world.routes[vehicle.goal][target.index];
  if (!step) return false;
  if (vehicle.step.change && step.changes < vehicle.step.changes) {
    return targetM + changeWayM(vehicle) < step.lastM;
  }
  const heavy = vehicle.kind === 'truck' || vehicle.kind === 'bus';
  if (heavy && target.id.endsWith('-3') && target.kind === 'motorway') return false;
  const blockedM = world.blockageAhead(target, targetM);
  if (blockedM !== undefined && blockedM < 400) return false;
  if (step.changes === 0) return true;
  const leftM = step.lastM - targetM;
  const perChangeM = target.kind === 'motorway' ? 400 : 90;
  // Right before what blocks the lane there is no choice.
  return leftM > (step.changes * perChangeM) / Math.max(urgency > 0 ? 2 : 1, urgency) && step.changes <= 2;
}

function effectOnFollower(vehicle: Vehicle, behind: Gap, ahead: Gap, desiredMps: number) {
  const other = behind.occupant?.vehicle;
  if (!other) return { before: 0, after: 0 };
  const wish = Math.max(desiredMps, other.speedMps);
  const before = accelerationBehind(other, wish, {
    gapM: behind.gapM + vehicle.lengthM + ahead.gapM,
    speedMps: ahead.speedMps,
    occupant: ahead.occupant,
  });
  const safe = other.speedMps <= safeSpeedMps(behind.gapM - 1, vehicle.speedMps);
  const after = accelerationBehind(other, wish, { gapM: behind.gapM, speedMps: vehicle.speedMps, occupant: undefined });
  return { before, after: safe ? after : Number.NEGATIVE_INFINITY };
}

/** Begins the change: the vehicle belongs to its new lane now and still takes its place in the old one. */
export function beginChange(
  vehicle: Vehicle,
  side: 'left' | 'right',
  { site, routes, roadway }: LaneChangeWorld,
): void {
  const from = vehicle.own.lane;
  const to = from[side];
  if (!to) return;
  roadway.remove(vehicle.own);
  const behind = { lane: from, sM: vehicle.own.sM, lengthM: vehicle.lengthM, speedMps: vehicle.speedMps, vehicle };
  roadway.add(behind);
  const target = site.lane(to.laneId);
  vehicle.own.lane = target;
  vehicle.own.sM += to.offsetM;
  roadway.add(vehicle.own);
  vehicle.trail = [];
  vehicle.step = routes[vehicle.goal][target.index] ?? vehicle.step;
  vehicle.change = { side, behind, offsetM: -to.offsetM, widthM: (from.widthM + target.widthM) / 2, progress: 0 };
}

/** Moves sideways; gives the change back while it lasts. */
export function goOnChanging(change: LaneChange, vehicle: Vehicle, stepS: number): LaneChange | undefined {
  const wayM = leastWayM + wayPerLength * vehicle.lengthM;
  change.progress += Math.min(stepS / changeS, (vehicle.speedMps * stepS) / wayM);
  if (change.progress >= 1) return undefined;
  change.behind.sM = vehicle.own.sM + change.offsetM;
  change.behind.speedMps = vehicle.speedMps;
  return change;
}

import type { Lane } from '../site/lane.ts';
import type { Site } from '../site/site.ts';
import { type Blockage, blockageAhead } from './blockages.ts';
import { accelerationBehind } from './driving.ts';
import type { Roadway } from './roadway.ts';
import type { Vehicle } from './vehicle.ts';

const courtesyMps2 = 1.6;
/** Slower than this before a blockage, a driver waits to be let into the next lane. */
const stuckMps = 4;

/** A lane that ends beside another one: the other's arc length = its own + `offsetM`. */
export interface Merge {
  readonly lane: Lane;
  readonly offsetM: number;
}

/** By the index of each lane: the lane beside it that ends there, if one does. */
export function mergesInto(site: Site): readonly (Merge | undefined)[] {
  return site.lanes.map((lane) => {
    const ending = site.lanes.find(({ left, kind }) => kind === 'auxiliary' && left?.laneId === lane.id);
    return ending && { lane: ending, offsetM: ending.left?.offsetM ?? 0 };
  });
}

/** Whether somebody will want into a lane soon, so that it is kind to leave it. */
export function isMergedInto(merge: Merge | undefined, roadway: Roadway, sM: number): boolean {
  if (!merge || roadway.on(merge.lane).length === 0) return false;
  const besideM = sM - merge.offsetM;
  return besideM > -300 && besideM < merge.lane.path.lengthM - 60;
}

/** Opens a gap, without braking hard, for one ahead whose lane ends. */
export function letIn(vehicle: Vehicle, merge: Merge, roadway: Roadway, desiredMps: number): number {
  const besideM = vehicle.own.sM - merge.offsetM;
  if (besideM < -80 || besideM > merge.lane.path.lengthM || vehicle.speedMps < 5) return 1000;
  const entering = roadway.leader(merge.lane, besideM + 2, vehicle);
  const gapM = entering.gapM + 2;
  if (gapM > 90) return 1000;
  return Math.max(-courtesyMps2, accelerationBehind(vehicle, desiredMps, { ...entering, gapM: Math.max(1, gapM) }));
}

export function isStuck({ own, speedMps, change, orders }: Vehicle, blockages: readonly Blockage[]): boolean {
  if (blockages.length === 0 || speedMps > stuckMps || change || orders.keepsLane) return false;
  const aheadM = blockageAhead(blockages, own.lane, own.sM);
  return aheadM !== undefined && aheadM < 90;
}

/** Opens a gap, without braking hard, for one who is stuck in the lane beside. */
export function makeWay(vehicle: Vehicle, stuck: Vehicle, desiredMps: number): number {
  const { lane, sM } = stuck.own;
  const beside = lane.left?.laneId === vehicle.own.lane.id ? lane.left : lane.right;
  if (beside?.laneId !== vehicle.own.lane.id || vehicle.speedMps < 5) return 1000;
  const gapM = sM + beside.offsetM - stuck.lengthM - vehicle.own.sM;
  if (gapM < 4 || gapM > 220) return 1000;
  const gap = { gapM, speedMps: stuck.speedMps, occupant: stuck.own };
  return Math.max(-courtesyMps2, accelerationBehind(vehicle, desiredMps, gap));
}

import { type Blockage, haltBeforeBlockage } from './blockages.ts';
import { haltAtBusStop } from './busStop.ts';
import { letIn, makeWay, type Merge } from './courtesy.ts';
import { accelerationBehind, accelerationToHalt, desiredSpeedMps, leaderOf, type SpeedZone } from './driving.ts';
import { hardestBrakingMps2, safeSpeedMps } from './following.ts';
import type { Roadway } from './roadway.ts';
import type { Routes } from './routes.ts';
import { stepS } from './stepTime.ts';
import type { Vehicle } from './vehicle.ts';

/** Room to change lanes before something that comes the wrong way. */
const oncomingRoomM = 22;
/** Who comes the wrong way keeps coming for this long. */
const oncomingS = 3;

/** What a driver takes into account. */
export interface Surroundings {
  readonly routes: Routes;
  readonly roadway: Roadway;
  readonly zones: readonly SpeedZone[];
  readonly blockages: readonly Blockage[];
  /** By the index of a lane. */
  readonly merges: readonly (Merge | undefined)[];
  /** Who waits before a blockage to be let in. */
  readonly stuck: readonly Vehicle[];
  /** Cyclists let people pass between pavement and bus. */
  readonly cyclistsWait: boolean;
}

/** What the driver does now: the most careful of all that the road ahead asks for. */
export function accelerationOf(vehicle: Vehicle, around: Surroundings): number {
  const { roadway, routes, zones, merges, stuck } = around;
  const { orders, own } = vehicle;
  const desiredMps = desiredSpeedMps(vehicle, routes, zones);
  if (orders.brakeMps2 !== undefined) return -orders.brakeMps2;
  const found = leaderOf(vehicle, roadway);
  const oncoming = found.speedMps < 0 && !vehicle.change;
  const ahead = oncoming ? { ...found, gapM: found.gapM - oncomingRoomM + found.speedMps * oncomingS } : found;
  let acceleration = accelerationBehind(vehicle, desiredMps, orders.blind ? { ...ahead, gapM: 1000 } : ahead);
  if (!orders.blind) {
    const safest = (safeSpeedMps(ahead.gapM, ahead.speedMps) - vehicle.speedMps) / stepS;
    acceleration = Math.max(-hardestBrakingMps2 * 1.5, Math.min(acceleration, safest));
  }
  const merge = merges[own.lane.index];
  if (merge) acceleration = Math.min(acceleration, letIn(vehicle, merge, roadway, desiredMps));
  for (const one of stuck) acceleration = Math.min(acceleration, makeWay(vehicle, one, desiredMps));
  const haltM = haltAhead(vehicle, around);
  if (haltM < 200) acceleration = Math.min(acceleration, accelerationToHalt(vehicle, desiredMps, haltM));
  if (orders.stop === 'now') return Math.min(acceleration, -2.5);
  if (orders.stop && orders.stop.laneId === own.lane.id) {
    const distanceM = orders.stop.atM - own.sM;
    acceleration = Math.min(acceleration, accelerationToHalt(vehicle, desiredMps, Math.max(0, distanceM)));
  }
  return acceleration;
}

/** Distance to where the driver must halt: a line without leave, the end of the lane, a blockage, the bus stop. */
function haltAhead(vehicle: Vehicle, { blockages, cyclistsWait }: Surroundings): number {
  const { lane, sM } = vehicle.own;
  let haltM = 1000;
  const { next, change, lastM } = vehicle.step;
  const toEndM = lane.path.lengthM - sM;
  if (next?.junction !== undefined && !vehicle.granted) haltM = toEndM;
  // On the motorway who misses the exit drives on; elsewhere one waits for a gap.
  if (change && lane.kind !== 'motorway') {
    const changeM = lastM - 12 - 2.2 * vehicle.lengthM - sM;
    if (changeM < (vehicle.speedMps * vehicle.speedMps) / 4 + 6) haltM = Math.min(haltM, changeM);
  }
  if (!vehicle.change) haltM = Math.min(haltM, haltBeforeBlockage(blockages, vehicle));
  return Math.max(0, Math.min(haltM, haltAtBusStop(vehicle, cyclistsWait)));
}

import { busStop, crossRoad, stopLine } from '../site/measures.ts';
import type { Site } from '../site/site.ts';
import type { Roadway } from './roadway.ts';
import { stepS } from './stepTime.ts';
import type { Vehicle } from './vehicle.ts';

/** Along the lanes that lead away from the junction. */
const busStopsAtM = busStop.xM - crossRoad.middleXM - stopLine.streetM;
const busLane = 'street-east-c-1';
const cycleLane = 'street-east-c-cycle';
const leastDwellS = 14;

/** Distance to where a bus stops, or where cyclists let people pass between pavement and bus. */
export function haltAtBusStop({ kind, own, dwellS }: Vehicle, cyclistsWait: boolean): number {
  const { lane, sM } = own;
  if (kind === 'bus' && lane.id === busLane && dwellS !== 0 && sM < busStopsAtM + 1) return busStopsAtM - sM;
  if (cyclistsWait && lane.id === cycleLane && sM < busStopsAtM - 14) return busStopsAtM - 14 - sM;
  return 1000;
}

/** A step of a bus at the stop: begins to stand, or stands for less time. */
export function dwell(vehicle: Vehicle): void {
  if (vehicle.kind !== 'bus' || vehicle.own.lane.id !== busLane) return;
  const atStop = Math.abs(vehicle.own.sM - busStopsAtM) < 3 && vehicle.speedMps < 0.2;
  if (vehicle.dwellS === undefined && atStop) vehicle.dwellS = leastDwellS + (vehicle.lookSeed % 9);
  else if (vehicle.dwellS) vehicle.dwellS = Math.max(0, vehicle.dwellS - stepS);
}

/** Seconds that a bus at the stop still stands; undefined without one. */
export function busDoorsOpenForS(vehicles: readonly Vehicle[]): number | undefined {
  return vehicles.find(({ kind, dwellS }) => kind === 'bus' && dwellS)?.dwellS;
}

export function isCycleLaneFreeAtStop(site: Site, roadway: Roadway): boolean {
  const cyclists = roadway.on(site.lane(cycleLane));
  return !cyclists.some(({ sM }) => sM > busStopsAtM - 26 && sM < busStopsAtM + 3);
}

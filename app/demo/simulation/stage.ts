import type { Body, GroundPoint } from '../scene.ts';
import type { Lane } from '../site/lane.ts';
import type { Incident, IncidentLog, IncidentType } from './incident.ts';
import type { Pedestrians } from './pedestrians.ts';
import type { Traffic } from './traffic.ts';
import type { Occupant, Vehicle } from './vehicle.ts';

/** What the actors of scenarios act on. */
export interface Stage {
  readonly traffic: Traffic;
  readonly pedestrians: Pedestrians;
  readonly incidents: IncidentLog;
  /** Bodies that are neither traffic nor pedestrians: cones, lost load, a car on the wrong side. */
  readonly props: Map<number, Body>;
  readonly timeMs: number;
}

/** Plays one scenario; `active` between its start and its end. Steps after the others have moved. */
export interface Actor {
  step(stage: Stage, active: boolean): void;
}

export function placeOn(lane: Lane, sM: number): GroundPoint & { readonly laneId: string } {
  const at = { xM: 0, yM: 0 };
  lane.path.pointAt(sM, at);
  return { ...at, laneId: lane.id };
}

export function beginIncident(
  stage: Stage,
  type: IncidentType,
  scenario: string,
  lane: Lane,
  sM: number,
  bodyIds: readonly number[],
): number {
  const incident: Omit<Incident, 'id' | 'endMs'> = {
    type,
    scenario,
    beginMs: stage.timeMs,
    place: placeOn(lane, sM),
    bodyIds,
  };
  return stage.incidents.begin(incident);
}

/** The vehicle of a lane nearest to `toM`, from `fromM` on, that drives freely and suits. */
export function vehicleOn(
  stage: Stage,
  laneId: string,
  fromM: number,
  toM: number,
  suits: (vehicle: Vehicle) => boolean,
): Vehicle | undefined {
  const occupants = stage.traffic.roadway.on(stage.traffic.site.lane(laneId));
  const found = occupants.findLast(({ sM, vehicle, lane }) => {
    if (!vehicle || sM < fromM || sM > toM || vehicle.own.lane !== lane || vehicle.change) return false;
    return Object.keys(vehicle.orders).length === 0 && suits(vehicle);
  });
  return found?.vehicle;
}

/** Who is farther away than this can still stop for what falls on the road. */
const stoppingM = 230;

/** As far back as the last vehicle before the place needs to stop. */
export function reachOf(stage: Stage, lane: Lane, fromM: number): number {
  const behind = stage.traffic.roadway.on(lane).findLast(({ sM }) => sM < fromM);
  const speedMps = behind?.speedMps ?? 0;
  return Math.min(stoppingM, 8 + speedMps + (speedMps * speedMps) / 5);
}

/** Whether nobody is, or arrives within `reachM` before, this stretch of a lane. */
export function isFree(stage: Stage, lane: Lane, fromM: number, toM: number, reachM: number): boolean {
  return stage.traffic.roadway.on(lane).every(({ sM, lengthM }) => sM < fromM - reachM || sM - lengthM > toM);
}

export function isHere(stage: Stage, vehicle: Vehicle): boolean {
  return stage.traffic.vehicles.includes(vehicle);
}

export function obstacleOn(lane: Lane, sM: number, lengthM: number): Occupant {
  return { lane, sM, lengthM, speedMps: 0, vehicle: undefined };
}

export function removeItem<Item>(list: Item[], item: Item): void {
  const place = list.indexOf(item);
  if (place >= 0) list.splice(place, 1);
}

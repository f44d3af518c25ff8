import type { Lane } from '../site/lane.ts';
import { busStop, crossRoad, stopLine } from '../site/measures.ts';
import type { Site } from '../site/site.ts';
import { Arrivals } from './arrivals.ts';
import { accelerationBehind, accelerationToHalt, desiredSpeedMps, leaderOf, type SpeedZone } from './driving.ts';
import { hardestBrakingMps2, safeSpeedMps } from './following.ts';
import { beginChange, changeWayM, goOnChanging, wishedChange } from './laneChange.ts';
import { type CrossingWatch, RightOfWay } from './rightOfWay.ts';
import { Roadway } from './roadway.ts';
import { type Goal, goals, type Routes, routesOf } from './routes.ts';
import type { Vehicle } from './vehicle.ts';

export const stepMs = 80;
export const stepS = stepMs / 1000;
/** Each driver thinks about another lane every so many steps. */
const thinksEvery = 8;
const busStopsAtM = busStop.xM - crossRoad.middleXM - stopLine.streetM;
const cycleLaneAtStop = 'street-east-c-cycle';
const dwellS = 14;
const courtesyMps2 = 1.6;
/** Slower than this before a blockage, a driver waits to be let into the next lane. */
const stuckMps = 4;
/** Nobody asks for the way from farther away. */
const askingM = 110;
/** Room to change lanes before something that comes the wrong way. */
const oncomingRoomM = 22;
/** Who comes the wrong way keeps coming for this long. */
const oncomingS = 3;

/** A lane that ends beside another one: the other's arc length = its own + `offsetM`. */
interface Merge {
  readonly lane: Lane;
  readonly offsetM: number;
}

/** Someone drove over the end of a lane. */
export interface Passage {
  readonly vehicle: Vehicle;
  readonly from: Lane;
  readonly to: Lane;
}

/** A stretch of a lane that drivers leave in time. */
export interface Blockage {
  readonly lane: Lane;
  readonly fromM: number;
  readonly toM: number;
  /** Comes towards them: they do not halt at a place before it. */
  readonly oncoming?: true;
}

/** All vehicles, moved one step at a time: everybody decides on what is, then everybody moves. */
export class Traffic {
  readonly site: Site;
  readonly routes: Routes;
  readonly roadway: Roadway;
  readonly rightOfWay: RightOfWay;
  readonly vehicles: Vehicle[] = [];
  readonly zones: SpeedZone[] = [];
  readonly blockages: Blockage[] = [];
  /** Cyclists let people pass between pavement and bus. */
  cyclistsWait = false;
  /** Of the last step. */
  passages: Passage[] = [];
  readonly #arrivals: Arrivals;
  readonly #mergesFrom: readonly (Merge | undefined)[];
  #stuck: readonly Vehicle[] = [];
  #lastId = 0;
  #steps = 0;

  constructor(site: Site, seed: number, watch: CrossingWatch) {
    this.site = site;
    this.routes = routesOf(site);
    this.roadway = new Roadway(site, this.routes);
    this.rightOfWay = new RightOfWay(site, this.roadway, watch);
    this.#arrivals = new Arrivals(site, this.routes, seed);
    this.#mergesFrom = site.lanes.map((lane) => {
      const ending = site.lanes.find(({ left, kind }) => kind === 'auxiliary' && left?.laneId === lane.id);
      return ending && { lane: ending, offsetM: ending.left?.offsetM ?? 0 };
    });
  }

  readonly newId = (): number => {
    this.#lastId += 1;
    return this.#lastId;
  };

  /** Time of the signal programme. */
  signalTimeMs = 0;

  step(timeMs: number, demandShare: number): void {
    this.#steps += 1;
    this.signalTimeMs = timeMs;
    this.passages = [];
    this.vehicles.push(...this.#arrivals.step(stepS, demandShare, this));
    for (const vehicle of this.vehicles) this.#askForWay(vehicle, timeMs);
    this.#stuck = this.vehicles.filter((vehicle) => this.#isStuck(vehicle));
    for (const vehicle of this.vehicles) vehicle.accelerationMps2 = this.#acceleration(vehicle);
    for (const vehicle of this.vehicles) this.#move(vehicle);
    this.roadway.sort();
    for (const vehicle of this.vehicles) this.#think(vehicle);
    this.#removeArrived();
  }

  blockageAhead(lane: Lane, sM: number): number | undefined {
    let nearestM: number | undefined;
    for (const blockage of this.blockages) {
      if (blockage.lane !== lane || sM > blockage.toM + 5 || sM < blockage.fromM - 450) continue;
      const aheadM = Math.max(0, blockage.fromM - sM);
      if (nearestM === undefined || aheadM < nearestM) nearestM = aheadM;
    }
    return nearestM;
  }

  /** Whether somebody will want into this lane soon, so that it is kind to leave it. */
  isMergedInto(lane: Lane, sM: number): boolean {
    const merge = this.#mergesFrom[lane.index];
    if (!merge || this.roadway.on(merge.lane).length === 0) return false;
    const besideM = sM - merge.offsetM;
    return besideM > -300 && besideM < merge.lane.path.lengthM - 60;
  }

  #askForWay(vehicle: Vehicle, timeMs: number): void {
    const { lane, sM } = vehicle.own;
    const { next } = vehicle.step;
    if (next?.junction === undefined) return;
    if (!vehicle.granted && (lane.path.lengthM - sM > askingM || !this.#isFirst(vehicle))) return;
    this.rightOfWay.update(vehicle, next, lane.path.lengthM - sM, timeMs);
  }

  /** Nobody gets a way while somebody without one is ahead. */
  #isFirst(vehicle: Vehicle): boolean {
    const { occupant } = this.roadway.leader(vehicle.own.lane, vehicle.own.sM, vehicle);
    if (occupant?.lane !== vehicle.own.lane) return true;
    return occupant.vehicle?.granted !== undefined && occupant.vehicle.own === occupant;
  }

  #acceleration(vehicle: Vehicle): number {
    const { orders, own } = vehicle;
    const desiredMps = desiredSpeedMps(vehicle, this.routes, this.zones);
    if (orders.brakeMps2 !== undefined) return -orders.brakeMps2;
    const found = leaderOf(vehicle, this.roadway);
    const oncoming = found.speedMps < 0 && !vehicle.change;
    const ahead = oncoming ? { ...found, gapM: found.gapM - oncomingRoomM + found.speedMps * oncomingS } : found;
    let acceleration = accelerationBehind(vehicle, desiredMps, orders.blind ? { ...ahead, gapM: 1000 } : ahead);
    if (!orders.blind) {
      const safest = (safeSpeedMps(ahead.gapM, ahead.speedMps) - vehicle.speedMps) / stepS;
      acceleration = Math.max(-hardestBrakingMps2 * 1.5, Math.min(acceleration, safest));
    }
    if (this.#mergesFrom[own.lane.index]) acceleration = Math.min(acceleration, this.#letIn(vehicle, desiredMps));
    for (const stuck of this.#stuck) acceleration = Math.min(acceleration, this.#makeWay(vehicle, stuck, desiredMps));
    const haltM = this.#haltAhead(vehicle);
    if (haltM < 200) acceleration = Math.min(acceleration, accelerationToHalt(vehicle, desiredMps, haltM));
    if (orders.stop === 'now') return Math.min(acceleration, -2.5);
    if (orders.stop && orders.stop.laneId === own.lane.id) {
      const distanceM = orders.stop.atM - own.sM;
      acceleration = Math.min(acceleration, accelerationToHalt(vehicle, desiredMps, Math.max(0, distanceM)));
    }
    return acceleration;
  }

  /** Opens a gap, without braking hard, for one ahead whose lane ends. */
  #letIn(vehicle: Vehicle, desiredMps: number): number {
    const merge = this.#mergesFrom[vehicle.own.lane.index] as Merge;
    const besideM = vehicle.own.sM - merge.offsetM;
    if (besideM < -80 || besideM > merge.lane.path.lengthM || vehicle.speedMps < 5) return 1000;
    const entering = this.roadway.leader(merge.lane, besideM + 2, vehicle);
    const gapM = entering.gapM + 2;
    if (gapM > 90) return 1000;
    return Math.max(-courtesyMps2, accelerationBehind(vehicle, desiredMps, { ...entering, gapM: Math.max(1, gapM) }));
  }

  #isStuck({ own, speedMps, change, orders }: Vehicle): boolean {
    if (this.blockages.length === 0 || speedMps > stuckMps || change || orders.keepsLane) return false;
    const aheadM = this.blockageAhead(own.lane, own.sM);
    return aheadM !== undefined && aheadM < 90;
  }

  /** Opens a gap, without braking hard, for one who is stuck in the lane beside. */
  #makeWay(vehicle: Vehicle, stuck: Vehicle, desiredMps: number): number {
    const { lane, sM } = stuck.own;
    const beside = lane.left?.laneId === vehicle.own.lane.id ? lane.left : lane.right;
    if (beside?.laneId !== vehicle.own.lane.id || vehicle.speedMps < 5) return 1000;
    const gapM = sM + beside.offsetM - stuck.lengthM - vehicle.own.sM;
    if (gapM < 4 || gapM > 220) return 1000;
    const gap = { gapM, speedMps: stuck.speedMps, occupant: stuck.own };
    return Math.max(-courtesyMps2, accelerationBehind(vehicle, desiredMps, gap));
  }

  /** Distance to where the driver must halt: a line without leave, the end of the lane, the bus stop. */
  #haltAhead(vehicle: Vehicle): number {
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
    if (!vehicle.change) haltM = Math.min(haltM, this.#haltBeforeBlockage(vehicle));
    if (vehicle.kind === 'bus' && lane.id === 'street-east-c-1' && vehicle.dwellS !== 0) {
      if (sM < busStopsAtM + 1) haltM = Math.min(haltM, busStopsAtM - sM);
    }
    if (this.cyclistsWait && lane.id === cycleLaneAtStop && sM < busStopsAtM - 14) {
      haltM = Math.min(haltM, busStopsAtM - 14 - sM);
    }
    return Math.max(0, haltM);
  }

  /** Far enough before a blockage to drive round it. */
  #haltBeforeBlockage({ own, lengthM, speedMps }: Vehicle): number {
    let haltM = 1000;
    for (const { lane, fromM, oncoming } of this.blockages) {
      const distanceM = fromM - 12 - 2.2 * lengthM - own.sM;
      if (lane !== own.lane || oncoming || distanceM < -1 || distanceM > (speedMps * speedMps) / 4 + 6) continue;
      haltM = Math.min(haltM, distanceM);
    }
    return haltM;
  }

  #move(vehicle: Vehicle): void {
    const { own } = vehicle;
    const before = vehicle.speedMps;
    const after = Math.max(0, before + vehicle.accelerationMps2 * stepS);
    const wayM = ((before + after) / 2) * stepS;
    vehicle.speedMps = after;
    vehicle.odometerM += wayM;
    own.sM += wayM;
    own.speedMps = after;
    this.#dwell(vehicle);
    if (own.lane.control?.kind === 'stop-sign' && own.lane.path.lengthM - own.sM < 2.5 && after < 0.3) {
      vehicle.stoppedAtSign = true;
    }
    if (vehicle.change) {
      const { behind } = vehicle.change;
      vehicle.change = goOnChanging(vehicle.change, vehicle, stepS);
      if (!vehicle.change) this.roadway.remove(behind);
    }
    if (own.sM > own.lane.path.lengthM && vehicle.step.next) this.#enterNext(vehicle, vehicle.step.next);
    const passed = vehicle.granted && vehicle.own.lane !== vehicle.granted && vehicle.trail.includes(vehicle.granted);
    if (passed && own.sM > vehicle.lengthM + 1.5) this.rightOfWay.release(vehicle);
  }

  #enterNext(vehicle: Vehicle, next: Lane): void {
    const { own } = vehicle;
    const from = own.lane;
    this.roadway.remove(own);
    own.sM -= from.path.lengthM;
    own.lane = next;
    this.roadway.add(own);
    vehicle.trail = [...vehicle.trail.slice(-2), from];
    vehicle.step = this.routes[vehicle.goal][next.index] ?? vehicle.step;
    vehicle.stoppedAtSign = false;
    this.passages.push({ vehicle, from, to: next });
  }

  #dwell(vehicle: Vehicle): void {
    if (vehicle.kind !== 'bus' || vehicle.own.lane.id !== 'street-east-c-1') return;
    const atStop = Math.abs(vehicle.own.sM - busStopsAtM) < 3 && vehicle.speedMps < 0.2;
    if (vehicle.dwellS === undefined && atStop) vehicle.dwellS = dwellS + (vehicle.lookSeed % 9);
    else if (vehicle.dwellS) vehicle.dwellS = Math.max(0, vehicle.dwellS - stepS);
  }

  #think(vehicle: Vehicle): void {
    if ((vehicle.id + this.#steps) % thinksEvery !== 0) return;
    const side = wishedChange(vehicle, this);
    if (side) beginChange(vehicle, side, this);
    else if (vehicle.step.change) this.#giveUpChange(vehicle);
  }

  /** Who did not get into the lane in time drives on another way. */
  #giveUpChange(vehicle: Vehicle): void {
    const { lane, sM } = vehicle.own;
    const { change, lastM } = vehicle.step;
    if (!change || sM + changeWayM(vehicle) + 6 < lastM) return;
    const other = (Object.keys(goals) as Goal[]).find((goal) => {
      const step = this.routes[goal][lane.index];
      return step !== undefined && step.change === undefined;
    });
    if (!other) return;
    vehicle.goal = other;
    vehicle.step = this.routes[other][lane.index] ?? vehicle.step;
  }

  #removeArrived(): void {
    for (let i = this.vehicles.length - 1; i >= 0; i -= 1) {
      const vehicle = this.vehicles[i] as Vehicle;
      const { own, step } = vehicle;
      if (step.next || step.change || own.sM < own.lane.path.lengthM) continue;
      this.remove(vehicle);
    }
  }

  remove(vehicle: Vehicle): void {
    this.roadway.remove(vehicle.own);
    if (vehicle.change) this.roadway.remove(vehicle.change.behind);
    this.rightOfWay.release(vehicle);
    this.vehicles.splice(this.vehicles.indexOf(vehicle), 1);
  }

  /** Seconds that a bus at the stop still stands; undefined without one. */
  busDoorsOpenForS(): number | undefined {
    return this.vehicles.find(({ kind, dwellS: leftS }) => kind === 'bus' && leftS)?.dwellS;
  }

  isCycleLaneFreeAtStop(): boolean {
    const cyclists = this.roadway.on(this.site.lane(cycleLaneAtStop));
    return !cyclists.some(({ sM }) => sM > busStopsAtM - 26 && sM < busStopsAtM + 3);
  }
}

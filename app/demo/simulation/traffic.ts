import type { Lane } from '../site/lane.ts';
import type { Site } from '../site/site.ts';
import { accelerationOf } from './acceleration.ts';
import { Arrivals } from './arrivals.ts';
import { type Blockage, blockageAhead } from './blockages.ts';
import { dwell } from './busStop.ts';
import { isMergedInto, isStuck, type Merge, mergesInto } from './courtesy.ts';
import type { Origin } from './demand.ts';
import type { SpeedZone } from './driving.ts';
import { beginChange, changeWayM, goOnChanging, wishedChange } from './laneChange.ts';
import { type CrossingWatch, RightOfWay } from './rightOfWay.ts';
import { Roadway } from './roadway.ts';
import { goalNames, type Routes, routesOf } from './routes.ts';
import type { SolidLine } from './solidLines.ts';
import { stepS } from './stepTime.ts';
import type { Vehicle } from './vehicle.ts';

/** Each driver thinks about another lane every so many steps. */
const thinksEvery = 8;
/** Nobody asks for the way from farther away. */
const askingM = 110;

/** Someone drove over the end of a lane. */
export interface Passage {
  readonly vehicle: Vehicle;
  readonly from: Lane;
  readonly to: Lane;
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
  readonly solidLines: SolidLine[] = [];
  /** Cyclists let people pass between pavement and bus. */
  cyclistsWait = false;
  readonly merges: readonly (Merge | undefined)[];
  stuck: readonly Vehicle[] = [];
  /** Of the last step. */
  passages: Passage[] = [];
  readonly #arrivals: Arrivals;
  #lastId = 0;
  #steps = 0;

  constructor(site: Site, seed: number, origins: readonly Origin[], watch: CrossingWatch) {
    this.site = site;
    this.routes = routesOf(site);
    this.roadway = new Roadway(site, this.routes);
    this.rightOfWay = new RightOfWay(site, this.roadway, watch);
    this.#arrivals = new Arrivals(site, this.routes, seed, origins);
    this.merges = mergesInto(site);
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
    this.stuck = this.vehicles.filter((vehicle) => isStuck(vehicle, this.blockages));
    for (const vehicle of this.vehicles) vehicle.accelerationMps2 = accelerationOf(vehicle, this);
    for (const vehicle of this.vehicles) this.#move(vehicle);
    this.roadway.sort();
    for (const vehicle of this.vehicles) this.#think(vehicle);
    this.#removeArrived();
  }

  blockageAhead(lane: Lane, sM: number): number | undefined {
    return blockageAhead(this.blockages, lane, sM);
  }

  isMergedInto(lane: Lane, sM: number): boolean {
    return isMergedInto(this.merges[lane.index], this.roadway, sM);
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

  #move(vehicle: Vehicle): void {
    const { own } = vehicle;
    const before = vehicle.speedMps;
    const after = Math.max(0, before + vehicle.accelerationMps2 * stepS);
    const wayM = ((before + after) / 2) * stepS;
    vehicle.speedMps = after;
    vehicle.odometerM += wayM;
    own.sM += wayM;
    own.speedMps = after;
    dwell(vehicle);
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
    const other = goalNames.find((goal) => {
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
}

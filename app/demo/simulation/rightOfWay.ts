import type { Conflict } from '../site/conflicts.ts';
import type { Lane } from '../site/lane.ts';
import { isSignalGroup, signalStateAt } from '../site/signals.ts';
import type { Site } from '../site/site.ts';
import type { Roadway } from './roadway.ts';
import type { Vehicle } from './vehicle.ts';

const comfortableMps2 = 1.8;
/** Braking for amber is no harder than this. */
const amberBrakingMps2 = 3;
const clearanceM = 1.2;
const turningMps = 5;
/** Between the own clearing of a conflict and the arrival of one who has priority. */
const spareS = 1;

/** Nobody may begin to cross a junction while pedestrians are on a crossing of the way. */
export interface CrossingWatch {
  isTaken(crossingId: string): boolean;
}

/**
 * Who may drive through the junctions. A vehicle gets its whole way at once or waits at the line: that excludes both
 * collisions and two vehicles that wait for each other inside.
 */
export class RightOfWay {
  readonly #site: Site;
  readonly #roadway: Roadway;
  readonly #watch: CrossingWatch;
  readonly #granted: Set<Vehicle>[];

  constructor(site: Site, roadway: Roadway, watch: CrossingWatch) {
    this.#site = site;
    this.#roadway = roadway;
    this.#watch = watch;
    this.#granted = site.lanes.map(() => new Set());
  }

  /** Whether somebody is on a way that passes the crossing, or may enter it. */
  usesCrossing(crossingId: string): boolean {
    return this.#granted.some((vehicles, i) => {
      const onWay = (this.#site.crossingsOnWay[i] as readonly string[]).includes(crossingId);
      return onWay && vehicles.size > 0;
    });
  }

  /** Asks for the way `next` of a vehicle `distanceM` before its line, or takes it back where the signal changed. */
  update(vehicle: Vehicle, next: Lane, distanceM: number, timeMs: number): void {
    const control = vehicle.own.lane.control;
    const group = control?.kind === 'signal' && isSignalGroup(control.group) ? control.group : undefined;
    const state = group && !vehicle.orders.ignoresSignal ? signalStateAt(group, timeMs) : 'green';
    if (vehicle.granted) {
      const brakingM = (vehicle.speedMps * vehicle.speedMps) / (2 * amberBrakingMps2);
      if (state === 'red' || (state !== 'green' && distanceM > brakingM + 0.5)) this.release(vehicle);
      return;
    }
    const askingM = (vehicle.speedMps * vehicle.speedMps) / (2 * comfortableMps2) + 12;
    if (state !== 'green' || distanceM > askingM) return;
    if (control?.kind === 'stop-sign' && !vehicle.orders.ignoresStopSign && !vehicle.stoppedAtSign) return;
    if (this.#mayDrive(vehicle, next, distanceM, timeMs)) {
      vehicle.granted = next;
      (this.#granted[next.index] as Set<Vehicle>).add(vehicle);
    }
  }

  release(vehicle: Vehicle): void {
    if (!vehicle.granted) return;
    (this.#granted[vehicle.granted.index] as Set<Vehicle>).delete(vehicle);
    vehicle.granted = undefined;
  }

  #mayDrive(vehicle: Vehicle, way: Lane, distanceM: number, timeMs: number): boolean {
    const crossings = this.#site.crossingsOnWay[way.index] as readonly string[];
    if (crossings.some((id) => this.#watch.isTaken(id))) return false;
    if (!this.#isRoomBeyond(vehicle, way)) return false;
    const conflicts = this.#site.conflicts[way.index] as readonly Conflict[];
    return conflicts.every(
      (conflict) => this.#isClear(conflict) && !this.#mustYield(vehicle, way, conflict, distanceM, timeMs),
    );
  }

  #isClear({ other, otherToM, merging }: Conflict): boolean {
    for (const vehicle of this.#granted[other.index] as Set<Vehicle>) {
      const progressM = progressOn(vehicle, other);
      const cleared = merging ? progressM > other.path.lengthM : progressM - vehicle.lengthM > otherToM + clearanceM;
      if (!cleared) return false;
    }
    return true;
  }

  #mustYield(vehicle: Vehicle, way: Lane, conflict: Conflict, distanceM: number, timeMs: number): boolean {
    if (rank(conflict.other, this.#site) >= rank(way, this.#site)) return false;
    const wayM = distanceM + conflict.toM + vehicle.lengthM + clearanceM;
    const neededS = wayM / Math.max(turningMps, vehicle.speedMps * 0.8) + (vehicle.speedMps < 2 ? 1.5 : 0) + spareS;
    return (this.#site.predecessors[conflict.other.index] as readonly Lane[]).some((before) => {
      const group = before.control?.kind === 'signal' ? before.control.group : undefined;
      if (group && isSignalGroup(group) && signalStateAt(group, timeMs) === 'red') return false;
      return this.#isApproached(before, conflict, neededS);
    });
  }

  #isApproached(before: Lane, { other, otherFromM }: Conflict, withinS: number): boolean {
    const list = this.#roadway.on(before);
    for (let i = list.length - 1; i >= 0; i -= 1) {
      const { sM, vehicle } = list[i] as (typeof list)[number];
      if (!vehicle || vehicle.step.next !== other || vehicle.own.lane !== before) continue;
      const distanceM = before.path.lengthM - sM + otherFromM;
      return distanceM / Math.max(vehicle.speedMps, 4) < withinS;
    }
    return false;
  }

  /** The junction stays free: nobody enters who could not leave it. */
  #isRoomBeyond(vehicle: Vehicle, way: Lane): boolean {
    const exit = (this.#site.successors[way.index] as readonly Lane[])[0] as Lane;
    const [first] = this.#roadway.on(exit);
    if (!first) return true;
    let roomM = first.sM - first.lengthM;
    if (first.speedMps > 5 && roomM > 0) roomM += first.speedMps * 3;
    for (const before of this.#site.predecessors[exit.index] as readonly Lane[]) {
      for (const other of this.#granted[before.index] as Set<Vehicle>) {
        if (progressOn(other, before) < before.path.lengthM) roomM -= other.lengthM + 2.5;
      }
    }
    return roomM > vehicle.lengthM + 2.5;
  }
}

/** How far a vehicle has come on a way; negative before it. */
function progressOn(vehicle: Vehicle, way: Lane): number {
  if (vehicle.own.lane === way) return vehicle.own.sM;
  return vehicle.trail.includes(way) ? way.path.lengthM + vehicle.own.sM : -1;
}

/** Who turns yields to who drives straight on; the left turn yields to the right; the stop sign yields to all. */
function rank(way: Lane, site: Site): number {
  const turn = { straight: 0, right: 1, left: 2 }[way.turn];
  const [before] = site.predecessors[way.index] as readonly Lane[];
  return before?.control?.kind === 'stop-sign' ? turn + 3 : turn;
}

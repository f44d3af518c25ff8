import { type Random, seededRandom } from '../../base/random.ts';
import type { Lane } from '../site/lane.ts';
import type { Site } from '../site/site.ts';
import { drawn, type Origin } from './demand.ts';
import { enter } from './newcomer.ts';
import type { Roadway } from './roadway.ts';
import type { Goal, Routes } from './routes.ts';
import type { Build, Vehicle, VehicleKind } from './vehicle.ts';
import { buildOf } from './vehicleMix.ts';

interface Waiting {
  readonly kind: VehicleKind;
  readonly goal: Goal;
  readonly lane: Lane;
  readonly build: Build;
}

/** What arriving vehicles find at the beginning of their lane. */
export interface Entrance {
  readonly roadway: Roadway;
  readonly newId: () => number;
  blockageAhead(lane: Lane, sM: number): number | undefined;
}

/** Vehicles reach the site by chance, independent of each other, and enter it one after the other where there is room. */
export class Arrivals {
  readonly #site: Site;
  readonly #routes: Routes;
  readonly #queues: { origin: Origin; random: Random; waiting: Waiting[] }[];

  constructor(site: Site, routes: Routes, seed: number, origins: readonly Origin[]) {
    this.#site = site;
    this.#routes = routes;
    this.#queues = origins.map((origin, i) => ({
      origin,
      random: seededRandom(seed * 31 + 1009 * (i + 1)),
      waiting: [],
    }));
  }

  /** The vehicles that enter in this step; `share` is the demand as a share of the peak. */
  step(stepS: number, share: number, entrance: Entrance): Vehicle[] {
    const entered: Vehicle[] = [];
    for (const queue of this.#queues) {
      const { origin, random, waiting } = queue;
      if (random() < (origin.peakPerHour / 3600) * share * stepS && waiting.length < 20) {
        waiting.push(this.#draw(origin, random));
      }
      const [first] = waiting;
      if (!first) continue;
      const vehicle = this.#enter(first, entrance);
      if (!vehicle) continue;
      waiting.shift();
      entered.push(vehicle);
    }
    return entered;
  }

  #draw(origin: Origin, random: () => number): Waiting {
    const kind = drawn(origin.kinds, random);
    const goal = drawn(origin.goals, random);
    const fast = drawn(origin.lanes, random);
    const heavy = kind === 'truck' || kind === 'bus';
    const lane = this.#site.lane(heavy ? fast.replace(/^(motorway-.*)-[23]$/, '$1-1') : fast);
    return { kind, goal, lane, build: buildOf(kind, origin.longestM, random) };
  }

  /** The lane wished for, or one beside its beginning when it is blocked farther on. */
  #openLane(wished: Lane, entrance: Entrance): Lane {
    const beside = [wished.right, wished.left].find((lane) => lane?.fromM === 0);
    return beside && entrance.blockageAhead(wished, 0) !== undefined ? this.#site.lane(beside.laneId) : wished;
  }

  /** A vehicle at the beginning of the lane, as fast as the one ahead of it allows; undefined without room. */
  #enter({ kind, goal, lane: wished, build }: Waiting, entrance: Entrance): Vehicle | undefined {
    const { roadway, newId } = entrance;
    const lane = this.#openLane(wished, entrance);
    const step = this.#routes[goal][lane.index];
    const [first] = roadway.on(lane);
    const roomM = first ? first.sM - first.lengthM : 1000;
    const wishMps = Math.min(build.topSpeedMps, lane.speedLimitMps * build.speedFactor);
    const leaderMps = first?.speedMps ?? wishMps;
    const speedMps = Math.min(wishMps, leaderMps + Math.max(0, roomM - 20) * 0.08);
    if (!step || roomM < 4 + speedMps * (build.driver.headwayS + 0.2)) return undefined;
    return enter(roadway, { id: newId(), kind, build, goal, step, lane, sM: 0, speedMps });
  }
}

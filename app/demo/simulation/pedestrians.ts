import { type Random, seededRandom } from '../../base/random.ts';
import type { Body } from '../scene.ts';
import { distanceM, rounded } from '../site/path.ts';
import { signalStateAt } from '../site/signals.ts';
import { busStopPlaces } from '../site/pavements.ts';
import { type Leg, legsThrough, randomWalk, walkFromBus, walkToBus } from './walks.ts';

export interface Pedestrian {
  readonly id: number;
  readonly lookSeed: number;
  readonly heightM: number;
  readonly widthM: number;
  readonly speedWishMps: number;
  legs: readonly Leg[];
  leg: number;
  /** Way on the present leg. */
  atM: number;
  alongX: number;
  alongY: number;
  speedMps: number;
  odometerM: number;
}

/** What pedestrians must know of the vehicles. */
export interface RoadWatch {
  usesCrossing(crossingId: string): boolean;
  /** A bus that stands at the stop with its doors open, and how long still; undefined without one. */
  busDoorsOpenForS(): number | undefined;
  isCycleLaneFreeAtStop(): boolean;
}

const walkersPerHour = 620;
const passengersPerHour = 110;
const boardingS = 4;

/** People on the pavements, at the crossings and at the bus stop. */
export class Pedestrians {
  readonly walkers: Pedestrian[] = [];
  readonly #random: Random;
  readonly #newId: () => number;
  #leavingBus = 0;
  #busSeen = false;

  constructor(seed: number, newId: () => number) {
    this.#random = seededRandom(seed * 17 + 90_001);
    this.#newId = newId;
  }

  isTaken(crossingId: string): boolean {
    return this.walkers.some((walker) => walker.atM > 0 && legOf(walker)?.crossing === crossingId);
  }

  /** Whether somebody is between pavement and bus: cyclists let them pass. */
  isBoarding(): boolean {
    const kerbYM = busStopPlaces.kerb.yM;
    return this.walkers.some((walker) => {
      const leg = legOf(walker);
      return (
        leg !== undefined &&
        Math.max(leg.from.yM, leg.to.yM) > kerbYM + 1 &&
        leg.crossing === undefined &&
        isAtStop(leg)
      );
    });
  }

  step(stepS: number, timeMs: number, share: number, watch: RoadWatch): void {
    if (this.#random() < (walkersPerHour / 3600) * share * stepS) this.add(randomWalk(this.#random));
    if (this.#random() < (passengersPerHour / 3600) * share * stepS) this.add(walkToBus(this.#random));
    this.#serveBus(watch);
    for (const walker of this.walkers) this.#walk(walker, stepS, timeMs, watch);
    for (let i = this.walkers.length - 1; i >= 0; i -= 1) {
      if (!legOf(this.walkers[i] as Pedestrian)) this.walkers.splice(i, 1);
    }
  }

  add(legs: readonly Leg[], speedWishMps?: number): Pedestrian {
    const random = this.#random;
    const child = random() < 0.08;
    const walker: Pedestrian = {
      id: this.#newId(),
      lookSeed: Math.floor(random() * 4294967296),
      heightM: rounded(child ? 1.05 + random() * 0.4 : 1.55 + random() * 0.35),
      widthM: rounded(child ? 0.4 : 0.48 + random() * 0.12),
      speedWishMps: speedWishMps ?? 1.1 + random() * 0.5,
      legs,
      leg: 0,
      atM: 0,
      alongX: 1,
      alongY: 0,
      speedMps: 0,
      odometerM: 0,
    };
    face(walker, 1);
    this.walkers.push(walker);
    return walker;
  }

  #serveBus(watch: RoadWatch): void {
    const openS = watch.busDoorsOpenForS();
    if (openS === undefined) {
      this.#busSeen = false;
      return;
    }
    if (!this.#busSeen) {
      this.#busSeen = true;
      this.#leavingBus = Math.floor(this.#random() * 4);
    }
    if (openS < boardingS || !watch.isCycleLaneFreeAtStop() || this.isBoarding()) return;
    if (this.#leavingBus > 0) {
      this.#leavingBus -= 1;
      this.add(walkFromBus(this.#random));
      return;
    }
    const next = this.walkers.find((walker) => legOf(walker)?.waitsForBus && walker.speedMps === 0 && walker.atM > 0);
    const leg = next && legOf(next);
    if (!next || !leg) return;
    next.legs = legsThrough([leg.to, busStopPlaces.kerb, busStopPlaces.door]);
    next.leg = 0;
    next.atM = 0;
  }

  #walk(walker: Pedestrian, stepS: number, timeMs: number, watch: RoadWatch): void {
    const leg = legOf(walker);
    if (!leg) return;
    const lengthM = distanceM(leg.from, leg.to);
    walker.speedMps = 0;
    if (leg.crossing && walker.atM === 0) {
      const green = signalStateAt('pedestrians', timeMs) === 'green';
      if (!green || watch.usesCrossing(leg.crossing)) return;
    }
    if (leg.waitsForBus && walker.atM >= lengthM) return;
    walker.speedMps = walker.speedWishMps;
    walker.atM += walker.speedMps * stepS;
    walker.odometerM += walker.speedMps * stepS;
    face(walker, 0.18);
    if (walker.atM < lengthM || leg.waitsForBus) return;
    walker.leg += 1;
    walker.atM = 0;
  }
}

function legOf(walker: Pedestrian): Leg | undefined {
  return walker.legs[walker.leg];
}

function isAtStop({ from, to }: Leg): boolean {
  const { door } = busStopPlaces;
  return distanceM(from, door) < 0.1 || distanceM(to, door) < 0.1;
}

/** Turns towards the way by a share of what is missing. */
function face(walker: Pedestrian, share: number): void {
  const leg = legOf(walker);
  const lengthM = leg ? distanceM(leg.from, leg.to) : 0;
  if (!leg || lengthM < 0.01) return;
  const x = walker.alongX + ((leg.to.xM - leg.from.xM) / lengthM - walker.alongX) * share;
  const y = walker.alongY + ((leg.to.yM - leg.from.yM) / lengthM - walker.alongY) * share;
  const size = Math.sqrt(x * x + y * y);
  // Who turns right round does it at once.
  walker.alongX = size < 0.05 ? -walker.alongX : x / size;
  walker.alongY = size < 0.05 ? -walker.alongY : y / size;
}

export function walkerBody(walker: Pedestrian): Body {
  const leg = (legOf(walker) ?? walker.legs.at(-1)) as Leg;
  const lengthM = Math.max(0.01, distanceM(leg.from, leg.to));
  const share = Math.min(1, walker.atM / lengthM);
  return {
    id: walker.id,
    kind: 'pedestrian',
    lookSeed: walker.lookSeed,
    xM: rounded(leg.from.xM + (leg.to.xM - leg.from.xM) * share),
    yM: rounded(leg.from.yM + (leg.to.yM - leg.from.yM) * share),
    headingRad: rounded(Math.atan2(walker.alongY, walker.alongX)),
    lengthM: 0.45,
    widthM: walker.widthM,
    heightM: walker.heightM,
    speedMps: rounded(walker.speedMps),
    odometerM: rounded(walker.odometerM),
    braking: false,
    indicator: 'none',
  };
}

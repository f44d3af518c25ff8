import type { RoadUser, RoadUserGroup } from '../../traffic/road/roadUser.ts';

interface Places {
  laneId: string;
  /** Pairs of time and place along the lane. */
  readonly atMs: number[];
  readonly atM: number[];
  /** Until another place comes; `undefined` when it was not asked for yet. */
  speed: LaneSpeed | null | undefined;
}

export interface LaneSpeed {
  /** Along the lane, m/s. */
  readonly speedMps: number;
  readonly errorMps: number;
  /** To this time the speed belongs: the middle of what was looked at. */
  readonly middleAtMs: number;
}

const windowMs = 3000;
const leastSpanMs = 2000;
/** Closer ones add cost and nothing to a speed. */
const leastStepMs = 140;
const leastPlaces = 5;

/**
 * Speeds along lanes over the last three seconds: slower to tell than those of the road users themselves, and known where
 * the road is too far for these.
 */
export class LaneSpeeds {
  readonly #of: RoadUserGroup;
  readonly #places = new Map<number, Places>();

  /** @param of whose speeds */
  constructor(of: RoadUserGroup = 'vehicle') {
    this.#of = of;
  }

  step(users: readonly RoadUser[], ended: readonly number[], atMs: number): void {
    for (const trackId of ended) this.#places.delete(trackId);
    for (const { trackId, group, inLane } of users) {
      if (group !== this.#of || !inLane) continue;
      const laneId = inLane.lane.id;
      let places = this.#places.get(trackId);
      if (!places || places.laneId !== laneId) {
        places = { laneId, atMs: [], atM: [], speed: undefined };
        this.#places.set(trackId, places);
      }
      if (atMs - (places.atMs.at(-1) ?? Number.NEGATIVE_INFINITY) < leastStepMs) continue;
      places.atMs.push(atMs);
      places.atM.push(inLane.atM);
      places.speed = undefined;
      while (atMs - places.atMs[0]! > windowMs) {
        places.atMs.shift();
        places.atM.shift();
      }
    }
  }

  /** `null` until it was in its lane for two seconds. */
  of({ trackId }: RoadUser): LaneSpeed | null {
    const places = this.#places.get(trackId);
    if (!places) return null;
    if (places.speed === undefined) places.speed = speedOver(places);
    return places.speed;
  }

  /** How much faster it was in the second half of what was looked at than in the first, m/s; 0 without a speed. */
  gainMpsOf({ trackId }: RoadUser): number {
    const places = this.#places.get(trackId);
    if (!places?.speed) return 0;
    const n = places.atMs.length;
    const half = n >> 1;
    return straight(places, half, n).speedMps - straight(places, 0, n - half).speedMps;
  }
}

function speedOver(places: Places): LaneSpeed | null {
  const n = places.atMs.length;
  if (n < leastPlaces || places.atMs[n - 1]! - places.atMs[0]! < leastSpanMs) return null;
  return { ...straight(places, 0, n), middleAtMs: (places.atMs[0]! + places.atMs[n - 1]!) / 2 };
}

/** Least squares of place over time, of the places from one to before another. */
function straight({ atMs, atM }: Places, from: number, to: number): Pick<LaneSpeed, 'speedMps' | 'errorMps'> {
  const n = to - from;
  let t = 0;
  let m = 0;
  let tt = 0;
  let tm = 0;
  let mm = 0;
  for (let i = from; i < to; i++) {
    const s = (atMs[i]! - atMs[from]!) / 1000;
    const at = atM[i]! - atM[from]!;
    t += s;
    m += at;
    tt += s * s;
    tm += s * at;
    mm += at * at;
  }
  const spread = tt - (t * t) / n;
  const speedMps = (tm - (t * m) / n) / spread;
  const residual = Math.max(0, mm - (m * m) / n - speedMps * speedMps * spread);
  return { speedMps, errorMps: n > 2 ? Math.sqrt(residual / (n - 2) / spread) : Number.POSITIVE_INFINITY };
}

import type { Lane } from '../site/lane.ts';
import type { Site } from '../site/site.ts';
import type { Routes } from './routes.ts';
import type { Occupant, Vehicle } from './vehicle.ts';

/** The next occupant ahead or behind: distance between the two bodies, and its speed. */
export interface Gap {
  readonly gapM: number;
  readonly speedMps: number;
  readonly occupant: Occupant | undefined;
}

const noGap: Gap = { gapM: 1000, speedMps: 1000, occupant: undefined };
const sightM = 180;

/** Who is where: the occupants of each lane, sorted by arc length. */
export class Roadway {
  readonly #site: Site;
  readonly #routes: Routes;
  readonly #lists: Occupant[][];

  constructor(site: Site, routes: Routes) {
    this.#site = site;
    this.#routes = routes;
    this.#lists = site.lanes.map(() => []);
  }

  on(lane: Lane): readonly Occupant[] {
    return this.#lists[lane.index] as Occupant[];
  }

  add(occupant: Occupant): void {
    const list = this.#lists[occupant.lane.index] as Occupant[];
    list.splice(upperBound(list, occupant.sM), 0, occupant);
  }

  remove(occupant: Occupant): void {
    const list = this.#lists[occupant.lane.index] as Occupant[];
    const place = list.indexOf(occupant);
    if (place >= 0) list.splice(place, 1);
  }

  /** Sorts again after everybody has moved a little. */
  sort(): void {
    for (const list of this.#lists) {
      for (let i = 1; i < list.length; i += 1) {
        const moved = list[i] as Occupant;
        let place = i;
        while (place > 0 && (list[place - 1] as Occupant).sM > moved.sM) {
          list[place] = list[place - 1] as Occupant;
          place -= 1;
        }
        list[place] = moved;
      }
    }
  }

  /** The next one ahead of `sM` in `lane` and the lanes that `viewer` takes after it. */
  leader(lane: Lane, sM: number, viewer: Vehicle): Gap {
    const list = this.on(lane);
    for (let i = upperBound(list, sM); i < list.length; i += 1) {
      const ahead = list[i] as Occupant;
      if (ahead.vehicle !== viewer) return this.#nearest(gapTo(ahead, ahead.sM - ahead.lengthM - sM), lane, sM);
    }
    const forked = this.#nearest(noGap, lane, sM);
    return this.#leaderBeyond(lane, sM, viewer, forked);
  }

  /** The next one behind `rearM` in `lane`, or in the lanes that lead into it. */
  follower(lane: Lane, frontM: number, rearM: number, viewer: Vehicle): Gap {
    const list = this.on(lane);
    for (let i = upperBound(list, frontM) - 1; i >= 0; i -= 1) {
      const behind = list[i] as Occupant;
      if (behind.vehicle !== viewer) return gapTo(behind, rearM - behind.sM);
    }
    let nearest = noGap;
    for (const before of this.#site.predecessors[lane.index] as readonly Lane[]) {
      const last = this.on(before).at(-1);
      if (!last || last.vehicle === viewer) continue;
      const gapM = rearM + before.path.lengthM - last.sM;
      if (gapM < nearest.gapM) nearest = gapTo(last, gapM);
    }
    return nearest;
  }

  #leaderBeyond(lane: Lane, sM: number, viewer: Vehicle, forked: Gap): Gap {
    let distanceM = lane.path.lengthM - sM;
    let next = this.#routes[viewer.goal][lane.index]?.next;
    while (next && distanceM < sightM) {
      const first = this.#firstOther(next, viewer);
      const ahead = first ? gapTo(first, distanceM + first.sM - first.lengthM) : noGap;
      const found = this.#nearest(ahead, next, -distanceM);
      if (found.occupant) return found.gapM < forked.gapM ? found : forked;
      distanceM += next.path.lengthM;
      next = this.#routes[viewer.goal][next.index]?.next;
    }
    return forked;
  }

  #firstOther(lane: Lane, viewer: Vehicle): Occupant | undefined {
    const [first, second] = this.on(lane);
    return first?.vehicle === viewer ? second : first;
  }

  /** One who has turned off at a fork but is not yet out of the way is ahead too. */
  #nearest(found: Gap, lane: Lane, sM: number): Gap {
    let nearest = found;
    for (const { other, untilM } of this.#site.forks[lane.index] as readonly { other: Lane; untilM: number }[]) {
      for (const occupant of this.on(other)) {
        const rearM = occupant.sM - occupant.lengthM;
        if (occupant.sM > sM && rearM < untilM && rearM - sM < nearest.gapM) nearest = gapTo(occupant, rearM - sM);
      }
    }
    return nearest;
  }
}

function gapTo(occupant: Occupant, gapM: number): Gap {
  return { gapM, speedMps: occupant.speedMps, occupant };
}

/** How many stand at `sM` or before it. */
function upperBound(list: readonly Occupant[], sM: number): number {
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((list[middle] as Occupant).sM <= sM) low = middle + 1;
    else high = middle;
  }
  return low;
}

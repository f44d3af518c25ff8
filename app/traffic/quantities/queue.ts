import { distanceM } from '../../space/ground.ts';
import type { RoadUser, RoadView } from '../road/roadUser.ts';
import { usualLengthM } from '../road/roadUserGroup.ts';
import type { CompiledLane, CompiledScene } from '../scene/compiledScene.ts';

export interface Queue {
  readonly lengthM: number;
  readonly vehicles: number;
  /** Where along the lane its tail is, metres; `null` without a queue. */
  readonly tailAtM: number | null;
}

const noQueue: Queue = { lengthM: 0, vehicles: 0, tailAtM: null };

/** A vehicle is queued below the first speed until it is above the second. */
const [queuedBelowMps, freeAboveMps] = [5 / 3.6, 10 / 3.6];
/** A greater distance between two vehicles ends a queue. */
const spacingM = 20;
/** How far past its line a vehicle may have rolled and still wait there. */
const pastLineM = 3;

/** Who is queued in each lane, with the memory that the two speeds need. */
export class Queues {
  readonly #stops: ReadonlyMap<string, number>;
  readonly #queued = new Set<number>();

  constructor(scene: CompiledScene) {
    this.#stops = stopPlaces(scene);
  }

  /** Queues by lane id; lanes without one are absent. */
  observe({ users, ended }: RoadView): ReadonlyMap<string, Queue> {
    for (const trackId of ended) this.#queued.delete(trackId);
    const byLane = new Map<string, { lane: CompiledLane; waiting: { user: RoadUser; atM: number }[] }>();
    for (const user of users) {
      if (user.group !== 'vehicle' || !user.inLane) continue;
      this.#judge(user);
      const { lane, atM } = user.inLane;
      const ofLane = byLane.get(lane.id) ?? { lane, waiting: [] };
      ofLane.waiting.push({ user, atM });
      byLane.set(lane.id, ofLane);
    }
    const queues = new Map<string, Queue>();
    for (const [laneId, { lane, waiting }] of byLane) {
      const queue = this.#queueOf(lane, waiting);
      if (queue.vehicles > 0) queues.set(laneId, queue);
    }
    return queues;
  }

  #judge({ trackId, motion, stillSinceAtMs }: RoadUser): void {
    if (stillSinceAtMs !== null || (motion && motion.speedMps < queuedBelowMps)) this.#queued.add(trackId);
    else if (!motion || motion.speedMps > freeAboveMps) this.#queued.delete(trackId);
  }

  /** From the stop line, or from the first that waits where the lane has none, through gaps below the spacing. */
  #queueOf(lane: CompiledLane, vehicles: { readonly user: RoadUser; readonly atM: number }[]): Queue {
    const stopAtM = this.#stops.get(lane.id);
    const fromEnd = vehicles
      .filter(({ atM }) => stopAtM === undefined || atM <= stopAtM + pastLineM)
      .sort((a, b) => b.atM - a.atM);
    const firstQueued = fromEnd.findIndex(({ user }) => this.#queued.has(user.trackId));
    if (firstQueued < 0) return noQueue;
    const chain = stopAtM === undefined ? fromEnd.slice(firstQueued) : fromEnd;
    let headAtM = stopAtM ?? chain[0]!.atM;
    const frontAtM = headAtM;
    let [vehiclesQueued, tailAtM, hasMoved] = [0, null as number | null, false];
    for (const { user, atM } of chain) {
      if (headAtM - atM > spacingM) break;
      headAtM = atM - usualLengthM(user.className) / 2;
      if (!this.#queued.has(user.trackId)) continue;
      vehiclesQueued++;
      hasMoved ||= user.hasMoved;
      tailAtM = atM - usualLengthM(user.className) / 2;
    }
    // Who never moved may be parked; a queue has somebody who came.
    if (tailAtM === null || !hasMoved) return noQueue;
    return { lengthM: Math.max(0, frontAtM - tailAtM), vehicles: vehiclesQueued, tailAtM };
  }
}

/** Where a stop line crosses a lane, by lane id. */
function stopPlaces({ scene, plane, lanes }: CompiledScene): ReadonlyMap<string, number> {
  const places = new Map<string, number>();
  if (!plane) return places;
  for (const { from, to } of scene.stopLines) {
    const middle = plane.groundOf({ x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 });
    const ends = [plane.groundOf(from), plane.groundOf(to)];
    if (!middle || !ends[0] || !ends[1]) continue;
    const halfM = distanceM(ends[0], ends[1]) / 2;
    for (const { id, courseOnGround, widthM } of lanes) {
      const last = courseOnGround.points.at(-1);
      // The course may end on the line itself.
      const place = courseOnGround.placeOf(middle);
      const atM = place && Math.abs(place.leftM) <= halfM + widthM / 4 ? place.atM : null;
      const atEnd = last && distanceM(last, middle) <= halfM + 3 ? courseOnGround.lengthM : null;
      const stopAtM = atM ?? atEnd;
      if (stopAtM !== null) places.set(id, Math.max(places.get(id) ?? 0, stopAtM));
    }
  }
  return places;
}

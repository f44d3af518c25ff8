import type { RoadUser, RoadView } from '../road/roadUser.ts';
import { usualLengthM } from '../road/roadUserGroup.ts';
import type { CompiledLane, CompiledScene, InLane } from '../scene/compiledScene.ts';
import type { MeasuredElement } from './interval.ts';
import type { Ledger } from './ledger.ts';
import { Queues } from './queue.ts';
import { SpotMeter } from './spotMeter.ts';
import { addCount } from './spotSums.ts';

/** Where a vehicle was in a lane. */
interface LaneMemory {
  readonly atMs: number;
  readonly inLane: InLane | null;
  readonly xM: number;
  readonly yM: number;
}

interface Followed {
  last: LaneMemory | null;
  readonly entered: Set<string>;
  readonly measured: Set<string>;
}

/** A vehicle that is not seen for longer than this may have been anywhere. */
const longestStepMs = 3000;

/**
 * Edie's sums, a detector, entries and queue of every lane. A step of a vehicle from one view to the next belongs with
 * half of its time and way to the lane of each end, so that nothing is lost and nothing counted twice.
 */
export class LaneMeter {
  readonly #ledger: Ledger;
  readonly #lanes: readonly CompiledLane[];
  /** Metres along each lane. */
  readonly #detectors: ReadonlyMap<string, number>;
  readonly #followed = new Map<number, Followed>();
  readonly #spots: SpotMeter;
  readonly #queues: Queues;

  constructor(scene: CompiledScene, ledger: Ledger) {
    this.#ledger = ledger;
    this.#spots = new SpotMeter(ledger);
    this.#lanes = scene.lanes;
    this.#detectors = new Map(scene.lanes.map((lane) => [lane.id, detectorPlace(lane, scene)]));
    this.#queues = new Queues(scene);
  }

  observe(view: RoadView, stepMs: number): void {
    if (stepMs === 0) this.#spots.forget();
    const covered = new Set<string>();
    for (const user of view.users) this.#step(user, view.atMs, covered);
    this.#spots.observe(view);
    for (const trackId of view.ended) this.#followed.delete(trackId);
    const queues = this.#queues.observe(view);
    for (const { id, courseOnGround } of this.#lanes) {
      const element = laneElement(id);
      this.#ledger.spread(element, view.atMs - stepMs, view.atMs, (sums, share) => {
        sums.observedMs += share * stepMs;
        sums.areaMS += (courseOnGround.lengthM * share * stepMs) / 1000;
        if (covered.has(id)) sums.coveredMs += share * stepMs;
      });
      const queue = queues.get(id);
      if (!queue) continue;
      const sums = this.#ledger.at(element, view.atMs);
      sums.queueMaxM = Math.max(sums.queueMaxM, queue.lengthM);
      sums.queueMaxVehicles = Math.max(sums.queueMaxVehicles, queue.vehicles);
    }
  }

  /** No view follows. */
  finish(): void {
    this.#spots.forget();
  }

  restart(): void {
    this.#followed.clear();
    this.#spots.forget();
  }

  #step(user: RoadUser, atMs: number, covered: Set<string>): void {
    const followed = this.#followed.get(user.trackId) ?? { last: null, entered: new Set(), measured: new Set() };
    this.#followed.set(user.trackId, followed);
    const { ground } = user;
    const inLane = user.inLane && belongsIn(user, user.inLane.lane) ? user.inLane : null;
    const before = followed.last;
    followed.last = ground && { atMs, inLane, ...ground };
    if (!followed.last) return;
    if (inLane) this.#enter(user, inLane, followed, atMs);
    if (inLane && this.#isOnDetector(user, inLane)) covered.add(inLane.lane.id);
    if (!before || atMs - before.atMs > longestStepMs || atMs <= before.atMs) return;
    for (const end of [before, followed.last]) if (end.inLane) this.#drive(end.inLane, before, followed.last);
    if (inLane && before.inLane?.lane.id === inLane.lane.id)
      this.#detect(user, before.inLane, inLane, before, followed);
  }

  #enter(user: RoadUser, { lane }: InLane, { entered }: Followed, atMs: number): void {
    if (entered.has(lane.id)) return;
    entered.add(lane.id);
    addCount(this.#ledger.at(laneElement(lane.id), atMs), user.className, 'forward');
  }

  /** Half a step in a lane. */
  #drive({ lane, headingRad }: InLane, from: LaneMemory, to: LaneMemory): void {
    const alongM = (to.xM - from.xM) * Math.cos(headingRad) + (to.yM - from.yM) * Math.sin(headingRad);
    const spentS = (to.atMs - from.atMs) / 1000;
    this.#ledger.spread(laneElement(lane.id), from.atMs, to.atMs, (sums, share) => {
      sums.drivenM += (share * alongM) / 2;
      sums.spentS += (share * spentS) / 2;
    });
  }

  /** Speed and headway where the lane's detector lies. */
  #detect(user: RoadUser, was: InLane, is: InLane, before: LaneMemory, { last, measured }: Followed): void {
    const { id } = is.lane;
    const detectorAtM = this.#detectors.get(id)!;
    if (!(was.atM < detectorAtM && is.atM >= detectorAtM) || measured.has(id)) return;
    measured.add(id);
    const share = (detectorAtM - was.atM) / (is.atM - was.atM);
    const atMs = before.atMs + share * (last!.atMs - before.atMs);
    this.#spots.add(laneElement(id), '', atMs, user, last!.atMs);
  }

  #isOnDetector({ className }: RoadUser, { lane, atM }: InLane): boolean {
    return Math.abs(atM - this.#detectors.get(lane.id)!) <= usualLengthM(className) / 2;
  }
}

/** Cyclists are traffic in their own lanes only. */
function belongsIn({ group }: RoadUser, { kind }: CompiledLane): boolean {
  return kind === 'cycle' ? group === 'cycle' : group === 'vehicle';
}

export function laneElement(id: string): MeasuredElement {
  return { kind: 'lane', id };
}

/** Of the places along a lane the one that is seen most sharply, away from its ends. */
function detectorPlace({ courseOnGround }: CompiledLane, { plane }: CompiledScene): number {
  const { lengthM } = courseOnGround;
  const places = [0.15, 0.3, 0.5, 0.7, 0.85].map((share) => {
    const image = plane?.imageOf(courseOnGround.at(share * lengthM));
    const upM = image && plane?.metresPerPixel(image)?.upM;
    return { atM: share * lengthM, upM: upM ?? Number.POSITIVE_INFINITY };
  });
  return places.reduce((best, place) => (place.upM < best.upM ? place : best)).atM;
}

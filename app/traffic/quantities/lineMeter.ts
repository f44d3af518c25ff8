import type { Box, Point } from '../../space/box.ts';
import {
  type CountingLine,
  countingLine,
  type CrossingDirection,
  extentAcross,
  offsetFrom,
  shareAlong,
} from '../countingLine.ts';
import { type Passage, PassageCounter } from '../passage.ts';
import type { RoadUser, RoadView } from '../road/roadUser.ts';
import type { CompiledScene } from '../scene/compiledScene.ts';
import { footprintOf, type GroundIs } from './footprint.ts';
import type { MeasuredElement } from './interval.ts';
import type { Ledger } from './ledger.ts';
import { SpotMeter } from './spotMeter.ts';
import { addCount } from './spotSums.ts';

/** A road user crossed a line of the scene. */
export interface LinePassage {
  readonly lineId: string;
  readonly direction: CrossingDirection;
  readonly atMs: number;
  readonly user: RoadUser;
  /** When the user was so: a moment after it crossed. */
  readonly userAtMs: number;
}

interface Followed {
  user: RoadUser;
  atMs: number;
  told: number;
}

/**
 * Counts, speeds, headways and occupancy at the lines of a scene, stop lines included. The point that must cross is the
 * middle of the footprint, seen in the picture; without a calibration the foot point. Stop lines count forward only.
 */
export class LineMeter {
  readonly #scene: CompiledScene;
  readonly #ledger: Ledger;
  readonly #groundIs: GroundIs;
  readonly #lines: readonly CountingLine[];
  readonly #stopLineIds: ReadonlySet<string>;
  readonly #followed = new Map<number, Followed>();
  readonly #spots: SpotMeter;
  #counter: PassageCounter;

  constructor(scene: CompiledScene, ledger: Ledger, startAtMs: number, groundIs: GroundIs = 'near-side') {
    this.#groundIs = groundIs;
    this.#scene = scene;
    this.#ledger = ledger;
    this.#spots = new SpotMeter(ledger);
    this.#lines = measuredLines(scene).map(({ id, from, to }) => countingLine(id, from, to));
    this.#stopLineIds = new Set(scene.scene.stopLines.map(({ id }) => id));
    this.#counter = new PassageCounter(this.#lines, undefined, startAtMs);
  }

  /** @param stepMs since the view before; 0 where nothing was watched between. @returns the passages it completed */
  observe(view: RoadView, stepMs: number): LinePassage[] {
    if (this.#lines.length === 0) return [];
    if (stepMs === 0) this.#spots.forget();
    const covered = new Set<CountingLine>();
    const passages = view.users.flatMap((user) => this.#step(user, view.atMs, covered));
    for (const line of this.#lines) {
      this.#ledger.spread(lineElement(line.name), view.atMs - stepMs, view.atMs, (sums, share) => {
        sums.observedMs += share * stepMs;
        if (covered.has(line)) sums.coveredMs += share * stepMs;
      });
    }
    passages.push(...view.ended.flatMap((trackId) => this.#end(trackId)));
    const counted = passages.filter((passage) => this.#counts(passage)).sort((a, b) => a.atMs - b.atMs);
    for (const passage of counted) this.#book(passage);
    this.#spots.observe(view);
    return counted;
  }

  /** No view follows. @returns the passages of tracks that had not ended */
  endAll(): LinePassage[] {
    const passages = [...this.#followed.keys()]
      .flatMap((trackId) => this.#end(trackId))
      .filter((passage) => this.#counts(passage));
    for (const passage of passages) this.#book(passage);
    this.#spots.forget();
    return passages;
  }

  /** The clock went back: who is on a line now was not seen coming to it. */
  restart(atMs: number): void {
    this.#counter = new PassageCounter(this.#lines, undefined, atMs);
    this.#followed.clear();
    this.#spots.forget();
  }

  /** Traffic comes to a stop line forward; who seems to go back over one drives in the lane beside it. */
  #counts({ lineId, direction }: LinePassage): boolean {
    return direction === 'forward' || !this.#stopLineIds.has(lineId);
  }

  #step(user: RoadUser, atMs: number, covered: Set<CountingLine>): LinePassage[] {
    const at = this.#placeOf(user);
    if (!at) return [];
    const followed = this.#followed.get(user.trackId) ?? { user, atMs, told: 0 };
    followed.user = user;
    followed.atMs = atMs;
    this.#followed.set(user.trackId, followed);
    const { trackId, score, boxInImage } = user;
    for (const line of this.#lines) if (covers(line, at, user)) covered.add(line);
    const box: Box = { cx: at.middle.x, cy: at.middle.y, w: boxInImage.w, h: boxInImage.h };
    const completed = this.#counter.observe({ trackId, classId: 0, score, boxInImage: box, ptsMs: atMs });
    followed.told += completed.length;
    return completed.map((passage) => linePassage(passage, user, atMs));
  }

  #end(trackId: number): LinePassage[] {
    const followed = this.#followed.get(trackId);
    this.#followed.delete(trackId);
    const all = this.#counter.end(trackId);
    return followed
      ? all.slice(followed.told).map((passage) => linePassage(passage, followed.user, followed.atMs))
      : [];
  }

  /** The middle of the footprint in the picture, and its two ends along the road. */
  #placeOf(user: RoadUser): { readonly middle: Point; readonly ends: readonly [Point, Point] | null } | null {
    const { plane } = this.#scene;
    if (!plane) return { middle: user.footInImage, ends: null };
    const footprint = footprintOf(user, plane, this.#groundIs);
    if (!footprint) return null;
    const { centre, lengthM } = footprint;
    const middle = plane.imageOf(centre);
    if (!middle) return null;
    const headingRad = user.motion?.headingRad ?? user.inLane?.headingRad;
    if (headingRad === undefined) return { middle, ends: null };
    const end = (m: number): Point | null =>
      plane.imageOf({ xM: centre.xM + m * Math.cos(headingRad), yM: centre.yM + m * Math.sin(headingRad) });
    const [front, rear] = [end(lengthM / 2), end(-lengthM / 2)];
    return { middle, ends: front && rear && [front, rear] };
  }

  #book({ lineId, direction, atMs, user, userAtMs }: LinePassage): void {
    addCount(this.#ledger.at(lineElement(lineId), atMs), user.className, direction);
    if (user.group !== 'vehicle') return;
    this.#spots.add(lineElement(lineId), `${direction} ${user.inLane?.lane.id ?? ''}`, atMs, user, userAtMs);
  }
}

export function lineElement(id: string): MeasuredElement {
  return { kind: 'line', id };
}

/** Counting lines and stop lines. */
export function measuredLines({ scene }: CompiledScene): CompiledScene['scene']['lines'] {
  return [...scene.lines, ...scene.stopLines];
}

function linePassage({ line, direction, ptsMs }: Passage, user: RoadUser, userAtMs: number): LinePassage {
  return { lineId: line, direction, atMs: ptsMs, user, userAtMs };
}

/** Whether a vehicle stands on a line now. */
function covers(
  line: CountingLine,
  { middle, ends }: { readonly middle: Point; readonly ends: readonly [Point, Point] | null },
  { group, boxInImage }: RoadUser,
): boolean {
  if (group !== 'vehicle') return false;
  const along = shareAlong(line, middle);
  if (along < 0 || along > 1) return false;
  if (ends) return Math.sign(offsetFrom(line, ends[0])) !== Math.sign(offsetFrom(line, ends[1]));
  // The foot point is the lower end of the box: the vehicle lies above it.
  return Math.abs(offsetFrom(line, middle)) < extentAcross(line, boxInImage) / 2;
}

import type { CompiledScene } from '../scene/compiledScene.ts';
import { isFootCovered } from './coveredFoot.ts';
import type { RoadUser } from './roadUser.ts';
import { type FootSample, fitSpeed, type SpeedFit } from './speedFit.ts';

interface Seen extends FootSample {
  readonly xM: number;
  readonly yM: number;
  readonly limitKmh: number | null;
}

/** How far a foot point is off in the picture: a pixel and a share of the box's height. */
const [footPx, footShare] = [1, 0.02];
const windowMs = 3000;
const leastSpanMs = 1500;
/** Closer ones add cost and nothing to a speed. */
const leastStepMs = 140;
const leastSamples = 5;
/** So long after its foot was covered last it is believed to be seen: of who covers it, a frame may be missing. */
const uncoveredForMs = 500;
/** Farther away than where a pixel up the picture is so long on the road, nothing is said. */
const reachMPerPx = 1.5;

/**
 * Speeds over the last three seconds with an error that holds the foot points and the calibration: told far away too,
 * where it is large. A whole fit is made only of who seems fast.
 */
export class FastUsers {
  readonly #scene: CompiledScene;
  readonly #seen = new Map<number, Seen[]>();
  readonly #coveredAtMs = new Map<number, number>();

  constructor(scene: CompiledScene) {
    this.#scene = scene;
  }

  /** Takes the next observation of a track, with all that were seen beside it; times rise. */
  observe(atMs: number, user: RoadUser, users: readonly RoadUser[]): void {
    const { trackId, ground, footInImage, isFootSeen, boxInImage, inLane, leaptAtMs } = user;
    if (!ground || isFootSeen === false) return;
    const limitKmh = inLane?.lane.limitKmh ?? null;
    let seen = this.#seen.get(trackId);
    const last = seen?.[seen.length - 1];
    // How fast it came into another limit is no matter of that one.
    if (!seen || last?.limitKmh !== limitKmh) {
      seen = [];
      this.#seen.set(trackId, seen);
    } else if (last && atMs - last.ptsMs < leastStepMs) return;
    if (isFootCovered(user, users)) this.#coveredAtMs.set(trackId, atMs);
    if (atMs - (this.#coveredAtMs.get(trackId) ?? Number.NEGATIVE_INFINITY) < uncoveredForMs) return;
    if (seen.length > 0 && (leaptAtMs ?? 0) > seen.at(-1)!.ptsMs) seen.length = 0;
    seen.push({
      ptsMs: atMs,
      footInImage,
      sigmaPx: footPx + footShare * boxInImage.h,
      xM: ground.xM,
      yM: ground.yM,
      limitKmh,
    });
    while (atMs - seen[0]!.ptsMs > windowMs) seen.shift();
  }

  /** `null` while it was not seen for long enough, and for who does not seem faster than `thanMps`. */
  speedOf({ trackId }: RoadUser, thanMps: number): SpeedFit | null {
    const seen = this.#seen.get(trackId) ?? [];
    const [first, last] = [seen[0], seen.at(-1)];
    if (!first || !last || seen.length < leastSamples || !this.#scene.plane) return null;
    const spanMs = last.ptsMs - first.ptsMs;
    const wayM = Math.hypot(last.xM - first.xM, last.yM - first.yM);
    if (spanMs < leastSpanMs || wayM * 1000 < thanMps * spanMs) return null;
    return fitSpeed(seen, this.#scene.plane, this.#scene.spread, reachMPerPx);
  }

  forget(trackIds: readonly number[]): void {
    for (const trackId of trackIds) {
      this.#seen.delete(trackId);
      this.#coveredAtMs.delete(trackId);
    }
  }
}

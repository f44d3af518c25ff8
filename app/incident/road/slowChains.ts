import type { RoadUser, RoadView } from '../../traffic/road/roadUser.ts';
import type { CompiledLane } from '../../traffic/scene/compiledScene.ts';
import { LaneSpeeds } from './laneSpeeds.ts';

/** Vehicles one behind the other in one lane, the last one first. */
export interface Chain {
  readonly lane: CompiledLane;
  readonly users: readonly RoadUser[];
}

/**
 * The longest row of slow vehicles of a lane. Those whose speed is not known neither belong to it nor break it.
 * @param users of the lane, the last one first
 */
export function slowChain(
  lane: CompiledLane,
  users: readonly RoadUser[],
  isSlow: (user: RoadUser) => boolean | null,
  spacingM: number,
): Chain | null {
  let longest: RoadUser[] = [];
  let chain: RoadUser[] = [];
  for (const user of users) {
    const slow = isSlow(user);
    if (slow === null) continue;
    const last = chain.at(-1);
    if (!slow || (last && user.inLane!.atM - last.inLane!.atM > spacingM)) {
      if (chain.length > 0) chain = [];
    }
    if (slow) chain.push(user);
    if (chain.length > longest.length) longest = chain;
  }
  return longest.length > 0 ? { lane, users: longest } : null;
}

/** A speed along the lane that is known no better says nothing. */
const worstErrorMps = 1.5;

/** Remembers who is slow, with hysteresis; far away by the places along the lane, and who stands is slow anywhere. */
export class SlowUsers {
  readonly #onMps: number;
  readonly #offMps: number;
  /** Since when they are. */
  readonly #slow = new Map<number, number>();
  readonly #speeds = new LaneSpeeds();
  #atMs = 0;

  constructor(onKmh: number, offKmh: number) {
    this.#onMps = onKmh / 3.6;
    this.#offMps = offKmh / 3.6;
  }

  /** Takes the next view. */
  step({ users, ended, atMs }: RoadView): void {
    this.#atMs = atMs;
    this.#speeds.step(users, ended, atMs);
    for (const trackId of ended) this.#slow.delete(trackId);
  }

  /** `null`: not known. */
  isSlow(user: RoadUser): boolean | null {
    const { trackId, stillSinceAtMs } = user;
    const speedMps = stillSinceAtMs !== null ? 0 : this.#speedOf(user);
    if (speedMps === null) return null;
    const was = this.#slow.has(trackId);
    const is = speedMps < (was ? this.#offMps : this.#onMps);
    if (is !== was) {
      if (is) this.#slow.set(trackId, this.#atMs);
      else this.#slow.delete(trackId);
    }
    return is;
  }

  /** For how long it has been slow. */
  slowForMs({ trackId }: RoadUser): number {
    return this.#atMs - (this.#slow.get(trackId) ?? this.#atMs);
  }

  #speedOf(user: RoadUser): number | null {
    if (user.motion) return user.motion.speedMps;
    const along = this.#speeds.of(user);
    return along && along.errorMps <= worstErrorMps ? along.speedMps : null;
  }
}

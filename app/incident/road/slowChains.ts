import type { RoadUser } from '../../traffic/road/roadUser.ts';
import type { CompiledLane } from '../../traffic/scene/compiledScene.ts';

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
    if (!slow || (last && user.inLane!.atM - last.inLane!.atM > spacingM)) chain = [];
    if (slow) chain.push(user);
    if (chain.length > longest.length) longest = [...chain];
  }
  return longest.length > 0 ? { lane, users: longest } : null;
}

/** Remembers who is slow, with hysteresis; who stands is slow even where its speed cannot be measured. */
export class SlowUsers {
  readonly #onMps: number;
  readonly #offMps: number;
  readonly #slow = new Set<number>();

  constructor(onKmh: number, offKmh: number) {
    this.#onMps = onKmh / 3.6;
    this.#offMps = offKmh / 3.6;
  }

  /** `null`: not known. */
  isSlow({ trackId, motion, stillSinceAtMs }: RoadUser): boolean | null {
    if (stillSinceAtMs === null && !motion) return null;
    const was = this.#slow.has(trackId);
    const is = stillSinceAtMs !== null || motion!.speedMps < (was ? this.#offMps : this.#onMps);
    if (is !== was) {
      if (is) this.#slow.add(trackId);
      else this.#slow.delete(trackId);
    }
    return is;
  }

  forget(trackIds: readonly number[]): void {
    for (const trackId of trackIds) this.#slow.delete(trackId);
  }
}

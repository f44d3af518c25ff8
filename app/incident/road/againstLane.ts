import { isFootCovered } from '../../traffic/road/coveredFoot.ts';
import type { RoadUser } from '../../traffic/road/roadUser.ts';

interface Step {
  atMs: number;
  atM: number;
  /** Where it touches the road was not seen. */
  isGuessed: boolean;
}

/** How a vehicle has gone against its lane without turning back. */
export interface WayAgainst {
  readonly sinceAtMs: number;
  readonly wayM: number;
  /** The longest single step: a box that jumps to another vehicle makes all of its way at once. */
  readonly longestStepM: number;
  /** How much farther a single step went than its speed says: hardly at all where it is one vehicle all the way. */
  readonly farthestLeapM: number;
  readonly speedMps: number;
  /** At how many of its steps another one hid where it touches the road, 0 to 1. */
  readonly guessedShare: number;
  /** How far it was seen going with a lane before. */
  readonly beforeM: number;
}

const rememberedMs = 4000;
/** Trembling boxes go forward a little on the way back. */
const trembleM = 0.7;
/** A longer pause between two sights breaks the way. */
const longestPauseMs = 1500;

/** Two that meet in one lane are never so near, and one that lost its box to the other was seen so lately. */
const samePlaceM = 5;
const atOnceS = 0.5;
const justNowMs = 1000;

/** Ways along lanes that go backwards, from places alone: they are known farther away than speeds. */
export class AgainstLane {
  readonly #steps = new Map<number, { laneId: string; readonly steps: Step[]; forwardM: number }>();

  /** @returns the way against its lane up to now; `null` while it goes forward or stands */
  step(user: RoadUser, users: readonly RoadUser[], atMs: number): WayAgainst | null {
    const { trackId, inLane, isFootSeen } = user;
    const { lane, atM } = inLane!;
    const known = this.#steps.get(trackId);
    const last = known?.steps.at(-1);
    const goesOn = known?.laneId === lane.id && last && atMs - last.atMs <= longestPauseMs && atM - last.atM < trembleM;
    if (!known) {
      this.#steps.set(trackId, { laneId: lane.id, steps: [{ atMs, atM, isGuessed: false }], forwardM: 0 });
      return null;
    }
    if (!goesOn) {
      // Nearly everybody, at nearly every frame: what is known of them is written anew in place.
      if (known.laneId === lane.id && last) known.forwardM += Math.max(0, atM - last.atM);
      known.laneId = lane.id;
      if (known.steps.length > 1) known.steps.length = 1;
      const only = known.steps[0]!;
      only.atMs = atMs;
      only.atM = atM;
      only.isGuessed = false;
      return null;
    }
    known.steps.push({ atMs, atM, isGuessed: isFootSeen === false || isFootCovered(user, users) });
    while (atMs - known.steps[0]!.atMs > rememberedMs) known.steps.shift();
    return wayOf(known.steps, known.forwardM);
  }

  /**
   * Whether somebody else, who does not go against it, is or just was where this one is in its lane or will be at once: then
   * this one's number goes over to that one.
   */
  isUponAnother({ trackId, inLane }: RoadUser, { speedMps }: WayAgainst, atMs: number): boolean {
    const { lane, atM } = inLane!;
    const aheadM = Math.max(samePlaceM, speedMps * atOnceS);
    for (const [other, { laneId, steps }] of this.#steps) {
      const last = steps.at(-1)!;
      if (other === trackId || laneId !== lane.id || atMs - last.atMs > justNowMs) continue;
      if (last.atM > atM - aheadM && last.atM < atM + samePlaceM && !this.goesAgainst(other)) return true;
    }
    return false;
  }

  /** Whether it has gone against its lane by more than a tremble of late. */
  goesAgainst(trackId: number): boolean {
    const known = this.#steps.get(trackId);
    return known !== undefined && known.steps[0]!.atM - known.steps.at(-1)!.atM > 3 * trembleM;
  }

  forget(trackIds: readonly number[]): void {
    for (const trackId of trackIds) this.#steps.delete(trackId);
  }
}

function wayOf(steps: readonly Step[], beforeM: number): WayAgainst | null {
  const [first, last] = [steps[0]!, steps.at(-1)!];
  const wayM = first.atM - last.atM;
  const passedS = (last.atMs - first.atMs) / 1000;
  if (wayM <= 0 || passedS <= 0) return null;
  const speedMps = wayM / passedS;
  let [longestStepM, farthestLeapM] = [0, 0];
  for (let i = 1; i < steps.length; i++) {
    const [from, to] = [steps[i - 1]!, steps[i]!];
    const stepM = from.atM - to.atM;
    longestStepM = Math.max(longestStepM, stepM);
    farthestLeapM = Math.max(farthestLeapM, stepM - (speedMps * (to.atMs - from.atMs)) / 1000);
  }
  const guessedShare = steps.filter(({ isGuessed }) => isGuessed).length / steps.length;
  return { sinceAtMs: first.atMs, wayM, longestStepM, farthestLeapM, speedMps, guessedShare, beforeM };
}

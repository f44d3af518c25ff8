import type { SignalState } from '../../traffic/road/roadUser.ts';
import type { SignalChange } from '../../traffic/signals/signalChange.ts';

/** What a head shows from a time on. */
interface Shown {
  readonly fromAtMs: number;
  readonly state: SignalState | 'unknown';
  /** When red was over that showed before, or `null`. */
  readonly redUntilAtMs: number | null;
}

/** A signal's changes are seen in frames: by so much later or earlier. */
const spareMs = 1000;

/** How long somebody must have stood to be found before a head. */
export interface SignalWait {
  readonly sinceAtMs: number;
  /** The last time at which it may be found. */
  readonly untilAtMs: number;
  /** Where the head's state is known, and is not red nor was so this long ago. */
  readonly knownMs: number;
  readonly afterGreenMs: number;
  /** Where its state is not known. */
  readonly unknownMs: number;
}

/** What signal heads showed over the time of a replay. */
export class SignalTimes {
  readonly #heads = new Map<string, Shown[]>();

  /** @param changes by time */
  constructor(changes: readonly SignalChange[]) {
    for (const { headId, atMs, state } of changes) {
      const shown = this.#heads.get(headId) ?? [];
      const last = shown.at(-1);
      const redUntilAtMs = last?.state === 'red' ? atMs : (last?.redUntilAtMs ?? null);
      shown.push({ fromAtMs: atMs, state, redUntilAtMs });
      this.#heads.set(headId, shown);
    }
  }

  /** Whether somebody who stands before a head may ever have stood for too long by what it shows. */
  mayBeTooLong(headId: string, wait: SignalWait): boolean {
    const shown = this.#heads.get(headId) ?? [];
    if (this.#isTooLong(wait, 'unknown', null, Number.NEGATIVE_INFINITY, shown[0]?.fromAtMs)) return true;
    for (let i = firstAfter(shown, wait.sinceAtMs); i < shown.length; i++) {
      const { fromAtMs, state, redUntilAtMs } = shown[i]!;
      if (fromAtMs - spareMs > wait.untilAtMs) return false;
      if (state !== 'red' && this.#isTooLong(wait, state, redUntilAtMs, fromAtMs, shown[i + 1]?.fromAtMs)) return true;
    }
    return false;
  }

  #isTooLong(
    wait: SignalWait,
    state: Shown['state'],
    redUntilAtMs: number | null,
    fromAtMs: number,
    toAtMs = Infinity,
  ) {
    const { sinceAtMs, untilAtMs, knownMs, afterGreenMs, unknownMs } = wait;
    const lastAtMs = Math.min(untilAtMs, toAtMs + spareMs);
    const excusedToAtMs = (redUntilAtMs ?? Number.NEGATIVE_INFINITY) + afterGreenMs;
    if (lastAtMs < Math.max(fromAtMs, excusedToAtMs) - spareMs) return false;
    return lastAtMs - sinceAtMs >= (state === 'unknown' ? unknownMs : knownMs);
  }
}

/** The index of what was shown at a time; 0 where that was nothing yet. */
function firstAfter(shown: readonly Shown[], atMs: number): number {
  let [low, high] = [0, shown.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (shown[middle]!.fromAtMs <= atMs) low = middle + 1;
    else high = middle;
  }
  return Math.max(0, low - 1);
}

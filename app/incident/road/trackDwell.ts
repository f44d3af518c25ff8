interface Spell {
  sinceAtMs: number;
  /** Since when the condition does not hold; `null` while it does. */
  offSinceAtMs: number | null;
  /** How much of the spell it held for, up to the last step. */
  heldMs: number;
  lastAtMs: number;
  sure: boolean;
}

/**
 * A condition on each track that must last, and hold for a third of that time. It survives interruptions of up to `releaseMs`,
 * so that one wrong box neither makes nor breaks it; gaps in a track are no interruption.
 */
export class TrackDwell {
  readonly #dwellMs: number;
  readonly #releaseMs: number;
  readonly #spells = new Map<number, Spell>();

  constructor(dwellMs: number, releaseMs: number) {
    this.#dwellMs = dwellMs;
    this.#releaseMs = releaseMs;
  }

  /** Whether the track is within a spell: the looser threshold of a hysteresis applies then. */
  has(trackId: number): boolean {
    return this.#spells.has(trackId);
  }

  /** Whether the spell has lasted long enough once. */
  isSure(trackId: number): boolean {
    return this.#spells.get(trackId)?.sure === true;
  }

  /**
   * @param fromAtMs since when it held already when it is found to hold for the first time
   * @returns since when it holds, from when it has lasted long enough until it is released; `null` otherwise
   */
  step(trackId: number, atMs: number, holds: boolean, fromAtMs = atMs): number | null {
    const spell = this.#spells.get(trackId);
    if (!spell) {
      if (holds) this.#spells.set(trackId, newSpell(fromAtMs, atMs));
      return null;
    }
    const passedMs = atMs - spell.lastAtMs;
    spell.lastAtMs = atMs;
    if (holds) {
      spell.offSinceAtMs = null;
      spell.heldMs += passedMs;
    } else {
      spell.offSinceAtMs ??= atMs;
      if (atMs - spell.offSinceAtMs >= this.#releaseMs) {
        this.#spells.delete(trackId);
        return null;
      }
    }
    const lastedMs = atMs - spell.sinceAtMs;
    if (holds && lastedMs >= this.#dwellMs && 3 * spell.heldMs >= lastedMs) spell.sure = true;
    return spell.sure ? spell.sinceAtMs : null;
  }

  forget(trackIds: readonly number[]): void {
    for (const trackId of trackIds) this.#spells.delete(trackId);
  }
}

function newSpell(sinceAtMs: number, atMs: number): Spell {
  return { sinceAtMs, offSinceAtMs: null, heldMs: atMs - sinceAtMs, lastAtMs: atMs, sure: false };
}

import type { RoadUser, RoadView } from '../../traffic/road/roadUser.ts';
import { iou } from '../../space/box.ts';

interface Stand {
  readonly user: RoadUser;
  readonly sinceAtMs: number;
  readonly hasMoved: boolean;
  lastAtMs: number;
}

export interface Standing {
  readonly sinceAtMs: number;
  readonly hasMoved: boolean;
}

/** A box that stands where another track's stood is the same vehicle when they overlap by this. */
const sameIou = 0.4;

/**
 * Since when vehicles stand, beyond the lives of their tracks: one that was hidden behind a lorry and found again under
 * another number has stood all the while.
 */
export class StandingMemory {
  readonly #forgetMs: number;
  readonly #byTrack = new Map<number, Stand>();

  constructor(forgetMs = 30_000) {
    this.#forgetMs = forgetMs;
  }

  /** Takes the next view. */
  step({ atMs, users }: RoadView): void {
    for (const user of users) {
      const { trackId, stillSinceAtMs } = user;
      const known = this.#byTrack.get(trackId);
      if (stillSinceAtMs === null) {
        if (known) this.#byTrack.delete(trackId);
        continue;
      }
      if (known) {
        known.lastAtMs = atMs;
        continue;
      }
      const before = this.#takeOver(user, stillSinceAtMs);
      this.#byTrack.set(trackId, {
        user,
        sinceAtMs: before?.sinceAtMs ?? stillSinceAtMs,
        hasMoved: user.hasMoved || before?.hasMoved === true,
        lastAtMs: atMs,
      });
    }
    for (const [trackId, { lastAtMs }] of this.#byTrack) {
      if (atMs - lastAtMs > this.#forgetMs) this.#byTrack.delete(trackId);
    }
  }

  /** `null` while it moves. */
  of(user: RoadUser): Standing | null {
    return user.stillSinceAtMs === null ? null : (this.#byTrack.get(user.trackId) ?? null);
  }

  /** The stand of a track that is no longer seen, at the same place, where the new one was not seen before. */
  #takeOver(user: RoadUser, stillSinceAtMs: number): Stand | undefined {
    // Who came driving is another one.
    if (user.hasMoved) return undefined;
    for (const [trackId, stand] of this.#byTrack) {
      if (stand.lastAtMs > stillSinceAtMs || iou(stand.user.boxInImage, user.boxInImage) < sameIou) continue;
      this.#byTrack.delete(trackId);
      return stand;
    }
    return undefined;
  }
}

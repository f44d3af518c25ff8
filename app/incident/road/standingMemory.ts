import { type Box, footPoint, iou, shareWithin } from '../../space/box.ts';
import { distanceM } from '../../space/ground.ts';
import type { RoadPlane } from '../../space/roadPlane.ts';
import type { RoadUser, RoadView } from '../../traffic/road/roadUser.ts';

/** A vehicle that stands, under whatever track number; the same object for as long as it does. */
export interface Standing {
  /** Names it within its memory. */
  readonly id: number;
  readonly sinceAtMs: number;
  readonly hasMoved: boolean;
  /** How sure the detector was of it, over all sights. */
  readonly meanScore: number;
}

export interface StandingUser {
  readonly user: RoadUser;
  readonly stand: Standing;
}

interface Stand extends Standing {
  /** Where it stands, and where its track was last seen. */
  readonly box: Box;
  lastBox: Box;
  lastAtMs: number;
  sights: number;
  meanScore: number;
  /** `null`: its number went to another vehicle. */
  trackId: number | null;
}

/** A box that stands where another track's stood is the same vehicle when they overlap by this. */
const sameIou = 0.4;
/** Whose box still lies where it stood has not left, however its foot point trembles; neither has who is partly hidden. */
const stayIou = 0.5;
const stayShare = 0.85;
/** Nobody leaves faster than this from one sight to the next: then its number went to another vehicle. */
const leavesMps2 = 4;
const trembleM = 1.5;
/** A number that went to another vehicle stands again within this, or that one drives. */
const standsAgainMs = 6000;

/**
 * Since when vehicles stand, beyond the lives of their tracks: one that was hidden and found again under another number
 * has stood all the while, and so have two whose numbers changed places.
 */
export class StandingMemory {
  readonly #forgetMs: number;
  #stands: Stand[] = [];
  /** By the track it has now. */
  readonly #ofTrack = new Map<number, Stand>();
  readonly #jumpedAtMs = new Map<number, number>();
  #lastId = 0;

  constructor(forgetMs = 30_000) {
    this.#forgetMs = forgetMs;
  }

  /** Takes the next view. @returns who stands in it, in its order */
  step({ atMs, users, ended, scene: { plane } }: RoadView): readonly StandingUser[] {
    for (const trackId of ended) this.#jumpedAtMs.delete(trackId);
    const stands = users.map((user) => (user.group === 'vehicle' ? this.#follow(user, atMs, plane) : null));
    users.forEach((user, i) => {
      if (user.group === 'vehicle' && user.stillSinceAtMs !== null) stands[i] ??= this.#begin(user, atMs);
    });
    for (const stand of this.#stands) if (atMs - stand.lastAtMs > this.#forgetMs) this.#forget(stand);
    const standing: StandingUser[] = [];
    users.forEach((user, i) => {
      // Who stood as a vehicle may be taken for something else now.
      const stand = user.group === 'vehicle' ? stands[i] : this.#ofTrack.get(user.trackId);
      if (!stand) return;
      stand.sights++;
      stand.meanScore += (user.score - stand.meanScore) / stand.sights;
      standing.push({ user, stand });
    });
    return standing;
  }

  /** Whoever stood stands on, has driven off, or its number has gone to another vehicle. @returns its stand if it has one */
  #follow({ trackId, stillSinceAtMs, boxInImage }: RoadUser, atMs: number, plane: RoadPlane | null): Stand | null {
    const own = this.#ofTrack.get(trackId);
    if (!own) return null;
    const standsOn = stillSinceAtMs !== null && stillSinceAtMs <= own.lastAtMs;
    if (standsOn || isStill(own.box, boxInImage)) {
      own.lastAtMs = atMs;
      own.lastBox = boxInImage;
      return own;
    }
    if (plane && isJump(plane, own, boxInImage, atMs)) {
      own.trackId = null;
      this.#ofTrack.delete(trackId);
      this.#jumpedAtMs.set(trackId, atMs);
    } else this.#forget(own);
    return null;
  }

  #forget(stand: Stand): void {
    this.#stands = this.#stands.filter((other) => other !== stand);
    if (stand.trackId !== null) this.#ofTrack.delete(stand.trackId);
  }

  #begin(user: RoadUser, atMs: number): Stand {
    const { trackId, boxInImage, hasMoved } = user;
    const sinceAtMs = user.stillSinceAtMs!;
    const before = this.#before(user, sinceAtMs, atMs);
    if (before && before.trackId !== null) this.#ofTrack.delete(before.trackId);
    const now = { trackId, lastBox: boxInImage, lastAtMs: atMs };
    const stand = before
      ? Object.assign(before, now)
      : { id: ++this.#lastId, sinceAtMs, hasMoved, box: boxInImage, sights: 0, meanScore: 0, ...now };
    if (!before) this.#stands.push(stand);
    this.#ofTrack.set(trackId, stand);
    return stand;
  }

  /** The stand, at the same place, of a track that is no longer seen there. Who came driving is another one. */
  #before({ trackId, boxInImage, hasMoved }: RoadUser, sinceAtMs: number, atMs: number): Stand | undefined {
    const jumpedAtMs = this.#jumpedAtMs.get(trackId) ?? Number.NEGATIVE_INFINITY;
    if (hasMoved && atMs - jumpedAtMs > standsAgainMs) return undefined;
    return this.#stands.find(({ lastAtMs, box }) => lastAtMs <= sinceAtMs && iou(box, boxInImage) >= sameIou);
  }
}

function isStill(stood: Box, is: Box): boolean {
  return iou(stood, is) >= stayIou || shareWithin(is, stood) >= stayShare;
}

/** Whether it is farther from its last sight than a vehicle comes that drives off, and may have begun to before. */
function isJump(plane: RoadPlane, { box, lastBox, lastAtMs }: Stand, is: Box, atMs: number): boolean {
  const [stood, from, to] = [box, lastBox, is].map((seen) => plane.groundOf(footPoint(seen)));
  if (!stood || !from || !to) return false;
  const passedS = (atMs - lastAtMs) / 1000;
  const beganMps = Math.sqrt(2 * leavesMps2 * distanceM(stood, from));
  return distanceM(from, to) > trembleM + beganMps * passedS + (leavesMps2 / 2) * passedS * passedS;
}

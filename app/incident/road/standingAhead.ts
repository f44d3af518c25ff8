import { type Box, iou, type Point } from '../../space/box.ts';
import type { GroundPoint } from '../../space/ground.ts';
import type { RoadUser, RoadView } from '../../traffic/road/roadUser.ts';

/** Beside it by less, somebody is before a vehicle, whatever lane its box was put into. */
const besideM = 3;
/** A detector misses a vehicle for so long now and then: it stands there all the same. */
const missedForMs = 3000;
/** Who was held up needs so long to drive on. */
const drivesOnInMs = 5000;
/** Whose box lies where it lay so long ago stands, however its foot point trembles, or is hidden. */
const unmovedForMs = 4000;
const sameIou = 0.6;
/** Road that is covered by standing vehicles this close ahead, metres: nobody can drive there. */
const coveredM = [5, 7, 9, 11, 13, 15] as const;

/** Foot points of long vehicles may lie behind their rear by so much. */
const notBehindM = -2;

interface Sight {
  readonly atMs: number;
  readonly box: Box;
}

interface Track {
  /** About one a second. */
  readonly sights: Sight[];
  /** Whether it may be among those who stand: nearly nobody is, and need not be looked for there. */
  mayStand: boolean;
}

interface Stand {
  readonly trackId: number;
  ground: GroundPoint | null;
  box: Box;
  atMs: number;
}

/** Who stands, a moment after it was last seen too: whoever is behind waits for it. */
export class StandingAhead {
  readonly #stands = new Map<number, Stand>();
  readonly #tracks = new Map<number, Track>();
  readonly #heldUpAtMs = new Map<number, number>();

  /** Takes the next view. */
  step({ users, ended, atMs }: RoadView): void {
    for (const trackId of ended) {
      this.#tracks.delete(trackId);
      this.#heldUpAtMs.delete(trackId);
    }
    for (const user of users) {
      if (user.group !== 'vehicle') continue;
      const track = this.#seen(user, atMs);
      if (user.stillSinceAtMs !== null || isUnmoved(track, user, atMs)) {
        track.mayStand = true;
        this.#stand(user, atMs);
      } else if (track.mayStand) {
        track.mayStand = false;
        this.#stands.delete(user.trackId);
      }
    }
    for (const { trackId, atMs: lastAtMs } of this.#stands.values()) {
      if (atMs - lastAtMs > missedForMs) this.#stands.delete(trackId);
    }
  }

  /**
   * Whether another vehicle stands ahead, or did so a moment ago, in the direction of the lane or of its last movement,
   * within `reachM`. Asked with every view for as long as it stands.
   */
  holdsUp(view: RoadView, user: RoadUser, reachM: number): boolean {
    if (this.#isAheadOf(view, user, reachM)) this.#heldUpAtMs.set(user.trackId, view.atMs);
    return view.atMs - (this.#heldUpAtMs.get(user.trackId) ?? Number.NEGATIVE_INFINITY) <= drivesOnInMs;
  }

  #isAheadOf({ scene }: RoadView, { trackId, ground: from, inLane, motion }: RoadUser, reachM: number): boolean {
    const headingRad = inLane?.headingRad ?? motion?.headingRad;
    if (headingRad === undefined || !from) return false;
    const x = Math.cos(headingRad);
    const y = Math.sin(headingRad);
    let mayBeCovered = false;
    for (const { trackId: other, ground } of this.#stands.values()) {
      if (other === trackId || !ground) continue;
      const dx = ground.xM - from.xM;
      const dy = ground.yM - from.yM;
      const aheadM = dx * x + dy * y;
      if (aheadM > 0 && aheadM <= reachM && Math.abs(dy * x - dx * y) <= besideM) return true;
      if (aheadM > notBehindM) mayBeCovered = true;
    }
    if (!mayBeCovered) return false;
    for (const aheadM of coveredM) {
      if (aheadM > reachM) break;
      const image = scene.plane?.imageOf({ xM: from.xM + aheadM * x, yM: from.yM + aheadM * y });
      if (image && this.#isCovered(image, trackId, from, x, y)) return true;
    }
    return false;
  }

  /** Whether one that does not stand behind a vehicle, which is at `from` and points along x and y, hides a place of the picture. */
  #isCovered(image: Point, trackId: number, from: GroundPoint, x: number, y: number): boolean {
    for (const { trackId: other, ground, box } of this.#stands.values()) {
      if (other === trackId || !ground || !isWithin(box, image.x, image.y)) continue;
      if ((ground.xM - from.xM) * x + (ground.yM - from.yM) * y > notBehindM) return true;
    }
    return false;
  }

  #stand({ trackId, ground, boxInImage: box }: RoadUser, atMs: number): void {
    const stand = this.#stands.get(trackId);
    if (!stand) this.#stands.set(trackId, { trackId, ground, box, atMs });
    else [stand.ground, stand.box, stand.atMs] = [ground, box, atMs];
  }

  #seen({ trackId, boxInImage: box }: RoadUser, atMs: number): Track {
    let track = this.#tracks.get(trackId);
    if (!track) {
      // Its number may have ended while it stood.
      track = { sights: [{ atMs, box }], mayStand: true };
      this.#tracks.set(trackId, track);
      return track;
    }
    const { sights } = track;
    if (atMs - sights[sights.length - 1]!.atMs >= 1000) sights.push({ atMs, box });
    while (sights.length > 1 && atMs - sights[1]!.atMs >= unmovedForMs) sights.shift();
    return track;
  }
}

/** Whether its box lies where it lay so long ago. */
function isUnmoved({ sights }: Track, { boxInImage }: RoadUser, atMs: number): boolean {
  const oldest = sights[0]!;
  return atMs - oldest.atMs >= unmovedForMs && iou(oldest.box, boxInImage) >= sameIou;
}

function isWithin({ cx, cy, w, h }: Box, x: number, y: number): boolean {
  return Math.abs(x - cx) <= w / 2 && Math.abs(y - cy) <= h / 2;
}

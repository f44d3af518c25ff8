import { turnRad } from '../../space/ground.ts';
import type { RoadUser, RoadView } from '../../traffic/road/roadUser.ts';
import type { BodyOnRoad } from './bodyOnRoad.ts';
import type { MovingUser } from './laneKeeping.ts';
import { postEncroachmentS, type WayPiece } from './postEncroachment.ts';

interface OwnedPiece extends WayPiece {
  readonly user: RoadUser;
  readonly body: BodyOnRoad;
}

export interface Encroachment {
  /** Who was there first. */
  readonly first: RoadUser;
  readonly second: RoadUser;
  readonly petS: number;
  readonly at: { readonly firstRad: number; readonly secondRad: number };
}

/** Ways are remembered for so long, and made of pieces of so many metres. */
const rememberedMs = 5000;
const pieceM = 2;
/** Flatter than this one follows the other; that is a matter of time to collision. */
const leastAngleRad = Math.PI / 4;
const leastMps = 2;
/** Far above what sums of coordinates lose. */
const roundingM = 0.001;

/** Who drive in one lane, through its bend too, follow each other. */
function areInOneLane(a: RoadUser, b: RoadUser): boolean {
  return a.inLane !== null && a.inLane.lane === b.inLane?.lane;
}

function isAcross(angleRad: number): boolean {
  return angleRad >= leastAngleRad && angleRad <= Math.PI - leastAngleRad;
}

function directionRad({ from, to }: WayPiece): number {
  return Math.atan2(to.yM - from.yM, to.xM - from.xM);
}

/** Whether two ways cannot cross, told by their bounding boxes: nearly all of them. */
function areApart({ from: a, to: b }: WayPiece, { from: c, to: d }: WayPiece): boolean {
  return (
    Math.max(a.xM, b.xM) + roundingM < Math.min(c.xM, d.xM) ||
    Math.min(a.xM, b.xM) - roundingM > Math.max(c.xM, d.xM) ||
    Math.max(a.yM, b.yM) + roundingM < Math.min(c.yM, d.yM) ||
    Math.min(a.yM, b.yM) - roundingM > Math.max(c.yM, d.yM)
  );
}

/** Where road users went in the last seconds, and who came across whose way. */
export class RecentWays {
  #pieces: OwnedPiece[] = [];
  readonly #last = new Map<number, { readonly body: BodyOnRoad; readonly atMs: number }>();

  step({ atMs, ended, users }: RoadView, moving: readonly MovingUser[]): Encroachment[] {
    for (const trackId of ended) this.#last.delete(trackId);
    // A way that begins where its foot point was guessed would make a jump of it.
    for (const { trackId, isFootSeen } of users) if (isFootSeen === false) this.#last.delete(trackId);
    if (this.#pieces.length > 0 && atMs - this.#pieces[0]!.toAtMs > rememberedMs) {
      this.#pieces = this.#pieces.filter(({ toAtMs }) => atMs - toAtMs <= rememberedMs);
    }
    const found: Encroachment[] = [];
    for (const one of moving) {
      const piece = this.#pieceOf(one, atMs);
      if (!piece) continue;
      const met = this.#met(piece);
      if (met) found.push(met);
      this.#pieces.push(piece);
    }
    return found;
  }

  #pieceOf({ user, body }: MovingUser, atMs: number): OwnedPiece | null {
    if (body.speedMps < leastMps) return null;
    const last = this.#last.get(user.trackId);
    if (last && (body.speedMps * (atMs - last.atMs)) / 1000 < pieceM) return null;
    this.#last.set(user.trackId, { body, atMs });
    if (!last || atMs - last.atMs > 2000) return null;
    const { lengthM, widthM } = body;
    const way = { from: last.body.centre, to: body.centre, fromAtMs: last.atMs, toAtMs: atMs };
    return { ...way, user, body, lengthM, widthM };
  }

  #met(piece: OwnedPiece): Encroachment | null {
    for (const other of this.#pieces) {
      if (other.user.trackId === piece.user.trackId) continue;
      if (other.user.group !== 'vehicle' && piece.user.group !== 'vehicle') continue;
      if (areInOneLane(other.user, piece.user)) continue;
      if (areApart(other, piece)) continue;
      if (!isAcross(turnRad(other.body.headingRad, piece.body.headingRad))) continue;
      if (!isAcross(turnRad(directionRad(other), directionRad(piece)))) continue;
      const petS = postEncroachmentS(other, piece);
      if (petS === null) continue;
      const at = { firstRad: other.body.headingRad, secondRad: piece.body.headingRad };
      return { first: other.user, second: piece.user, petS, at };
    }
    return null;
  }
}

import type { RoadPosition } from '../../../app/contracts/trafficCalls.ts';
import type { LocalFrame } from './localFrame.ts';
import { lookOf } from './userLook.ts';

/** Floats of one road user: from east, from north, to east, to north (m), heading (rad, NaN unknown), length, width (m), look. */
export const userStride = 8;
/** Farther than this between two messages it is not the same place moved on, metres. */
const longestStepM = 30;
const [shortestMs, longestMs] = [60, 400];
/** Without news for this long nobody knows where the users are. */
const staleAfterMs = 3000;

/**
 * Road users between the two newest messages, ready for the graphics card: the card moves them, so that a frame costs
 * the page nothing and a message one pass over an array.
 */
export class MovingUsers {
  #floats = new Float32Array(64 * userStride);
  #count = 0;
  /** Index by camera and track of what is in `floats`. */
  #places = new Map<string, Map<number, number>>();
  #putMs = Number.NEGATIVE_INFINITY;
  #periodMs = 100;

  get count(): number {
    return this.#count;
  }

  get floats(): Float32Array {
    return this.#floats.subarray(0, this.#count * userStride);
  }

  /** Takes a message; users of cameras without a frame are nowhere on earth and left out. */
  put(users: readonly RoadPosition[], frames: ReadonlyMap<string, LocalFrame>, nowMs: number): void {
    const share = this.shareAt(nowMs);
    const [before, places] = [this.#floats, this.#places];
    const floats = new Float32Array(Math.max(64, users.length) * userStride);
    const now = new Map<string, Map<number, number>>();
    let count = 0;
    for (const user of users) {
      const frame = frames.get(user.cameraId);
      if (!frame) continue;
      const east = frame.east + frame.eastByX * user.xM + frame.eastByY * user.yM;
      const north = frame.north + frame.northByX * user.xM + frame.northByY * user.yM;
      const known = places.get(user.cameraId)?.get(user.trackId);
      const at = count * userStride;
      floats[at] = east;
      floats[at + 1] = north;
      if (known !== undefined) {
        const was = known * userStride;
        const shownEast = before[was]! + (before[was + 2]! - before[was]!) * share;
        const shownNorth = before[was + 1]! + (before[was + 3]! - before[was + 1]!) * share;
        if (Math.abs(shownEast - east) + Math.abs(shownNorth - north) < longestStepM) {
          floats[at] = shownEast;
          floats[at + 1] = shownNorth;
        }
      }
      floats[at + 2] = east;
      floats[at + 3] = north;
      floats[at + 4] = user.headingRad === null ? Number.NaN : user.headingRad + frame.turnRad;
      const look = lookOf(user.className);
      floats[at + 5] = look.lengthM;
      floats[at + 6] = look.widthM;
      floats[at + 7] = look.colour;
      let tracks = now.get(user.cameraId);
      if (!tracks) now.set(user.cameraId, (tracks = new Map()));
      tracks.set(user.trackId, count++);
    }
    this.#periodMs = Math.min(longestMs, Math.max(shortestMs, nowMs - this.#putMs));
    this.#putMs = nowMs;
    this.#floats = floats;
    this.#count = count;
    this.#places = now;
  }

  /** How far on the way from the message before to the newest one, 0..1. */
  shareAt(nowMs: number): number {
    return Math.min(1, Math.max(0, (nowMs - this.#putMs) / this.#periodMs));
  }

  isStale(nowMs: number): boolean {
    return nowMs - this.#putMs > staleAfterMs;
  }

  /** Where the users are now, east and north in metres. */
  *placesNow(): Iterable<readonly [eastM: number, northM: number]> {
    for (let at = 0; at < this.#count * userStride; at += userStride) {
      yield [this.#floats[at + 2]!, this.#floats[at + 3]!];
    }
  }
}

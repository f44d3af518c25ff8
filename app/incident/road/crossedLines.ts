import type { Box, Point } from '../../space/box.ts';
import type { RoadUser, RoadView } from '../../traffic/road/roadUser.ts';
import { usualLengthM } from '../../traffic/road/roadUserGroup.ts';
import type { StopLine } from '../../traffic/scene/scene.ts';
import { offsetFrom, shareAlong } from '../../traffic/countingLine.ts';
import { isOneBox } from './oneBox.ts';

/** A vehicle's foot point came over a stop line in the direction of traffic. */
export interface LineCrossing {
  readonly user: RoadUser;
  readonly line: StopLine;
  readonly speedMps: number;
  /** When its front was at the line: a foot point is its rear when it drives away from the camera. */
  readonly frontAtMs: number;
}

/** A longer pause between two sights says nothing about a crossing. */
const longestPauseMs = 2000;
/** Whose box was another one, or leapt, so shortly before is not known to have driven over the line. */
const settledForMs = 1000;
/** A line is drawn a little too short now and then. */
const drawnShort = 0.15;
/** A length passes at this speed at least, where the speed at the line is hardly known. */
const slowestMps = 3;

/** Notices vehicles that cross stop lines. */
export class CrossedLines {
  readonly #lines: readonly StopLine[];
  readonly #leastMps: number;
  readonly #beyondEnds: number;
  readonly #before = new Map<number, { foot: Point; box: Box; atMs: number; otherAtMs: number }>();

  /**
   * @param leastMps slower ones are left out: their foot points may tremble at the line
   * @param beyondEnds shares of a line's length that one may cross beyond its ends
   */
  constructor(lines: readonly StopLine[], leastMps: number, beyondEnds = drawnShort) {
    this.#lines = lines;
    this.#leastMps = leastMps;
    this.#beyondEnds = beyondEnds;
  }

  step({ users, ended, atMs }: RoadView): LineCrossing[] {
    for (const trackId of ended) this.#before.delete(trackId);
    const crossings: LineCrossing[] = [];
    for (const user of users) {
      if (user.group !== 'vehicle') continue;
      const before = this.#before.get(user.trackId);
      const { footInImage: foot, boxInImage: box } = user;
      if (!before) {
        this.#before.set(user.trackId, { foot, box, atMs, otherAtMs: Number.NEGATIVE_INFINITY });
        continue;
      }
      const { foot: footBefore, box: boxBefore, atMs: beforeAtMs } = before;
      before.foot = foot;
      before.box = box;
      before.atMs = atMs;
      if (!isOneBox(boxBefore, box, atMs - beforeAtMs)) before.otherAtMs = atMs;
      if (user.leaptAtMs) before.otherAtMs = Math.max(before.otherAtMs, user.leaptAtMs);
      if (atMs - beforeAtMs > longestPauseMs || atMs - before.otherAtMs < settledForMs) continue;
      const speedMps = user.motion?.speedMps ?? 0;
      if (speedMps < this.#leastMps) continue;
      for (const line of this.#lines) {
        const share = crossedAt(line, footBefore, foot, this.#beyondEnds);
        if (share === null) continue;
        const lengthMs =
          footBefore.y > foot.y ? (usualLengthM(user.className) / Math.max(slowestMps, speedMps)) * 1000 : 0;
        crossings.push({ user, line, speedMps, frontAtMs: beforeAtMs + share * (atMs - beforeAtMs) - lengthMs });
      }
    }
    return crossings;
  }
}

/** Which share of the way from `a` to `b` lies before the line; `null` when it was not crossed forward. */
function crossedAt(line: StopLine, a: Point, b: Point, beyondEnds: number): number | null {
  // Nearly nobody crosses: on which side a point lies is known without its distance.
  const { from, to } = line;
  const alongX = to.x - from.x;
  const alongY = to.y - from.y;
  if (alongX * (a.y - from.y) >= alongY * (a.x - from.x) || alongX * (b.y - from.y) < alongY * (b.x - from.x))
    return null;
  const [before, after] = [offsetFrom(line, a), offsetFrom(line, b)];
  if (before >= 0 || after < 0) return null;
  const share = before / (before - after);
  const along = shareAlong(line, { x: a.x + share * (b.x - a.x), y: a.y + share * (b.y - a.y) });
  return along < -beyondEnds || along > 1 + beyondEnds ? null : share;
}

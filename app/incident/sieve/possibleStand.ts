import type { RoadPlane } from '../../space/roadPlane.ts';
import type { PathOnRoad } from './pathOnRoad.ts';
import { cameAt, type Handover, leapsOf, leftAt } from './standHandover.ts';
import { reachOf, type StandReach } from './standReach.ts';
import { standStretches, type Stretch } from './standStretches.ts';
import type { WaitingPlace, WaitingPlaces } from './waitingPlaces.ts';

/** A time in which a track may have stood, and what is to be known of it when others stood there before. */
export interface PossibleStand {
  readonly fromAtMs: number;
  readonly toAtMs: number;
  /** When it may have begun as one whom another number named before. */
  readonly came: readonly Handover[];
  /** When its number may have left it for another one. */
  readonly left: readonly Handover[];
  readonly reach: StandReach;
  /** What its places may have been to the rule; nothing where the rule does not look. */
  readonly places: readonly WaitingPlace[];
  /** With those before it; `null` until it was asked for. */
  sinceAtMs: number | null;
}

/** Its places are looked up so often, and so far is hardly a new one, pixels. */
const [lookEveryMs, samePx] = [1000, 2];
/** Hidden feet lie somewhere below the lower edge: every so many pixels is looked. */
const everyPx = 8;

/** @param leastMs what lasts for less, and goes on from nobody, says nothing */
export function possibleStands(
  plane: RoadPlane,
  track: PathOnRoad,
  at: WaitingPlaces,
  leastMs: number,
): PossibleStand[] {
  const stretches = standStretches(track);
  const leaps = leapsOf(track, stretches);
  const { fromAtMs, stepMs } = track.path;
  return stretches.map((stretch): PossibleStand => {
    const { from, to } = stretch;
    const came = cameAt(track, stretch, leaps);
    return {
      fromAtMs: fromAtMs + from * stepMs,
      toAtMs: fromAtMs + to * stepMs,
      ...{ came, left: leftAt(track, stretch, leaps) },
      reach: reachOf(plane, track, stretch),
      places: (to - from) * stepMs >= leastMs || came.length > 0 ? placesOf(track, stretch, at) : [],
      sinceAtMs: null,
    };
  });
}

function placesOf(track: PathOnRoad, { from, to }: Stretch, places: WaitingPlaces): WaitingPlace[] {
  const { feet, path } = track;
  const found = new Set<WaitingPlace>();
  const every = Math.round(lookEveryMs / path.stepMs);
  let [lastX, lastY, lastFootY] = [Number.NaN, Number.NaN, Number.NaN];
  for (let at = from; at <= to; at += every) {
    const { x, y } = track.lowerEdge(at);
    const foot = feet[at]!;
    const isSame = Math.abs(x - lastX) < samePx && Math.abs(y - lastY) < samePx;
    if (isSame && Math.abs(foot.y - lastFootY) < samePx) continue;
    [lastX, lastY, lastFootY] = [x, y, foot.y];
    for (let below = y; below < foot.y; below += everyPx) for (const one of places.at({ x, y: below })) found.add(one);
    for (const one of places.at(foot)) found.add(one);
  }
  return [...found];
}

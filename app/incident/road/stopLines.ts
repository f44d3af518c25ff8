import { type GroundPoint, turnRad } from '../../space/ground.ts';
import type { SignalState } from '../../traffic/road/roadUser.ts';
import type { CompiledLane, CompiledScene } from '../../traffic/scene/compiledScene.ts';
import type { StopLine } from '../../traffic/scene/scene.ts';

/** A stop line on the road. */
export interface StopOnGround {
  readonly line: StopLine;
  readonly middle: GroundPoint;
  /** Where traffic goes over it. */
  readonly headingRad: number;
  readonly halfM: number;
}

/** Where along a lane its stop line lies. */
export interface LaneStop {
  readonly line: StopLine;
  readonly atM: number;
}

export function stopsOnGround({ scene, plane }: CompiledScene): StopOnGround[] {
  return scene.stopLines.flatMap((line): StopOnGround[] => {
    const [from, to] = [plane?.groundOf(line.from), plane?.groundOf(line.to)];
    if (!from || !to) return [];
    const [dx, dy] = [to.xM - from.xM, to.yM - from.yM];
    const middle = { xM: (from.xM + to.xM) / 2, yM: (from.yM + to.yM) / 2 };
    return [{ line, middle, headingRad: Math.atan2(-dx, dy), halfM: Math.hypot(dx, dy) / 2 }];
  });
}

const stops = new WeakMap<CompiledScene, ReadonlyMap<string, readonly LaneStop[]>>();

/** The stop lines of each lane by its id, in the direction of traffic. */
export function laneStopsOf(scene: CompiledScene): ReadonlyMap<string, readonly LaneStop[]> {
  const known = stops.get(scene);
  if (known) return known;
  const lines = stopsOnGround(scene);
  const found = new Map(
    scene.lanes.map((lane) => {
      const here = lines.flatMap((stop): LaneStop[] => {
        const atM = placeInLane(lane, stop);
        return atM === null ? [] : [{ line: stop.line, atM }];
      });
      return [lane.id, here.sort((a, b) => a.atM - b.atM)] as const;
    }),
  );
  stops.set(scene, found);
  return found;
}

const alignedRad = Math.PI / 6;
/** Lanes are drawn to a little before their stop line now and then. */
const beyondEndM = 8;

function placeInLane(lane: CompiledLane, { middle, headingRad }: StopOnGround): number | null {
  const { courseOnGround, widthM } = lane;
  const place = courseOnGround.placeOf(middle);
  if (place) {
    const isHere = Math.abs(place.leftM) < widthM / 2 && turnRad(place.headingRad, headingRad) < alignedRad;
    return isHere ? place.atM : null;
  }
  const { end, headingRad: endRad } = endOf(lane);
  const [dx, dy] = [middle.xM - end.xM, middle.yM - end.yM];
  const goesOnM = dx * Math.cos(endRad) + dy * Math.sin(endRad);
  const besideM = Math.abs(dy * Math.cos(endRad) - dx * Math.sin(endRad));
  const isHere = goesOnM >= 0 && goesOnM <= beyondEndM && besideM < widthM / 2;
  return isHere && turnRad(endRad, headingRad) < alignedRad ? courseOnGround.lengthM + goesOnM : null;
}

/** The row before a stop line reaches this far back in ordinary traffic. */
const rowM = 150;

/**
 * Whether traffic on a lane stops and goes in ordinary traffic: a stop line on it, or on a lane that it leads to.
 * @param leftM so far beyond its end such a line is looked for, metres
 */
export function leadsToStop(scene: CompiledScene, lane: CompiledLane, leftM = rowM): boolean {
  if (laneStopsOf(scene).get(lane.id)?.length) return true;
  return scene.lanes.some((next) => {
    const fromM = next === lane ? null : leadsInto(lane, next);
    if (fromM === null) return false;
    const stopsM = (laneStopsOf(scene).get(next.id) ?? []).map(({ atM }) => atM - fromM);
    if (stopsM.some((aheadM) => aheadM >= 0 && aheadM <= leftM)) return true;
    const restM = leftM - (next.courseOnGround.lengthM - fromM);
    return restM > 0 && leadsToStop(scene, next, restM);
  });
}

/** Where on the next lane one goes on; `null` when it does not lead there. */
function leadsInto(lane: CompiledLane, { courseOnGround, widthM }: CompiledLane): number | null {
  const { end, headingRad } = endOf(lane);
  // Lanes that follow each other are drawn with a little room between, or one into the other.
  for (const aheadM of [0, beyondEndM / 2, beyondEndM]) {
    const [xM, yM] = [end.xM + aheadM * Math.cos(headingRad), end.yM + aheadM * Math.sin(headingRad)];
    const place = courseOnGround.placeOf({ xM, yM });
    if (!place || Math.abs(place.leftM) > widthM / 2 || turnRad(place.headingRad, headingRad) > alignedRad) continue;
    // Lanes that end side by side lead into a third one, not into each other.
    return courseOnGround.lengthM - place.atM < beyondEndM ? null : place.atM;
  }
  return null;
}

function endOf({ courseOnGround: { points } }: CompiledLane): { end: GroundPoint; headingRad: number } {
  const [before, end] = [points.at(-2)!, points.at(-1)!];
  return { end, headingRad: Math.atan2(end.yM - before.yM, end.xM - before.xM) };
}

/** Which signal heads showed red, and when last: a queue needs its time after green. */
export class SignalMemory {
  readonly #heads = new Map<string, { redSinceAtMs: number | null; redLastAtMs: number | null }>();

  step(signals: ReadonlyMap<string, SignalState>, atMs: number): void {
    // Heads of a whole junction at every view: no pair is made of each.
    signals.forEach((state, headId) => {
      let head = this.#heads.get(headId);
      if (!head) {
        head = { redSinceAtMs: null, redLastAtMs: null };
        this.#heads.set(headId, head);
      }
      if (state === 'red') {
        head.redSinceAtMs ??= atMs;
        head.redLastAtMs = atMs;
      } else head.redSinceAtMs = null;
    });
  }

  /** Since when it shows red; `null` when it does not, or is not known. */
  redSinceAtMs(headId: string): number | null {
    return this.#heads.get(headId)?.redSinceAtMs ?? null;
  }

  /** When it showed red last; `null` when it never did. */
  redLastAtMs(headId: string): number | null {
    return this.#heads.get(headId)?.redLastAtMs ?? null;
  }
}

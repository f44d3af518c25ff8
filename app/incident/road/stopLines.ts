import { distanceM, type GroundPoint, turnRad } from '../../space/ground.ts';
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

function placeInLane({ courseOnGround, widthM }: CompiledLane, { middle, headingRad }: StopOnGround): number | null {
  const place = courseOnGround.placeOf(middle);
  if (place) {
    const isHere = Math.abs(place.leftM) < widthM / 2 && turnRad(place.headingRad, headingRad) < alignedRad;
    return isHere ? place.atM : null;
  }
  const { points, lengthM } = courseOnGround;
  const [before, end] = [points.at(-2)!, points.at(-1)!];
  const endRad = Math.atan2(end.yM - before.yM, end.xM - before.xM);
  const goesOnM = distanceM(end, middle);
  return goesOnM <= beyondEndM && turnRad(endRad, headingRad) < alignedRad ? lengthM + goesOnM : null;
}

/** Which signal heads showed red, and when last: a queue needs its time after green. */
export class SignalMemory {
  readonly #heads = new Map<string, { redSinceAtMs: number | null; redLastAtMs: number | null }>();

  step(signals: ReadonlyMap<string, SignalState>, atMs: number): void {
    for (const [headId, state] of signals) {
      let head = this.#heads.get(headId);
      if (!head) {
        head = { redSinceAtMs: null, redLastAtMs: null };
        this.#heads.set(headId, head);
      }
      if (state === 'red') {
        head.redSinceAtMs ??= atMs;
        head.redLastAtMs = atMs;
      } else head.redSinceAtMs = null;
    }
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

import type { Point } from '../../space/box.ts';
import type { SignalState } from '../../traffic/road/roadUser.ts';
import type { CompiledScene } from '../../traffic/scene/compiledScene.ts';
import type { StopLine } from '../../traffic/scene/scene.ts';

/** Where a stop line crosses a lane. */
export interface LaneStop {
  readonly line: StopLine;
  readonly atM: number;
}

const stops = new WeakMap<CompiledScene, ReadonlyMap<string, readonly LaneStop[]>>();

/** The stop lines of each lane by its id, in the direction of traffic. */
export function laneStopsOf(scene: CompiledScene): ReadonlyMap<string, readonly LaneStop[]> {
  const known = stops.get(scene);
  if (known) return known;
  const found = new Map(
    scene.lanes.map(({ id, course, courseOnGround }) => {
      const here = scene.scene.stopLines.flatMap((line): LaneStop[] => {
        const at = crossingOf(course, line);
        const ground = at && scene.plane?.groundOf(at);
        const place = ground && courseOnGround.placeOf(ground);
        return place ? [{ line, atM: place.atM }] : [];
      });
      return [id, here.sort((a, b) => a.atM - b.atM)] as const;
    }),
  );
  stops.set(scene, found);
  return found;
}

/** A line that is drawn a little short of, or beyond, the end of a lane still belongs to it. */
const overshoot = 0.5;

/** Where a course crosses a line in the picture; its last piece is prolonged by half, because lanes end at stop lines. */
function crossingOf(
  course: readonly Point[],
  { from, to }: { readonly from: Point; readonly to: Point },
): Point | null {
  for (let i = 0; i + 1 < course.length; i++) {
    const [a, b] = [course[i]!, course[i + 1]!];
    const isLast = i === course.length - 2;
    const [dx, dy, ex, ey] = [b.x - a.x, b.y - a.y, to.x - from.x, to.y - from.y];
    const cross = dx * ey - dy * ex;
    if (cross === 0) continue;
    const along = ((from.x - a.x) * ey - (from.y - a.y) * ex) / cross;
    const across = ((from.x - a.x) * dy - (from.y - a.y) * dx) / cross;
    if (along < 0 || along > (isLast ? 1 + overshoot : 1) || across < 0 || across > 1) continue;
    const on = Math.min(1, along);
    return { x: a.x + on * dx, y: a.y + on * dy };
  }
  return null;
}

/** Which signal heads showed red, and when last: a queue needs its time after green. */
export class SignalMemory {
  readonly #redSinceAtMs = new Map<string, number>();
  readonly #redLastAtMs = new Map<string, number>();

  step(signals: ReadonlyMap<string, SignalState>, atMs: number): void {
    for (const [headId, state] of signals) {
      if (state === 'red') {
        if (!this.#redSinceAtMs.has(headId)) this.#redSinceAtMs.set(headId, atMs);
        this.#redLastAtMs.set(headId, atMs);
      } else this.#redSinceAtMs.delete(headId);
    }
  }

  /** Since when it shows red; `null` when it does not, or is not known. */
  redSinceAtMs(headId: string): number | null {
    return this.#redSinceAtMs.get(headId) ?? null;
  }

  /** When it showed red last; `null` when it never did. */
  redLastAtMs(headId: string): number | null {
    return this.#redLastAtMs.get(headId) ?? null;
  }
}

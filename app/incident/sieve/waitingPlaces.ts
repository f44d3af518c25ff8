import type { Point } from '../../space/box.ts';
import type { GroundPoint } from '../../space/ground.ts';
import type { RoadUser, SignalState } from '../../traffic/road/roadUser.ts';
import type { CompiledScene, InLane } from '../../traffic/scene/compiledScene.ts';
import { Waiting } from '../road/waiting.ts';

/** What may be said of who stands at a place. */
export interface WaitingPlace {
  /** The signal it waits at while that is red. */
  readonly headId: string | null;
  /** One waits there whatever signals show. */
  readonly isWaiting: boolean;
}

/** Places are looked up by squares of the picture, pixels. */
const cellPx = 8;
/** Smoothed places lie this far beside those of the boxes, metres and pixels. */
const [asideM, asidePx] = [1.2, 2];
/** A lane is left only this far beyond its edge. */
const stickyM = 0.5;

/**
 * Where somebody waits by right, for all that may be taken for one foot point: the road user's place is smoothed, and it
 * may still be in the lane that it comes from. Made for places of the picture when these are first asked for.
 */
export class WaitingPlaces {
  readonly #scene: CompiledScene;
  readonly #watches: (user: RoadUser) => boolean;
  readonly #whenKnown: Waiting;
  /** By head: the others show green. */
  readonly #whenRed: readonly (readonly [headId: string, waiting: Waiting])[];
  readonly #cells = new Map<number, readonly WaitingPlace[]>();

  /** @param watches whether a rule looks at who stands there; nothing is said of other places */
  constructor(scene: CompiledScene, watches: (user: RoadUser) => boolean) {
    const heads = scene.scene.stopLines.flatMap(({ control }) =>
      control.kind === 'signal' ? [control.signalHeadId] : [],
    );
    const shown = (redId: string | null): Waiting => {
      const waiting = new Waiting(scene, 0);
      const states = new Map(heads.map((id): [string, SignalState] => [id, id === redId ? 'red' : 'green']));
      waiting.step({ cameraId: '', atMs: 0, scene, users: [], ended: [], signals: states });
      return waiting;
    };
    this.#scene = scene;
    this.#watches = watches;
    this.#whenKnown = shown(null);
    this.#whenRed = [...new Set(heads)].map((id) => [id, shown(id)] as const);
  }

  /** All that it may be there; nothing where the rule does not look. */
  at({ x, y }: Point): readonly WaitingPlace[] {
    const [column, row] = [Math.floor(x / cellPx), Math.floor(y / cellPx)];
    const key = row * 65_536 + column;
    const known = this.#cells.get(key);
    if (known) return known;
    const places = this.#around({ x: (column + 0.5) * cellPx, y: (row + 0.5) * cellPx });
    this.#cells.set(key, places);
    return places;
  }

  #around(middle: Point): readonly WaitingPlace[] {
    const scale = this.#scene.plane?.metresPerPixel(middle);
    const [acrossPx, upPx] = [scale?.acrossM, scale?.upM].map((m) => cellPx / 2 + asidePx + (m ? asideM / m : 0));
    const found = new Map<string, WaitingPlace>();
    for (const dx of [-acrossPx!, 0, acrossPx!]) {
      for (const dy of [-upPx!, 0, upPx!]) {
        for (const user of this.#usersAt({ x: middle.x + dx, y: middle.y + dy })) {
          if (!this.#watches(user)) continue;
          const headId = this.#whenRed.find(([, waiting]) => waiting.surely(user, 0))?.[0] ?? null;
          const place = { headId, isWaiting: this.#whenKnown.maybe(user) };
          found.set(JSON.stringify(place), place);
        }
      }
    }
    return [...found.values()];
  }

  #usersAt(footInImage: Point): RoadUser[] {
    const ground = this.#scene.plane?.groundOf(footInImage) ?? null;
    const zones = this.#scene.zonesAt(footInImage);
    return this.#lanesAt(ground).map((inLane) => ({
      ...{ trackId: 0, className: 'car', group: 'vehicle', score: 1, firstAtMs: 0, motion: null, hasMoved: true },
      ...{ boxInImage: { cx: footInImage.x, cy: footInImage.y, w: 0, h: 0 }, footInImage, ground, inLane, zones },
      stillSinceAtMs: 0,
    }));
  }

  #lanesAt(ground: GroundPoint | null): (InLane | null)[] {
    if (!ground) return [null];
    const still = this.#scene.lanes.flatMap((lane): InLane[] => {
      const place = lane.courseOnGround.placeOf(ground);
      return place && Math.abs(place.leftM) <= lane.widthM / 2 + stickyM ? [{ ...place, lane }] : [];
    });
    return [this.#scene.laneAt(ground), ...still];
  }
}

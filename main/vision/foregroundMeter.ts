import { letterboxOf } from '../../app/detect/letterbox.ts';
import type { CameraJob } from '../../app/contracts/vision.ts';
import type { Box, Point, Size } from '../../app/space/box.ts';
import { ForegroundWatch } from '../../app/traffic/foreground/foregroundWatch.ts';
import { roadMaskOf } from '../../app/traffic/foreground/roadMask.ts';
import type { PictureCondition, StaticObject } from '../../app/traffic/road/roadUser.ts';
import { isViewTrue } from '../../app/traffic/view/viewCondition.ts';

/** A little less than a second, so that a jitter of arrival skips none. */
const sampleEveryMs = 950;
/** Where road users are must be known as of lately; otherwise every car that stands were a thing on the road. */
const freshBoxesMs = 2000;
/** A drift of more than so many pixels of the frame puts the edges of markings beside where they were. */
const mostDriftPx = 0.75;

type Scene = Pick<CameraJob, 'roadOutlines' | 'signalHeads'>;

interface Watched {
  readonly watch: ForegroundWatch;
  readonly source: Size;
  readonly driftPx: Point;
}

/** Looks for things that lie on one camera's road, by its analysed frames and the boxes of its road users. */
export class ForegroundMeter {
  readonly #input: Size;
  #scene: Scene;
  #watched: Watched | null = null;
  #sampledAtMs = Number.NEGATIVE_INFINITY;
  #boxesAtMs = Number.NEGATIVE_INFINITY;

  /** @param input pixels of the letterboxed frames */
  constructor(input: Size, scene: Scene) {
    this.#input = input;
    this.#scene = scene;
  }

  /** Another version of the scene. */
  set scene(scene: Scene) {
    if (JSON.stringify(roadOf(scene)) === JSON.stringify(roadOf(this.#scene))) return;
    this.#scene = scene;
    this.#watched = null;
  }

  /** Call it with every analysed frame. @param boxesInSource of road users, where they are in the picture */
  roadUsers(boxesInSource: readonly Box[], source: Size, atMs: number): void {
    this.#boxesAtMs = atMs;
    const placed = letterboxOf(source, this.#input);
    const [kx, ky] = [placed.width / source.width, placed.height / source.height];
    const inFrame = boxesInSource.map(({ cx, cy, w, h }) => ({
      ...{ cx: cx * kx + placed.offsetX, cy: cy * ky + placed.offsetY, w: w * kx, h: h * ky },
    }));
    this.#watched?.watch.hide(inFrame, atMs);
  }

  /**
   * Call it with every frame; it samples one a second, which takes 1 to 2 ms.
   * @param rgb letterboxed, row by row
   * @param driftPx how far the view lies beside the scene's, pixels of the source
   * @param atMs wall time of the picture
   */
  frame(rgb: Uint8Array, source: Size, driftPx: Point, condition: PictureCondition | null, atMs: number): void {
    if (Math.abs(atMs - this.#sampledAtMs) < sampleEveryMs || condition?.isRepeated) return;
    if (Math.abs(atMs - this.#boxesAtMs) > freshBoxesMs) return;
    this.#sampledAtMs = atMs;
    if (condition && !isViewTrue(condition.view)) {
      this.#watched = null;
      return;
    }
    if (!this.#watched || !this.#fits(this.#watched, source, driftPx)) this.#watched = this.#start(source, driftPx);
    this.#watched?.watch.look(rgb, atMs);
  }

  /** Boxes as the scene was drawn; `undefined` where nobody looks. */
  objects(): StaticObject[] | undefined {
    if (!this.#watched) return undefined;
    const { watch, source, driftPx } = this.#watched;
    const placed = letterboxOf(source, this.#input);
    const [kx, ky] = [source.width / placed.width, source.height / placed.height];
    return watch.things.map(({ objectId, score, sinceAtMs, boxInFrame: { cx, cy, w, h } }) => ({
      ...{ objectId, score, sinceAtMs },
      boxInImage: {
        cx: (cx - placed.offsetX) * kx - driftPx.x,
        cy: (cy - placed.offsetY) * ky - driftPx.y,
        ...{ w: w * kx, h: h * ky },
      },
    }));
  }

  #fits({ source: before, driftPx: at }: Watched, source: Size, driftPx: Point): boolean {
    const mostPx = (mostDriftPx * source.width) / this.#input.width;
    return (
      before.width === source.width &&
      before.height === source.height &&
      Math.hypot(driftPx.x - at.x, driftPx.y - at.y) <= mostPx
    );
  }

  /** `null` without a road. */
  #start(source: Size, driftPx: Point): Watched | null {
    const { outlines, holes } = roadOf(this.#scene);
    const moved = (outline: readonly Point[]) => outline.map(({ x, y }) => ({ x: x + driftPx.x, y: y + driftPx.y }));
    const placed = letterboxOf(source, this.#input);
    const mask = roadMaskOf(outlines.map(moved), holes.map(moved), source, this.#input, placed);
    return mask.pixelOf.length > 0 ? { watch: new ForegroundWatch(mask), source, driftPx } : null;
  }
}

/** Lamps before the road are no part of it. */
function roadOf({ roadOutlines = [], signalHeads }: Scene) {
  return { outlines: roadOutlines, holes: signalHeads.flatMap(({ outline }) => (outline ? [outline] : [])) };
}

import type { Point } from '../../space/box.ts';
import type { EvenPath } from '../../track/evenPath.ts';
import { Footing } from '../../traffic/road/footing.ts';
import type { CompiledScene } from '../../traffic/scene/compiledScene.ts';

/**
 * A stored track as sieves look at it: its boxes in the frames of a replay, and where their lower edges lie on the road.
 * These are not the places of its road user, which are smoothed, and lie lower where something hides it: who decides by
 * them leaves room for that. One is made for a camera and filled anew with each track.
 */
export class PathOnRoad {
  readonly #scene: CompiledScene;
  path: EvenPath = { fromAtMs: 0, stepMs: 1, length: 0, values: new Float64Array(0) };
  #xM = new Float64Array(64);
  #yM = new Float64Array(64);
  #upM = new Float64Array(64);
  #isOnGround = false;
  #isScaled = false;
  #feet: readonly Point[] | null = null;
  readonly #lower = { x: 0, y: 0 };

  constructor(scene: CompiledScene) {
    this.#scene = scene;
  }

  take(path: EvenPath): void {
    this.path = path;
    this.#isOnGround = false;
    this.#isScaled = false;
    this.#feet = null;
  }

  /** Middle of the lower edge at an instant, pixels of the source picture; of use until it is asked again. */
  lowerEdge(at: number): Point {
    const { length, values } = this.path;
    this.#lower.x = values[at]!;
    this.#lower.y = values[length + at]! + values[3 * length + at]! / 2;
    return this.#lower;
  }

  /** Where the lower edges lie on the road, metres by instant; not a number beyond the horizon. */
  get onGround(): { readonly xM: Float64Array; readonly yM: Float64Array } {
    if (!this.#isOnGround) this.#project();
    return { xM: this.#xM, yM: this.#yM };
  }

  /** Where its road user touches the road by instant, if whoever hid its lower part once always did: never lower. */
  get feet(): readonly Point[] {
    this.#feet ??= this.#footing();
    return this.#feet;
  }

  /** How far on the road a pixel up the picture reaches at an instant, metres; infinity at the horizon. */
  metresAPixel(at: number): number {
    if (!this.#isScaled) {
      if (this.#upM.length < this.path.length) this.#upM = new Float64Array(2 * this.path.length);
      this.#upM.fill(Number.NaN, 0, this.path.length);
      this.#isScaled = true;
    }
    const known = this.#upM[at]!;
    if (!Number.isNaN(known)) return known;
    const upM = this.#scene.plane?.metresPerPixel(this.lowerEdge(at))?.upM ?? Number.POSITIVE_INFINITY;
    this.#upM[at] = upM;
    return upM;
  }

  #footing(): readonly Point[] {
    const { plane, scene } = this.#scene;
    const footing = new Footing(
      scene.picture,
      plane ? (image) => plane.metresPerPixel(image)?.acrossM ?? null : undefined,
    );
    const { fromAtMs, stepMs, length, values } = this.path;
    return Array.from({ length }, (_, at) => {
      const [cx, cy] = [values[at]!, values[length + at]!];
      const [w, h] = [values[2 * length + at]!, values[3 * length + at]!];
      return footing.at(fromAtMs + at * stepMs, { cx, cy, w, h }).inImage;
    });
  }

  #project(): void {
    const { length } = this.path;
    const { plane } = this.#scene;
    if (this.#xM.length < length) {
      this.#xM = new Float64Array(2 * length);
      this.#yM = new Float64Array(2 * length);
    }
    for (let at = 0; at < length; at++) {
      const ground = plane ? plane.groundOf(this.lowerEdge(at)) : null;
      this.#xM[at] = ground ? ground.xM : Number.NaN;
      this.#yM[at] = ground ? ground.yM : Number.NaN;
    }
    this.#isOnGround = true;
  }
}

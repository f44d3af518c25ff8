import type { Box } from '../../space/box.ts';
import { type Blob, blobsOf } from './blobs.ts';
import { HiddenRoad } from './hiddenRoad.ts';
import { judgeBlob } from './judgeBlob.ts';
import { lightFitOf } from './lightFit.ts';
import { LightHistory } from './lightHistory.ts';
import { type LyingThing, LyingThings, type SeenThing } from './lyingThings.ts';
import { RoadBackground } from './roadBackground.ts';
import { RoadLuma } from './roadLuma.ts';
import type { RoadMask } from './roadMask.ts';

/** Steady for so long, and it may be a thing. */
const lyingMs = 8000;
/** What is steady for so long and is no thing becomes part of the road. */
const absorbedAfterMs = 15_000;
/** What lies for so long without anybody taking it away is part of the road. */
const partOfRoadAfterMs = 3_600_000;
/** Of the road that is seen: when more than this changed at once, the light changed, or the camera. */
const mostForeignShare = 0.03;
/** What begins within so long began at once; more pixels of the frame apart are another place. */
const [atOnceMs, onePlacePx] = [4000, 40];
const fewestElsewhere = 4;
const brightestScore = 0.95;

/** Looks for things that lie still on the road where it was empty before. */
export class ForegroundWatch {
  readonly #mask: RoadMask;
  readonly #luma: RoadLuma;
  readonly #background: RoadBackground;
  readonly #hidden: HiddenRoad;
  readonly #light = new LightHistory();
  readonly #things = new LyingThings();

  constructor(mask: RoadMask) {
    this.#mask = mask;
    this.#luma = new RoadLuma(mask);
    this.#background = new RoadBackground(mask.pixelOf.length);
    this.#hidden = new HiddenRoad(mask);
  }

  get things(): readonly LyingThing[] {
    return this.#things.now;
  }

  /** Call it with every analysed frame: where road users are. */
  hide(boxesInFrame: readonly Box[], atMs: number): void {
    this.#hidden.hide(boxesInFrame, atMs);
  }

  /**
   * Takes a frame in; about one a second.
   * @param rgb row-major RGB u8 of the mask's size
   */
  look(rgb: Uint8Array, atMs: number): readonly LyingThing[] {
    const levels = this.#luma.read(rgb);
    const background = this.#background;
    const fit = lightFitOf(levels, background.slow, (place) => !this.#hidden.isHidden(place, atMs));
    if (fit) {
      background.relight(fit);
      if (this.#light.isChanged(background.slow, atMs)) this.forget();
    }
    const foreign = this.#see(levels, atMs);
    this.#judge(foreign, atMs);
    return this.things;
  }

  /** The view or its light is another one: what the road looks like is learnt anew. */
  forget(): void {
    this.#background.forget();
    this.#light.forget();
    this.#things.clear();
  }

  /** @returns places that show something else than the road, hidden ones as they were last seen */
  #see(levels: Float32Array, atMs: number): number[] {
    const foreign: number[] = [];
    let [seen, foreignSeen] = [0, 0];
    for (let place = 0; place < levels.length; place++) {
      const isSeen = !this.#hidden.isHidden(place, atMs);
      if (isSeen) {
        seen++;
        this.#background.see(place, levels[place]!, atMs);
      }
      if (!this.#background.isForeign(place)) continue;
      foreign.push(place);
      if (isSeen) foreignSeen++;
    }
    if (foreignSeen <= mostForeignShare * seen) return foreign;
    this.forget();
    return [];
  }

  #judge(foreign: readonly number[], atMs: number): void {
    const background = this.#background;
    const things: SeenThing[] = [];
    const found = blobsOf(this.#mask, foreign).map((blob) => ({ blob, sinceAtMs: this.#sinceOf(blob) }));
    for (const { blob, sinceAtMs } of found) {
      const forMs = atMs - sinceAtMs;
      if (forMs < lyingMs) continue;
      const mayBeNew = !this.#hidden.isBesideStanding(blob.boxInFrame, this.#isBright(blob));
      const verdict = judgeBlob(blob, this.#mask, background);
      const isThing = verdict === 'thing' && this.#isWellKnown(blob) && !isOneOfMany(blob, sinceAtMs, found);
      if (isThing && forMs < partOfRoadAfterMs) things.push({ ...this.#thing(blob, sinceAtMs), mayBeNew });
      else if (mayBeNew && (verdict !== 'implausible' || forMs > absorbedAfterMs))
        for (const place of blob.places) background.absorb(place);
    }
    this.#things.update(things, (box) => this.#isHidden(box, atMs), atMs);
  }

  #sinceOf({ places }: Blob): number {
    return middleOf(places.map((place) => this.#background.sinceMs[place]!));
  }

  #isBright({ places }: Blob): boolean {
    const { slow, fast } = this.#background;
    return middleOf(places.map((place) => fast[place]! - slow[place]!)) > 0;
  }

  #isWellKnown({ places }: Blob): boolean {
    return 2 * places.filter((place) => this.#background.isWellKnown(place)).length > places.length;
  }

  #thing({ places, boxInFrame }: Blob, sinceAtMs: number): Omit<SeenThing, 'mayBeNew'> {
    const { slow, fast } = this.#background;
    const clearness = middleOf(
      places.map((place) => Math.abs(fast[place]! - slow[place]!) / this.#background.leastDifference(place)),
    );
    return { boxInFrame, sinceAtMs, score: Math.min(brightestScore, 0.3 + 0.25 * clearness) };
  }

  #isHidden({ cx, cy }: Box, atMs: number): boolean {
    const place = this.#mask.placeOf[Math.floor(cy) * this.#mask.width + Math.floor(cx)] ?? -1;
    return place >= 0 && this.#hidden.isHidden(place, atMs);
  }
}

/** Loads fall in one place; what changes in several places at once is light. */
function isOneOfMany(
  { boxInFrame }: Blob,
  sinceAtMs: number,
  all: readonly { readonly blob: Blob; readonly sinceAtMs: number }[],
): boolean {
  const elsewhere = all.filter(
    (other) =>
      Math.abs(other.sinceAtMs - sinceAtMs) <= atOnceMs &&
      other.blob.places.length >= fewestElsewhere &&
      Math.hypot(other.blob.boxInFrame.cx - boxInFrame.cx, other.blob.boxInFrame.cy - boxInFrame.cy) > onePlacePx,
  );
  return elsewhere.length >= 2;
}

function middleOf(values: number[]): number {
  return values.sort((a, b) => a - b)[values.length >> 1]!;
}

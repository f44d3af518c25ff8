import { type Box, iou } from '../../space/box.ts';
import type { RoadMask } from './roadMask.ts';

/** A box jumps, and may be missing in a frame or two. */
const holdMs = 1500;
/** Beyond a box on each side, by its size: mirrors, shadows, loads that stick out. */
const spare = { sideways: 0.4, above: 0.15, below: 0.3 };
const leastSparePx = 2;
/** Of shadows and lights beyond a box, by its height. */
const [shadowReach, lightReach] = [1, 4];
/** A box that is where one was so long before stands. */
const [standsAfterMs, recentMs] = [2500, 6000];
const sameIou = 0.6;

/** Which of the road's pixels are, or just were, under road users or so near that their shadows fall there. */
export class HiddenRoad {
  readonly #mask: RoadMask;
  readonly #untilMs: Float64Array;
  #standing: readonly Box[] = [];
  #recent: { readonly box: Box; readonly atMs: number }[] = [];

  constructor(mask: RoadMask) {
    this.#mask = mask;
    this.#untilMs = new Float64Array(mask.pixelOf.length);
  }

  hide(boxesInFrame: readonly Box[], atMs: number): void {
    const { width, height, placeOf } = this.#mask;
    const recent = this.#recent.filter((before) => Math.abs(atMs - before.atMs) < recentMs);
    const earlier = recent.filter((before) => atMs - before.atMs >= standsAfterMs).map(({ box }) => box);
    const late = [
      ...recent.filter((before) => atMs - before.atMs < standsAfterMs).map(({ box }) => box),
      ...boxesInFrame,
    ];
    this.#standing = late.filter((box) => earlier.some((before) => iou(before, box) >= sameIou));
    this.#recent = [...recent, ...boxesInFrame.map((box) => ({ box, atMs }))];
    for (const { cx, cy, w, h } of boxesInFrame) {
      const aside = w / 2 + Math.max(leastSparePx, spare.sideways * w);
      const left = Math.max(0, Math.floor(cx - aside));
      const right = Math.min(width - 1, Math.ceil(cx + aside));
      const top = Math.max(0, Math.floor(cy - h / 2 - Math.max(leastSparePx, spare.above * h)));
      const bottom = Math.min(height - 1, Math.ceil(cy + h / 2 + Math.max(leastSparePx, spare.below * h)));
      for (let y = top; y <= bottom; y++) {
        for (let at = y * width + left; at <= y * width + right; at++) {
          const place = placeOf[at]!;
          if (place >= 0) this.#untilMs[place] = atMs + holdMs;
        }
      }
    }
  }

  /** Whether a box lies where a road user that stands casts its shadow, or, if it `isBright`, its light. */
  isBesideStanding({ cx, cy, w, h }: Box, isBright: boolean): boolean {
    return this.#standing.some((user) => {
      const reachPx = (isBright ? lightReach : shadowReach) * user.h;
      return (
        Math.abs(cx - user.cx) <= (w + user.w) / 2 + reachPx &&
        cy + h / 2 >= user.cy - user.h / 2 &&
        cy - h / 2 <= user.cy + user.h / 2 + reachPx
      );
    });
  }

  isHidden(place: number, atMs: number): boolean {
    return this.#untilMs[place]! > atMs;
  }
}

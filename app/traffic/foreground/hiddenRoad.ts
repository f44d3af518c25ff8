import type { Box } from '../../space/box.ts';
import type { RoadMask } from './roadMask.ts';

/** A box jumps, and may be missing in a frame or two. */
const holdMs = 2500;
/** Beyond a box on each side, by its size: mirrors, shadows, loads that stick out. */
const spare = { sideways: 0.4, above: 0.15, below: 0.3 };
const leastSparePx = 2;

/** Which of the road's pixels are, or just were, under road users or so near that their shadows fall there. */
export class HiddenRoad {
  readonly #mask: RoadMask;
  readonly #untilMs: Float64Array;

  constructor(mask: RoadMask) {
    this.#mask = mask;
    this.#untilMs = new Float64Array(mask.pixelOf.length);
  }

  hide(boxesInFrame: readonly Box[], atMs: number): void {
    const { width, height, placeOf } = this.#mask;
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

  isHidden(place: number, atMs: number): boolean {
    return this.#untilMs[place]! > atMs;
  }
}

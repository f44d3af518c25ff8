import type { Box, Point, Size } from '../../space/box.ts';

export interface Foot {
  readonly inImage: Point;
  /** Whether it was seen; otherwise it is put below the seen part, by the size that the road user had before. */
  readonly isSeen: boolean;
}

/** A box lower than this share of what it was, in itself and beside its width, has its lower part hidden. */
const hiddenBelowShare = 0.8;
/** Once hidden it is whole again above this share: at the border a trembling box would be now one, now the other. */
const wholeAboveShare = 0.85;
/** After this long the smaller box is believed to be the whole road user. */
const believedAfterMs = 60_000;
/** How fast the expected size follows the seen one. */
const settlesInMs = 1000;
/** A box this near to the edge of the picture, in pixels, may go on beyond it. */
const edgePx = 2;

/**
 * Where a road user touches the road, from the boxes of its track: the middle of the lower edge, unless another vehicle
 * or the picture's edge hides its lower part. A turning car keeps its height and a leaving one its shape; only a box
 * that loses both has a hidden part.
 */
export class Footing {
  readonly #picture: Size;
  #heightPx = 0;
  #heightByWidth = 0;
  #lastAtMs = 0;
  #hiddenSinceAtMs: number | null = null;

  constructor(picture: Size) {
    this.#picture = picture;
  }

  at(atMs: number, { cx, cy, w, h }: Box): Foot {
    const [top, bottom] = [cy - h / 2, cy + h / 2];
    const isCutAside = cx - w / 2 < edgePx || cx + w / 2 > this.#picture.width - edgePx;
    const isCutBelow = bottom > this.#picture.height - edgePx;
    const passedMs = atMs - this.#lastAtMs;
    this.#lastAtMs = atMs;
    if (this.#heightPx === 0) {
      const isWhole = !isCutAside && !isCutBelow;
      if (isWhole) [this.#heightPx, this.#heightByWidth] = [h, h / w];
      return { inImage: { x: cx, y: bottom }, isSeen: isWhole };
    }
    const expectedPx = isCutAside ? this.#heightPx : Math.min(this.#heightPx, this.#heightByWidth * w);
    const wholeShare = this.#hiddenSinceAtMs === null ? hiddenBelowShare : wholeAboveShare;
    if (isCutBelow || h < wholeShare * expectedPx) {
      this.#hiddenSinceAtMs ??= atMs;
      if (atMs - this.#hiddenSinceAtMs < believedAfterMs) {
        return { inImage: { x: cx, y: Math.max(bottom, top + expectedPx) }, isSeen: false };
      }
      this.#heightPx = h;
      this.#heightByWidth = h / w;
    }
    this.#hiddenSinceAtMs = null;
    if (!isCutAside) this.#settle(h, h / w, 1 - Math.exp(-passedMs / settlesInMs));
    return { inImage: { x: cx, y: bottom }, isSeen: !isCutAside };
  }

  #settle(heightPx: number, heightByWidth: number, share: number): void {
    // A box that grows all at once was partly hidden before: it is believed at once.
    const at = heightPx * hiddenBelowShare > this.#heightPx ? 1 : share;
    this.#heightPx += at * (heightPx - this.#heightPx);
    this.#heightByWidth += at * (heightByWidth - this.#heightByWidth);
  }
}

import type { Box, Point, Size } from '../../space/box.ts';

export interface Foot {
  readonly inImage: Point;
  /** Whether it was seen; otherwise it is put below the seen part, by the size that the road user had before. */
  readonly isSeen: boolean;
  /** What the places before were guessed by turned out to be of another road user. */
  readonly isAnew?: boolean;
}

/** A box lower than this share of what it was, in itself and beside its width, has its lower part hidden. */
const hiddenBelowShare = 0.8;
/** Once hidden it is whole again above this share: at the border a trembling box would be now one, now the other. */
const wholeAboveShare = 0.85;
/** After this long the smaller box is believed to be the whole road user. */
const believedAfterMs = 60_000;
/**
 * So much sooner when its top leapt by this share of its height, as it does when the number goes over to another road
 * user, and then nobody is before it and it has gone on by half its size.
 */
const [believedInOpenAfterMs, topLeapShare] = [500, 0.25];
/** How fast the expected size follows the seen one. */
const settlesInMs = 1000;
/** A box this near to the edge of the picture, in pixels, may go on beyond it. */
const edgePx = 2;

/** What a pixel across is worth at a point of the picture, metres; `null` beyond the horizon. */
export type PixelScale = (image: Point) => number | null;

/**
 * Where a road user touches the road, from the boxes of its track: the middle of the lower edge, unless another vehicle
 * or the picture's edge hides its lower part. A turning car keeps its height and a leaving one its shape; only a box
 * that loses both has a hidden part.
 */
export class Footing {
  readonly #picture: Size;
  readonly #scaleAt: PixelScale;
  /** Metres where the road gives a scale, so that who drives off fast does not seem to lose its lower part; else pixels. */
  #height = 0;
  #heightByWidth = 0;
  #lastAtMs = 0;
  #hiddenSinceAtMs: number | null = null;
  #before: Box | null = null;
  #topLeaptAtMs = Number.NEGATIVE_INFINITY;
  /** Since when nobody was before it though its lower part is missing, and where it was then. */
  #inOpen: { readonly sinceAtMs: number; readonly cx: number; readonly cy: number } | null = null;

  constructor(picture: Size, scaleAt: PixelScale = () => 1) {
    this.#picture = picture;
    this.#scaleAt = scaleAt;
  }

  /** @param isCovered whether another road user is before the place where this one touches the road */
  at(atMs: number, box: Box, isCovered: () => boolean = () => true): Foot {
    const { cx, cy, w, h } = box;
    const [top, bottom] = [cy - h / 2, cy + h / 2];
    const isCutAside = cx - w / 2 < edgePx || cx + w / 2 > this.#picture.width - edgePx;
    const isCutBelow = bottom > this.#picture.height - edgePx;
    const passedMs = atMs - this.#lastAtMs;
    this.#lastAtMs = atMs;
    if (this.#before) {
      const leapt = Math.abs(top - this.#before.cy + this.#before.h / 2);
      if (leapt > topLeapShare * Math.max(h, this.#before.h)) this.#topLeaptAtMs = atMs;
    }
    this.#before = box;
    const scale = this.#scaleAt({ x: cx, y: bottom });
    // Beyond the horizon nothing touches the road.
    if (scale === null) return { inImage: { x: cx, y: bottom }, isSeen: !isCutAside && !isCutBelow };
    const height = h * scale;
    if (this.#height === 0) {
      const isWhole = !isCutAside && !isCutBelow;
      if (isWhole) [this.#height, this.#heightByWidth] = [height, h / w];
      return { inImage: { x: cx, y: bottom }, isSeen: isWhole };
    }
    const expected = isCutAside ? this.#height : Math.min(this.#height, this.#heightByWidth * w * scale);
    const wholeShare = this.#hiddenSinceAtMs === null ? hiddenBelowShare : wholeAboveShare;
    if (isCutBelow || height < wholeShare * expected) {
      this.#hiddenSinceAtMs ??= atMs;
      const goesOnInOpen = !isCutBelow && this.#goesOnInOpen(atMs, box, isCovered());
      if (!goesOnInOpen && atMs - this.#hiddenSinceAtMs < believedAfterMs) {
        return {
          inImage: { x: cx, y: Math.max(bottom, this.#footBelow({ x: cx, y: top }, expected, scale)) },
          isSeen: false,
        };
      }
      [this.#height, this.#heightByWidth] = [height, h / w];
      [this.#hiddenSinceAtMs, this.#inOpen] = [null, null];
      return { inImage: { x: cx, y: bottom }, isSeen: !isCutAside, isAnew: true };
    }
    [this.#hiddenSinceAtMs, this.#inOpen] = [null, null];
    if (!isCutAside) this.#settle(height, h / w, 1 - Math.exp(-passedMs / settlesInMs));
    return { inImage: { x: cx, y: bottom }, isSeen: !isCutAside };
  }

  #goesOnInOpen(atMs: number, { cx, cy, w, h }: Box, isCovered: boolean): boolean {
    if (isCovered || this.#topLeaptAtMs < this.#hiddenSinceAtMs! - believedInOpenAfterMs) this.#inOpen = null;
    else this.#inOpen ??= { sinceAtMs: atMs, cx, cy };
    if (!this.#inOpen || atMs - this.#inOpen.sinceAtMs < believedInOpenAfterMs) return false;
    return Math.hypot(cx - this.#inOpen.cx, cy - this.#inOpen.cy) > Math.min(w, h) / 2;
  }

  /** The hidden foot is nearer to the camera than the lowest part that is seen, and the scale is that of there. */
  #footBelow({ x, y }: Point, expected: number, scaleSeen: number): number {
    const scale = this.#scaleAt({ x, y: y + expected / scaleSeen }) ?? scaleSeen;
    return y + expected / scale;
  }

  #settle(height: number, heightByWidth: number, share: number): void {
    // A box that grows all at once was partly hidden before: it is believed at once.
    const at = height * hiddenBelowShare > this.#height ? 1 : share;
    this.#height += at * (height - this.#height);
    this.#heightByWidth += at * (heightByWidth - this.#heightByWidth);
  }
}

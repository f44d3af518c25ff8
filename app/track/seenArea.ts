import type { Box } from '../space/box.ts';

/**
 * The part of the picture in which detections were seen so far. Detectors clip boxes at the picture's edges, so that a
 * vehicle that drives out shrinks; what is expected of it has to be clipped alike, or the two no longer overlap.
 */
export class SeenArea {
  #left = Number.POSITIVE_INFINITY;
  #top = Number.POSITIVE_INFINITY;
  #right = Number.NEGATIVE_INFINITY;
  #bottom = Number.NEGATIVE_INFINITY;

  include({ cx, cy, w, h }: Box): void {
    this.#left = Math.min(this.#left, cx - w / 2);
    this.#top = Math.min(this.#top, cy - h / 2);
    this.#right = Math.max(this.#right, cx + w / 2);
    this.#bottom = Math.max(this.#bottom, cy + h / 2);
  }

  /** The part of a box within the area; without width or height when it lies outside. */
  clip({ cx, cy, w, h }: Box): Box {
    const [left, right] = [Math.max(this.#left, cx - w / 2), Math.min(this.#right, cx + w / 2)];
    const [top, bottom] = [Math.max(this.#top, cy - h / 2), Math.min(this.#bottom, cy + h / 2)];
    return {
      cx: (left + right) / 2,
      cy: (top + bottom) / 2,
      w: Math.max(0, right - left),
      h: Math.max(0, bottom - top),
    };
  }
}

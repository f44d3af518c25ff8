import type { RoadMask } from './roadMask.ts';

/** Looks at the road of letterboxed frames: luma (BT.601, 0..255), each pixel the mean of nine, so that noise is a third. */
export class RoadLuma {
  readonly #mask: RoadMask;
  readonly #firstRow: number;
  readonly #lastRow: number;
  readonly #luma: Uint8Array;
  /** By place of the mask; written anew by every `read`. */
  readonly levels: Float32Array;

  constructor(mask: RoadMask) {
    const { pixelOf, width, height } = mask;
    this.#mask = mask;
    this.#firstRow = Math.floor((pixelOf[0] ?? 0) / width) - 1;
    this.#lastRow = Math.floor((pixelOf.at(-1) ?? -1) / width) + 1;
    this.#luma = new Uint8Array(width * height);
    this.levels = new Float32Array(pixelOf.length);
  }

  /** @param rgb row-major RGB u8 of the mask's size */
  read(rgb: Uint8Array): Float32Array {
    const { pixelOf, width } = this.#mask;
    const luma = this.#luma;
    const end = (this.#lastRow + 1) * width;
    for (let pixel = this.#firstRow * width, at = 3 * pixel; pixel < end; pixel++, at += 3) {
      luma[pixel] = (77 * rgb[at]! + 150 * rgb[at + 1]! + 29 * rgb[at + 2]!) >> 8;
    }
    for (let place = 0; place < pixelOf.length; place++) {
      const at = pixelOf[place]!;
      const above = at - width;
      const below = at + width;
      this.levels[place] =
        (luma[above - 1]! +
          luma[above]! +
          luma[above + 1]! +
          luma[at - 1]! +
          luma[at]! +
          luma[at + 1]! +
          luma[below - 1]! +
          luma[below]! +
          luma[below + 1]!) /
        9;
    }
    return this.levels;
  }
}

import type { Letterbox } from './letterbox.ts';

/** How a picture looks, measured on its luma (BT.601, full range). */
export interface PictureStatistics {
  /** Mean, 0..255. */
  readonly brightness: number;
  /** Standard deviation, 0..128. */
  readonly contrast: number;
  /** Variance of the Laplacian: low for a blurred or empty picture. */
  readonly sharpness: number;
}

/** Every so many pixels across and down; no divisor of the blocks of video codecs, whose edges would add up. */
const step = 3;

/**
 * Measures a letterboxed frame without its padding, on every ninth pixel.
 * @param rgb row-major RGB u8, `rowPixels` pixels a row
 * @returns `null` when the picture is smaller than 3 x 3 pixels
 */
export function pictureStatistics(
  rgb: Uint8Array,
  rowPixels: number,
  placed: Pick<Letterbox, 'offsetX' | 'offsetY' | 'width' | 'height'>,
): PictureStatistics | null {
  const luma = (x: number, y: number): number => {
    const at = 3 * ((y + placed.offsetY) * rowPixels + x + placed.offsetX);
    return 0.299 * (rgb[at] as number) + 0.587 * (rgb[at + 1] as number) + 0.114 * (rgb[at + 2] as number);
  };
  let count = 0;
  let sum = 0;
  let squares = 0;
  let edges = 0;
  let edgeSquares = 0;
  for (let y = 1; y < placed.height - 1; y += step) {
    for (let x = 1; x < placed.width - 1; x += step) {
      const here = luma(x, y);
      const edge = luma(x - 1, y) + luma(x + 1, y) + luma(x, y - 1) + luma(x, y + 1) - 4 * here;
      count++;
      sum += here;
      squares += here * here;
      edges += edge;
      edgeSquares += edge * edge;
    }
  }
  if (count === 0) return null;
  return {
    brightness: sum / count,
    contrast: Math.sqrt(Math.max(0, squares / count - (sum / count) ** 2)),
    sharpness: Math.max(0, edgeSquares / count - (edges / count) ** 2),
  };
}

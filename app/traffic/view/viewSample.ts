import type { Letterbox } from '../../detect/letterbox.ts';
import { edgeCells, edgeColumns, type EdgeField, edgeFieldOf, edgeRows } from './edgeField.ts';

/** Cells of the small grey picture, each two by two of the edge field's. */
export const grayColumns = edgeColumns / 2;
export const grayRows = edgeRows / 2;

/** How a camera's picture looks at an instant: all that the watch over its view needs. Luma is BT.601, 0..255. */
export interface ViewSample {
  readonly atMs: number;
  /** Height of the picture by its width. */
  readonly heightPerWidth: number;
  /** Mean luma. */
  readonly luma: number;
  /** Standard deviation of luma, 0..128. */
  readonly contrast: number;
  /** How much of a clear edge falls between two neighbouring pixels, 0..1; `null` where no edge is clear. */
  readonly sharpness: number | null;
  /** Shares of the pixels that are as good as black, and burnt out. */
  readonly blackShare: number;
  readonly whiteShare: number;
  /** 64 x 36 means of luma, row by row. */
  readonly gray: Uint8Array;
  readonly edges: EdgeField;
}

const blackBelow = 20;
const whiteFrom = 250;
/** Grey levels from the darkest to the brightest pixel of a cell that has a clear edge; noise reaches less. */
const clearEdge = 28;
const fewestEdges = 4;
/** Smaller pictures say nothing about the view. */
const smallest = { width: 64, height: 36 };

/**
 * Looks at a letterboxed frame without its padding.
 * @param rgb row-major RGB u8, `rowPixels` pixels a row
 * @param placed where the picture lies in the frame, pixels
 * @returns `null` when the picture is smaller than 64 x 36 pixels
 */
export function viewSampleOf(
  rgb: Uint8Array,
  rowPixels: number,
  placed: Pick<Letterbox, 'offsetX' | 'offsetY' | 'width' | 'height'>,
  atMs: number,
): ViewSample | null {
  const { width, height } = placed;
  if (width < smallest.width || height < smallest.height) return null;
  const { luma, counts } = lumaOf(rgb, rowPixels, placed);
  const { mean, contrast, blackShare, whiteShare } = levelsOf(counts, width * height);
  const light = cellMeans(luma, width, height);
  return {
    ...{ atMs, heightPerWidth: height / width },
    ...{ luma: mean, contrast, blackShare, whiteShare },
    sharpness: sharpnessOf(luma, width, height),
    gray: halved(light),
    edges: edgeFieldOf(light, contrast),
  };
}

/** The luma of each pixel, and how many pixels have each luma. */
function lumaOf(
  rgb: Uint8Array,
  rowPixels: number,
  { offsetX, offsetY, width, height }: Pick<Letterbox, 'offsetX' | 'offsetY' | 'width' | 'height'>,
): { luma: Uint8Array; counts: Uint32Array } {
  const luma = new Uint8Array(width * height);
  const counts = new Uint32Array(256);
  for (let y = 0, to = 0; y < height; y++) {
    let at = 3 * ((y + offsetY) * rowPixels + offsetX);
    for (let x = 0; x < width; x++, at += 3) {
      const level = (77 * rgb[at]! + 150 * rgb[at + 1]! + 29 * rgb[at + 2]!) >> 8;
      luma[to++] = level;
      counts[level]!++;
    }
  }
  return { luma, counts };
}

function levelsOf(counts: Uint32Array, pixels: number) {
  let sum = 0;
  let squares = 0;
  let black = 0;
  let white = 0;
  counts.forEach((count, level) => {
    sum += count * level;
    squares += count * level * level;
    if (level < blackBelow) black += count;
    else if (level >= whiteFrom) white += count;
  });
  const mean = sum / pixels;
  return {
    ...{ mean, contrast: Math.sqrt(Math.max(0, squares / pixels - mean * mean)) },
    ...{ blackShare: black / pixels, whiteShare: white / pixels },
  };
}

/** Mean luma of each cell of the edge field. */
function cellMeans(luma: Uint8Array, width: number, height: number): Float32Array {
  const means = new Float32Array(edgeCells);
  const bounds = Int32Array.from({ length: edgeColumns + 1 }, (_, column) =>
    Math.floor((column * width) / edgeColumns),
  );
  for (let row = 0; row < edgeRows; row++) {
    const y0 = Math.floor((row * height) / edgeRows);
    const y1 = Math.max(y0 + 1, Math.floor(((row + 1) * height) / edgeRows));
    for (let column = 0; column < edgeColumns; column++) {
      const x0 = bounds[column]!;
      const x1 = Math.max(x0 + 1, bounds[column + 1]!);
      let sum = 0;
      for (let y = y0; y < y1; y++)
        for (let at = y * width + x0, end = y * width + x1; at < end; at++) sum += luma[at]!;
      means[row * edgeColumns + column] = sum / ((x1 - x0) * (y1 - y0));
    }
  }
  return means;
}

function halved(light: Float32Array): Uint8Array {
  const gray = new Uint8Array(grayColumns * grayRows);
  for (let cell = 0; cell < gray.length; cell++) {
    const at = 2 * Math.floor(cell / grayColumns) * edgeColumns + 2 * (cell % grayColumns);
    const below = at + edgeColumns;
    gray[cell] = (light[at]! + light[at + 1]! + light[below]! + light[below + 1]!) / 4;
  }
  return gray;
}

/**
 * Of every clear edge: its steepest step by its whole height. Light and gain scale both alike, and weather lets near edges
 * stay what they are; only the lens makes all of them flat.
 */
function sharpnessOf(luma: Uint8Array, width: number, height: number): number | null {
  const steepness: number[] = [];
  const side = 8;
  for (let y0 = 1, row = 0; y0 + side <= height; y0 += side, row++) {
    // Every second square, as on a chessboard, is enough.
    for (let x0 = 1 + (row % 2) * side; x0 + side <= width; x0 += 2 * side) {
      let low = 255;
      let high = 0;
      let steepest = 0;
      for (let y = y0; y < y0 + side; y++) {
        for (let at = y * width + x0, end = at + side; at < end; at++) {
          const level = luma[at]!;
          if (level < low) low = level;
          if (level > high) high = level;
          const across = Math.abs(level - luma[at - 1]!);
          const down = Math.abs(level - luma[at - width]!);
          if (across > steepest) steepest = across;
          if (down > steepest) steepest = down;
        }
      }
      if (high - low >= clearEdge) steepness.push(Math.min(1, steepest / (high - low)));
    }
  }
  if (steepness.length < fewestEdges) return null;
  return steepness.sort((a, b) => a - b)[steepness.length >> 1]!;
}

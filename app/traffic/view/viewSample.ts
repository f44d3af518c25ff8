import type { Letterbox } from '../../detect/letterbox.ts';
import { edgeColumns, type EdgeField, edgeFieldOf, edgeRows } from './edgeField.ts';

/** Cells of the small grey picture. */
export const grayColumns = 64;
export const grayRows = 36;

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
const fewestEdges = 8;
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
  const luma = lumaOf(rgb, rowPixels, placed);
  const { mean, contrast, blackShare, whiteShare } = levelsOf(luma);
  return {
    ...{ atMs, heightPerWidth: height / width },
    ...{ luma: mean, contrast, blackShare, whiteShare },
    sharpness: sharpnessOf(luma, width, height),
    gray: Uint8Array.from(cellMeans(luma, width, height, grayColumns, grayRows)),
    edges: edgeFieldOf(cellMeans(luma, width, height, edgeColumns, edgeRows), contrast),
  };
}

function lumaOf(
  rgb: Uint8Array,
  rowPixels: number,
  { offsetX, offsetY, width, height }: Pick<Letterbox, 'offsetX' | 'offsetY' | 'width' | 'height'>,
): Uint8Array {
  const luma = new Uint8Array(width * height);
  for (let y = 0, to = 0; y < height; y++) {
    let at = 3 * ((y + offsetY) * rowPixels + offsetX);
    for (let x = 0; x < width; x++, at += 3) luma[to++] = (77 * rgb[at]! + 150 * rgb[at + 1]! + 29 * rgb[at + 2]!) >> 8;
  }
  return luma;
}

function levelsOf(luma: Uint8Array): { mean: number; contrast: number; blackShare: number; whiteShare: number } {
  const count = luma.length;
  let sum = 0;
  let squares = 0;
  let black = 0;
  let white = 0;
  for (let at = 0; at < count; at++) {
    const level = luma[at]!;
    sum += level;
    squares += level * level;
    if (level < blackBelow) black++;
    else if (level >= whiteFrom) white++;
  }
  const mean = sum / count;
  return {
    ...{ mean, contrast: Math.sqrt(Math.max(0, squares / count - mean * mean)) },
    ...{ blackShare: black / count, whiteShare: white / count },
  };
}

function cellMeans(luma: Uint8Array, width: number, height: number, columns: number, rows: number): Float32Array {
  const means = new Float32Array(columns * rows);
  const bounds = Int32Array.from({ length: columns + 1 }, (_, column) => Math.floor((column * width) / columns));
  for (let row = 0, to = 0; row < rows; row++) {
    const y0 = Math.floor((row * height) / rows);
    const y1 = Math.floor(((row + 1) * height) / rows);
    for (let column = 0; column < columns; column++, to++) {
      const x0 = bounds[column]!;
      const x1 = bounds[column + 1]!;
      let sum = 0;
      for (let y = y0; y < y1; y++)
        for (let at = y * width + x0, end = y * width + x1; at < end; at++) sum += luma[at]!;
      means[to] = sum / ((x1 - x0) * (y1 - y0));
    }
  }
  return means;
}

/**
 * Of every clear edge: its steepest step by its whole height. Light and gain scale both alike, and weather lets near edges
 * stay what they are; only the lens makes all of them flat.
 */
function sharpnessOf(luma: Uint8Array, width: number, height: number): number | null {
  const steepness: number[] = [];
  const side = 8;
  for (let y0 = 1; y0 + side <= height; y0 += side) {
    for (let x0 = 1; x0 + side <= width; x0 += side) {
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

/** Cells of an edge field, across and down, for a picture of any size. */
export const edgeColumns = 128;
export const edgeRows = 72;
export const edgeCells = edgeColumns * edgeRows;

/**
 * Where edges are and how they run, one vector a cell: its length says how clear the edge is (0..127), its angle is twice
 * that of the gradient. So a bright thing before a dark ground and a dark one before a bright ground look the same, which
 * is what night does to a road.
 */
export interface EdgeField {
  readonly cos: Int8Array;
  readonly sin: Int8Array;
}

/** Grey levels between two neighbouring cells' means that noise makes. */
const noiseLevels = 6;
/** Of the contrast of the whole picture: an edge so high counts half. Exposure and gain change nothing then. */
const halfOfContrast = 0.2;

/** @param light mean luma of each cell, 0..255, row by row; @param contrast standard deviation of the picture's luma */
export function edgeFieldOf(light: Float32Array, contrast: number): EdgeField {
  const cos = new Int8Array(edgeCells);
  const sin = new Int8Array(edgeCells);
  const half = noiseLevels + halfOfContrast * contrast;
  for (let y = 1; y < edgeRows - 1; y++) {
    for (let at = y * edgeColumns + 1, end = at + edgeColumns - 2; at < end; at++) {
      const gx = light[at + 1]! - light[at - 1]!;
      const gy = light[at + edgeColumns]! - light[at - edgeColumns]!;
      const square = gx * gx + gy * gy;
      if (square === 0) continue;
      const clear = 127 / (square + half * Math.sqrt(square));
      cos[at] = (gx * gx - gy * gy) * clear;
      sin[at] = 2 * gx * gy * clear;
    }
  }
  return { cos, sin };
}

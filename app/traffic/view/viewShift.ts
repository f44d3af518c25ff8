import { edgeCells, edgeColumns, type EdgeField, edgeRows } from './edgeField.ts';

/** How far the content of a picture lies from where it was. */
export interface ViewShift {
  /** To the right and down, both in shares of the picture's width. */
  readonly x: number;
  readonly y: number;
  /** How well the edges agree there, and where they were: 1 is the same picture, 0 another view. */
  readonly agreement: number;
  readonly agreementInPlace: number;
}

const coarseColumns = edgeColumns / 2;
const coarseRows = edgeRows / 2;
/** Farthest shift that is looked for, cells of the coarse field: a tenth of the width. */
const reach = 6;
/** Around the best coarse place, cells of the edge field. */
const fineReach = 2;

/** Finds the shift, up to a tenth of the width, that lays the edges of a picture best over those of its fingerprint. */
export function viewShiftOf(before: EdgeField, now: EdgeField, heightPerWidth: number): ViewShift {
  const [coarseBefore, coarseNow] = [halved(before), halved(now)];
  const margin = 2 * reach + fineReach;
  let [bestX, bestY, best] = [0, 0, Number.NEGATIVE_INFINITY];
  for (let dy = -reach; dy <= reach; dy++) {
    for (let dx = -reach; dx <= reach; dx++) {
      const product = productOf(coarseBefore, coarseNow, coarseColumns, coarseRows, reach, dx, dy);
      if (product > best) [bestX, bestY, best] = [dx, dy, product];
    }
  }
  const size = Math.sqrt(innerSquare(before, margin) * innerSquare(now, margin)) || 1;
  const at = (x: number, y: number) => productOf(before, now, edgeColumns, edgeRows, margin, x, y) / size;
  let [x, y, agreement] = [2 * bestX, 2 * bestY, Number.NEGATIVE_INFINITY];
  for (let dy = 2 * bestY - fineReach; dy <= 2 * bestY + fineReach; dy++) {
    for (let dx = 2 * bestX - fineReach; dx <= 2 * bestX + fineReach; dx++) {
      if (Math.abs(dx) > margin || Math.abs(dy) > margin) continue;
      const here = at(dx, dy);
      if (here > agreement) [x, y, agreement] = [dx, dy, here];
    }
  }
  const inside = Math.abs(x) < margin && Math.abs(y) < margin;
  const fineX = inside ? x + summit(at(x - 1, y), agreement, at(x + 1, y)) : x;
  const fineY = inside ? y + summit(at(x, y - 1), agreement, at(x, y + 1)) : y;
  return { x: fineX / edgeColumns, y: (fineY / edgeRows) * heightPerWidth, agreement, agreementInPlace: at(0, 0) };
}

/**
 * Where the top of a gable through three neighbours is, from the middle one. Edges that are moved against themselves agree
 * less in proportion to the way; a parabola would pull every shift towards whole cells.
 */
function summit(left: number, middle: number, right: number): number {
  const fall = middle - Math.min(left, right);
  return fall > 0 ? (right - left) / (2 * fall) : 0;
}

function halved({ cos, sin }: EdgeField): EdgeField {
  const half = { cos: new Int8Array(edgeCells / 4), sin: new Int8Array(edgeCells / 4) };
  for (let y = 0, to = 0; y < coarseRows; y++) {
    for (let x = 0; x < coarseColumns; x++, to++) {
      const at = 2 * y * edgeColumns + 2 * x;
      const below = at + edgeColumns;
      half.cos[to] = (cos[at]! + cos[at + 1]! + cos[below]! + cos[below + 1]!) >> 2;
      half.sin[to] = (sin[at]! + sin[at + 1]! + sin[below]! + sin[below + 1]!) >> 2;
    }
  }
  return half;
}

/** Of the cells before that have a partner now, however the pictures lie. */
function productOf(
  before: EdgeField,
  now: EdgeField,
  columns: number,
  rows: number,
  margin: number,
  dx: number,
  dy: number,
): number {
  const offset = dy * columns + dx;
  let sum = 0;
  for (let y = margin; y < rows - margin; y++) {
    for (let at = y * columns + margin, end = (y + 1) * columns - margin; at < end; at++) {
      sum += before.cos[at]! * now.cos[at + offset]! + before.sin[at]! * now.sin[at + offset]!;
    }
  }
  return sum;
}

function innerSquare(field: EdgeField, margin: number): number {
  return productOf(field, field, edgeColumns, edgeRows, margin, 0, 0);
}

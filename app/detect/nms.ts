/** Corner boxes, `x1, y1, x2, y2` each, with a class; best first. */
export interface RankedBoxes {
  readonly corners: Float32Array;
  readonly classId: Int32Array;
  readonly count: number;
}

/**
 * Greedy suppression within each class: a box goes when a better one of its class overlaps it by more than `iou`.
 * Writes the indices of the boxes that stay into `kept`, best first, and returns how many, at most `cap`.
 */
export function suppress(boxes: RankedBoxes, iou: number, cap: number, kept: Int32Array): number {
  const { corners, classId, count } = boxes;
  const limit = Math.min(cap, kept.length);
  let keptCount = 0;
  for (let at = 0; at < count && keptCount < limit; at++) {
    let free = true;
    for (let k = 0; k < keptCount && free; k++) {
      const better = kept[k] as number;
      if (classId[better] === classId[at]) free = cornerIou(corners, 4 * better, 4 * at) <= iou;
    }
    if (free) kept[keptCount++] = at;
  }
  return keptCount;
}

function cornerIou(corners: Float32Array, a: number, b: number): number {
  const ax1 = corners[a] as number;
  const ay1 = corners[a + 1] as number;
  const ax2 = corners[a + 2] as number;
  const ay2 = corners[a + 3] as number;
  const bx1 = corners[b] as number;
  const by1 = corners[b + 1] as number;
  const bx2 = corners[b + 2] as number;
  const by2 = corners[b + 3] as number;
  const w = Math.min(ax2, bx2) - Math.max(ax1, bx1);
  const h = Math.min(ay2, by2) - Math.max(ay1, by1);
  if (w <= 0 || h <= 0) return 0;
  const overlap = w * h;
  return overlap / ((ax2 - ax1) * (ay2 - ay1) + (bx2 - bx1) * (by2 - by1) - overlap);
}

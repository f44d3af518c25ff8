/** Axis-aligned box in a picture, in pixels of that picture: centre, width, height. The name of a variable says the picture. */
export interface Box {
  readonly cx: number;
  readonly cy: number;
  readonly w: number;
  readonly h: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Intersection over union, 0..1; boxes without area give 0. */
export function iou(a: Box, b: Box): number {
  const overlapW = Math.min(a.cx + a.w / 2, b.cx + b.w / 2) - Math.max(a.cx - a.w / 2, b.cx - b.w / 2);
  const overlapH = Math.min(a.cy + a.h / 2, b.cy + b.h / 2) - Math.max(a.cy - a.h / 2, b.cy - b.h / 2);
  if (overlapW <= 0 || overlapH <= 0) return 0;
  const overlap = overlapW * overlapH;
  return overlap / (a.w * a.h + b.w * b.h - overlap);
}

/** The box enlarged by the share `buffer` of its size on every side (C-BIoU). */
export function buffered(box: Box, buffer: number): Box {
  return { cx: box.cx, cy: box.cy, w: box.w * (1 + 2 * buffer), h: box.h * (1 + 2 * buffer) };
}

/** Overlap of two boxes that are both enlarged: above 0 also for boxes that lie a little apart. */
export function bufferedIou(a: Box, b: Box, bufferShare: number): number {
  return iou(buffered(a, bufferShare), buffered(b, bufferShare));
}

/** Share of the area of `part` that lies within `whole`, 0 to 1. */
export function shareWithin(part: Box, whole: Box): number {
  const width =
    Math.min(part.cx + part.w / 2, whole.cx + whole.w / 2) - Math.max(part.cx - part.w / 2, whole.cx - whole.w / 2);
  const height =
    Math.min(part.cy + part.h / 2, whole.cy + whole.h / 2) - Math.max(part.cy - part.h / 2, whole.cy - whole.h / 2);
  return width > 0 && height > 0 ? (width * height) / (part.w * part.h) : 0;
}

/** Ground-contact point: middle of the lower edge. */
export function footPoint(box: Box): Point {
  return { x: box.cx, y: box.cy + box.h / 2 };
}

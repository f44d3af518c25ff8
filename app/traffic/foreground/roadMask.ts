import type { Letterbox } from '../../detect/letterbox.ts';
import type { Point, Size } from '../../space/box.ts';
import { contains } from '../scene/outline.ts';

/** The pixels of a frame that show road, each with a place of its own in the arrays that are kept of them. */
export interface RoadMask extends Size {
  /** Pixel of the frame, row by row, of every place. */
  readonly pixelOf: Int32Array;
  /** Place of every pixel of the frame; -1 beside the road. */
  readonly placeOf: Int32Array;
}

/** Where the camera's picture lies in the frame. */
export type Placed = Pick<Letterbox, 'offsetX' | 'offsetY' | 'width' | 'height'>;

/** The picture's border is left out: what is smoothed needs its neighbours. */
const border = 1;
/** Around what is cut out, pixels: the glow of a lamp. */
const cutSpare = 4;

/**
 * @param outlines polygons around the road, pixels of the camera's picture
 * @param holes polygons in it that show something before the road
 * @param source pixels of the camera's picture
 * @param input pixels of the frame
 * @param placed where the picture lies in the frame
 */
export function roadMaskOf(
  outlines: readonly (readonly Point[])[],
  holes: readonly (readonly Point[])[],
  source: Size,
  input: Size,
  { offsetX, offsetY, width, height }: Placed,
): RoadMask {
  const framed = (outline: readonly Point[]) =>
    outline.map(({ x, y }) => ({
      x: offsetX + (x * width) / source.width,
      y: offsetY + (y * height) / source.height,
    }));
  const roads = outlines.map(framed).map(bounded);
  const cuts = holes.map(framed).map(bounded);
  const placeOf = new Int32Array(input.width * input.height).fill(-1);
  const pixels: number[] = [];
  for (let y = offsetY + border; y < offsetY + height - border; y++) {
    const near = roads.filter(({ top, bottom }) => y + 0.5 >= top && y + 0.5 <= bottom);
    if (near.length === 0) continue;
    const nearCuts = cuts.filter(({ top, bottom }) => y + cutSpare >= top && y - cutSpare <= bottom);
    for (let x = offsetX + border; x < offsetX + width - border; x++) {
      const middle = { x: x + 0.5, y: y + 0.5 };
      if (!near.some(({ outline }) => contains(outline, middle))) continue;
      if (nearCuts.some(({ left, right }) => x + cutSpare >= left && x - cutSpare <= right)) continue;
      placeOf[y * input.width + x] = pixels.length;
      pixels.push(y * input.width + x);
    }
  }
  return { width: input.width, height: input.height, pixelOf: Int32Array.from(pixels), placeOf };
}

function bounded(outline: readonly Point[]) {
  const xs = outline.map(({ x }) => x);
  const ys = outline.map(({ y }) => y);
  return {
    ...{ outline, left: Math.min(...xs), right: Math.max(...xs) },
    ...{ top: Math.min(...ys), bottom: Math.max(...ys) },
  };
}

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

/**
 * @param outlines polygons around the road, pixels of the camera's picture
 * @param source pixels of the camera's picture
 * @param input pixels of the frame
 * @param placed where the picture lies in the frame
 */
export function roadMaskOf(
  outlines: readonly (readonly Point[])[],
  source: Size,
  input: Size,
  { offsetX, offsetY, width, height }: Placed,
): RoadMask {
  const inFrame = outlines.map((outline) =>
    outline.map(({ x, y }) => ({
      x: offsetX + (x * width) / source.width,
      y: offsetY + (y * height) / source.height,
    })),
  );
  const bounded = inFrame.map((outline) => ({
    outline,
    top: Math.min(...outline.map(({ y }) => y)),
    bottom: Math.max(...outline.map(({ y }) => y)),
  }));
  const placeOf = new Int32Array(input.width * input.height).fill(-1);
  const pixels: number[] = [];
  for (let y = offsetY + border; y < offsetY + height - border; y++) {
    const near = bounded.filter(({ top, bottom }) => y + 0.5 >= top && y + 0.5 <= bottom);
    if (near.length === 0) continue;
    for (let x = offsetX + border; x < offsetX + width - border; x++) {
      const middle = { x: x + 0.5, y: y + 0.5 };
      if (!near.some(({ outline }) => contains(outline, middle))) continue;
      placeOf[y * input.width + x] = pixels.length;
      pixels.push(y * input.width + x);
    }
  }
  return { width: input.width, height: input.height, pixelOf: Int32Array.from(pixels), placeOf };
}

import type { Box, Size } from '../space/box.ts';

/** Where a source picture lies inside a model's input picture, in whole pixels of the input. */
export interface Letterbox {
  /** Input pixels per source pixel before rounding to whole pixels. */
  readonly scale: number;
  /** Left and upper padding. */
  readonly offsetX: number;
  readonly offsetY: number;
  /** Size of the scaled source picture. */
  readonly width: number;
  readonly height: number;
}

/** A picture in memory: RGB u8, row-major, `3 * width * height` bytes. */
export interface RgbPicture extends Size {
  readonly rgb: Uint8Array;
}

/** Grey level of the padding that YOLO models were trained with. */
export const paddingGrey = 114;

/**
 * The placement that ffmpeg's
 * `scale=W:H:force_original_aspect_ratio=decrease,format=rgb24,pad=W:H:(ow-iw)/2:(oh-ih)/2` gives: sizes are rounded to
 * the nearest whole pixel (halves up), the odd pixel of padding goes right and below. `format=rgb24` must stand before
 * `pad`: on subsampled chroma ffmpeg moves the picture to even pixels.
 */
export function letterboxOf(source: Size, input: Size): Letterbox {
  const width = Math.min(rescale(input.height, source.width, source.height), input.width);
  const height = Math.min(rescale(input.width, source.height, source.width), input.height);
  return {
    scale: Math.min(input.width / source.width, input.height / source.height),
    offsetX: Math.floor((input.width - width) / 2),
    offsetY: Math.floor((input.height - height) / 2),
    width,
    height,
  };
}

/** A box of the input picture in pixels of the source picture. Not clipped. */
export function boxInSource(boxInInput: Box, letterbox: Letterbox, source: Size): Box {
  const sourcePerInputX = source.width / letterbox.width;
  const sourcePerInputY = source.height / letterbox.height;
  return {
    cx: (boxInInput.cx - letterbox.offsetX) * sourcePerInputX,
    cy: (boxInInput.cy - letterbox.offsetY) * sourcePerInputY,
    w: boxInInput.w * sourcePerInputX,
    h: boxInInput.h * sourcePerInputY,
  };
}

/** Reference letterbox, bilinear with pixel centres at half pixels; native kernels must equal it. Returns a new picture. */
export function letterboxed(picture: RgbPicture, input: Size): RgbPicture {
  const placed = letterboxOf(picture, input);
  const rgb = new Uint8Array(3 * input.width * input.height).fill(paddingGrey);
  const columns = taps(placed.width, picture.width);
  const rows = taps(placed.height, picture.height);
  for (let y = 0; y < placed.height; y++) {
    const row = rows[y] as Tap;
    let to = 3 * ((y + placed.offsetY) * input.width + placed.offsetX);
    for (const column of columns) {
      for (let channel = 0; channel < 3; channel++) {
        const upper = mix(picture, row.first, column, channel);
        const lower = mix(picture, row.second, column, channel);
        rgb[to++] = Math.round(upper + (lower - upper) * row.share);
      }
    }
  }
  return { ...input, rgb };
}

/** Two neighbouring samples and how much of the second is taken. */
interface Tap {
  readonly first: number;
  readonly second: number;
  readonly share: number;
}

function taps(scaled: number, source: number): Tap[] {
  return Array.from({ length: scaled }, (_, at) => {
    const position = Math.min(Math.max(((at + 0.5) * source) / scaled - 0.5, 0), source - 1);
    const first = Math.floor(position);
    return { first, second: Math.min(first + 1, source - 1), share: position - first };
  });
}

function mix({ rgb, width }: RgbPicture, y: number, column: Tap, channel: number): number {
  const left = rgb[3 * (y * width + column.first) + channel] as number;
  const right = rgb[3 * (y * width + column.second) + channel] as number;
  return left + (right - left) * column.share;
}

/** `a * b / c` to the nearest whole number, halves up, as ffmpeg's av_rescale. */
function rescale(a: number, b: number, c: number): number {
  return Math.floor((2 * a * b + c) / (2 * c));
}

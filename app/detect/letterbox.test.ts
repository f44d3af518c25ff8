import { describe, expect, test } from 'vitest';
import { boxInSource, letterboxed, letterboxOf, paddingGrey } from './letterbox.ts';

/** `[source, input, placement]`, read off the pictures that ffmpeg 5.1 made (main/inference/ffmpegLetterbox.test.ts). */
const placements = [
  ['720p into a square', [1280, 720], [640, 640], [0, 140, 640, 360]],
  ['the same size', [640, 384], [640, 384], [0, 0, 640, 384]],
  ['a tall picture', [90, 160], [320, 320], [70, 0, 180, 320]],
  ['odd padding: the odd pixel is below', [640, 352], [320, 321], [0, 72, 320, 176]],
  ['half a pixel is rounded up', [8, 3], [4, 4], [0, 1, 4, 2]],
  ['an analogue camera', [178, 100], [640, 640], [0, 140, 640, 360]],
  ['a line of pixels', [101, 7], [320, 320], [0, 149, 320, 22]],
] as const;

describe('letterboxOf places as ffmpeg does', () => {
  test.each(placements)('%s', (_, [width, height], [inputW, inputH], [offsetX, offsetY, placedW, placedH]) => {
    const scale = Math.min(inputW / width, inputH / height);
    expect(letterboxOf({ width, height }, { width: inputW, height: inputH })).toEqual({
      scale,
      offsetX,
      offsetY,
      width: placedW,
      height: placedH,
    });
  });
});

test('a box goes back to the pixels of the source', () => {
  const source = { width: 1280, height: 720 };
  const letterbox = letterboxOf(source, { width: 640, height: 640 });
  expect(boxInSource({ cx: 320, cy: 320, w: 100, h: 50 }, letterbox, source)).toEqual({
    cx: 640,
    cy: 360,
    w: 200,
    h: 100,
  });
  expect(boxInSource({ cx: 0, cy: 140, w: 2, h: 2 }, letterbox, source)).toEqual({ cx: 0, cy: 0, w: 4, h: 4 });
});

const grey = (values: readonly number[]): Uint8Array =>
  Uint8Array.from(values.flatMap((value) => [value, value, value]));

describe('letterboxed', () => {
  test('a picture of the input size is copied', () => {
    const picture = { width: 2, height: 2, rgb: Uint8Array.from([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]) };
    expect(letterboxed(picture, { width: 2, height: 2 })).toEqual(picture);
  });

  test('half the size is the mean of four pixels, the rest is padding', () => {
    const picture = { width: 4, height: 2, rgb: grey([0, 100, 10, 20, 20, 40, 30, 50]) };
    const p = paddingGrey;
    expect(letterboxed(picture, { width: 2, height: 3 })).toEqual({
      width: 2,
      height: 3,
      rgb: grey([p, p, 40, 28, p, p]),
    });
  });

  test('twice the size goes over from pixel to pixel, level at the edges', () => {
    const picture = { width: 2, height: 1, rgb: grey([0, 100]) };
    expect(letterboxed(picture, { width: 4, height: 2 }).rgb).toEqual(grey([0, 25, 75, 100, 0, 25, 75, 100]));
  });
});

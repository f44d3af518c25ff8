import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { letterboxOf } from '../../app/detect/letterbox.ts';
import type { Size } from '../../app/space/box.ts';
import { findFfmpeg } from '../sources/ffmpegPath.ts';

/** Where ffmpeg puts a white picture on black padding. */
function placedByFfmpeg(ffmpeg: string, { width, height }: Size, input: Size): object {
  const source = `color=white:s=${width}x${height}:d=1:r=1,format=rgb24`;
  const size = `${input.width}:${input.height}`;
  const placing = `scale=${size}:force_original_aspect_ratio=decrease,format=rgb24,pad=${size}:(ow-iw)/2:(oh-ih)/2:black`;
  const args = ['-v', 'error', '-f', 'lavfi', '-i', source, '-vf', placing, '-frames:v', '1', '-f', 'rawvideo', '-'];
  const rgb = execFileSync(ffmpeg, args, { maxBuffer: 2 ** 26 });
  const white = (x: number, y: number): boolean => (rgb[3 * (y * input.width + x)] ?? 0) > 200;
  const columns = Array.from({ length: input.width }, (_, x) => x);
  const rows = Array.from({ length: input.height }, (_, y) => y);
  const middleX = columns.filter((x) => white(x, input.height >> 1));
  const middleY = rows.filter((y) => white(input.width >> 1, y));
  return { offsetX: middleX[0], offsetY: middleY[0], width: middleX.length, height: middleY.length };
}

const sizes = [
  [1280, 720],
  [640, 352],
  [626, 360],
  [178, 100],
  [101, 7],
  [90, 160],
  [33, 77],
  [641, 359],
  [8, 3],
] as const;
const inputs = [
  [640, 640],
  [640, 384],
  [320, 320],
  [320, 321],
  [4, 4],
] as const;

test.each(sizes)('ffmpeg and letterboxOf agree on a %i x %i picture', async (width, height) => {
  const ffmpeg = await findFfmpeg();
  const source = { width, height };
  // Pictures that would get no pixel in one direction are no pictures.
  const wanted = inputs.filter(([w, h]) => Math.min((w * height) / width, (h * width) / height) >= 1);
  const theirs = wanted.map(([w, h]) => placedByFfmpeg(ffmpeg, source, { width: w, height: h }));
  const ours = wanted.map(([w, h]) => {
    const { scale: _, ...placed } = letterboxOf(source, { width: w, height: h });
    return placed;
  });
  expect(ours).toEqual(theirs);
});

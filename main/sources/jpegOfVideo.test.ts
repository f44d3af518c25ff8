import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { findFfmpeg } from './ffmpegPath.ts';
import { jpegOfVideo } from './jpegOfVideo.ts';

const ffmpeg = await findFfmpeg();

/** Two seconds of a picture that turns from black to white, as one group of pictures. */
function fade(): Uint8Array {
  const made = spawnSync(ffmpeg, [
    ...['-v', 'error', '-f', 'lavfi', '-i', 'color=white:s=320x180:r=10:d=2,fade=in:0:20'],
    ...['-c:v', 'libx264', '-g', '100', '-f', 'h264', 'pipe:1'],
  ]);
  return new Uint8Array(made.stdout);
}

/** Mean luma of a JPEG, 0..255. */
function brightness(jpeg: Uint8Array): number {
  const raw = spawnSync(ffmpeg, ['-v', 'error', '-i', 'pipe:0', '-pix_fmt', 'gray', '-f', 'rawvideo', 'pipe:1'], {
    input: jpeg,
  }).stdout;
  return raw.reduce((sum, value) => sum + value, 0) / raw.length;
}

it('shows the end of the group, not its beginning', async () => {
  const video = fade();
  const jpeg = await jpegOfVideo(
    'h264',
    Array.from({ length: 20 }, (_, i) => video.subarray(i === 0 ? 0 : video.length)),
    ffmpeg,
  );
  expect(brightness(jpeg!)).toBeGreaterThan(200);
  // The control: of a single picture the first is the last.
  expect(brightness((await jpegOfVideo('h264', [video], ffmpeg))!)).toBeLessThan(20);
});

it.each([
  ['a codec that is not copied to the page', 'mjpeg', [new Uint8Array(10)]],
  ['bytes that are no video', 'h264', [new Uint8Array(1000).fill(7)]],
])('gives nothing for %s', async (_, codec, chunks) => {
  expect(await jpegOfVideo(codec, chunks, ffmpeg)).toBeNull();
});

import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { playSource } from '../../e2e/fixtures/playSource.ts';
import { allGuards } from './ffmpegProcess.ts';
import { findFfmpeg } from './ffmpegPath.ts';

const run = promisify(execFile);
let folder = '';
let ffmpeg = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'its-load-'));
  ffmpeg = await findFfmpeg();
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** A moving test picture, as a clip. */
async function pattern(name: string, size: string, fps: number, seconds: number, ...coding: string[]): Promise<string> {
  const path = join(folder, name);
  const picture = ['-f', 'lavfi', '-i', `testsrc2=s=${size}:r=${fps}`, '-t', String(seconds)];
  const h264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-threads', '1', '-pix_fmt', 'yuv420p'];
  await run(ffmpeg, ['-v', 'error', '-nostdin', '-y', ...picture, ...h264, ...coding, path]);
  return path;
}

const mib = 2 ** 20;
/** Enough for the program and a small picture, too little for 16 megapixels and their transcode. */
const tight = { ...allGuards, addressSpaceBytes: 500 * mib };

describe.skipIf(process.platform !== 'linux')('F18: a decoder runs out of memory (limits of Linux)', () => {
  test('it ends with its reason, and a camera beside it plays on under the same limit', async () => {
    const big = await pattern('big.mp4', '4096x4096', 5, 1);
    const small = await pattern('small.mp4', '640x360', 5, 1);
    const [starved, beside] = await Promise.all(
      [big, small].map((path) => playSource(path, { transcode: true }, { guards: tight })),
    );
    expect([starved?.reason?.code, starved?.reason?.text]).toEqual([
      'out-of-memory',
      'The computer has not enough memory for this camera.',
    ]);
    expect([beside?.reason, beside?.frames.length]).toEqual([null, 5]);
    // Control: without a limit it takes what it wants; with the usual one there is enough for the largest picture.
    for (const addressSpaceBytes of [null, allGuards.addressSpaceBytes]) {
      const { reason, frames } = await playSource(
        big,
        { transcode: true },
        { guards: { ...allGuards, addressSpaceBytes } },
      );
      expect([reason, frames.length]).toEqual([null, 5]);
    }
  });
});

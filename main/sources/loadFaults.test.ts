import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { RecentVideo } from '../../app/pipeline/recentVideo.ts';
import { type Played, playSource } from '../../e2e/fixtures/playSource.ts';
import { startRtspCamera } from '../../e2e/fixtures/rtspCamera.ts';
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
const tight = { ...allGuards, addressSpaceBytes: 400 * mib };

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

describe('F13: a camera that sends 240 pictures and 80 Mbit a second', () => {
  /** Which fifths of a second of media time were analysed, and how many pictures in each. */
  function picturesEach200Ms({ frames }: Played): number[] {
    const counts = new Map<number, number>();
    for (const { ptsUs } of frames) {
      const fifth = Math.floor(ptsUs / 200_000 + 0.001);
      counts.set(fifth, (counts.get(fifth) ?? 0) + 1);
    }
    return [...counts.values()];
  }

  test('one picture in 200 ms of its time is analysed, and no more than 8 MB are kept for new tiles', async () => {
    const noise = ['-vf', 'noise=alls=60:allf=t', '-g', '1000', '-bf', '0'];
    const clip = await pattern(
      'flood.mp4',
      '960x540',
      240,
      1.5,
      ...noise,
      '-b:v',
      '80M',
      '-minrate',
      '80M',
      '-bufsize',
      '8M',
    );
    const camera = await startRtspCamera({ clip, loop: false });
    try {
      const capped = await playSource(camera.url, { lossless: false, analysisFps: 5 });
      const bytes = capped.chunks.reduce((sum, chunk) => sum + chunk.bytes.length, 0);
      const mediaS = ((capped.chunks.at(-1)?.ptsUs ?? 0) - (capped.chunks[0]?.ptsUs ?? 0)) / 1_000_000;
      expect([capped.chunks.length / mediaS > 230, (bytes * 8) / mediaS > 70_000_000]).toEqual([true, true]);
      expect(new Set(picturesEach200Ms(capped))).toEqual(new Set([1]));
      expect([keptBytes(capped, undefined) <= 8 * mib, keptBytes(capped, Number.POSITIVE_INFINITY)]).toEqual([
        true,
        bytes,
      ]);
      // Control: without the limit of the rate every picture is scaled, copied and analysed.
      const all = await playSource(camera.url, { lossless: true });
      expect(Math.max(...picturesEach200Ms(all))).toBeGreaterThan(40);
    } finally {
      await camera.close();
    }
  });

  function keptBytes({ chunks }: Played, maxBytes: number | undefined): number {
    const recent = new RecentVideo(maxBytes);
    for (const chunk of chunks) recent.add(chunk);
    return recent.group().reduce((sum, chunk) => sum + chunk.bytes.length, 0);
  }
});

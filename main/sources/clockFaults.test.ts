import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { afterEach, describe, expect, test } from 'vitest';
import { playSource } from '../../e2e/fixtures/playSource.ts';
import { type RtspCamera, type RtspCameraMode, startRtspCamera } from '../../e2e/fixtures/rtspCamera.ts';
import { hasTestdata, testdata } from '../../e2e/fixtures/testdata.ts';
import { ffmpegArgs } from './ffmpegArgs.ts';
import { findFfmpeg } from './ffmpegPath.ts';

const clip = testdata('clips/suburb_road_38s.mp4');
let camera: RtspCamera | null = null;
afterEach(() => camera?.close());

/** Differences of neighbours, ms, those of a usual picture left out. */
function leaps(timesMs: readonly number[]): number[] {
  return timesMs
    .slice(1)
    .map((time, at) => Math.round((time - (timesMs[at] as number)) / 1000) * 1000)
    .filter((leapMs) => leapMs !== 0);
}

describe.skipIf(!hasTestdata)('F11: the clock of a camera leaps (needs ../shared/testdata)', () => {
  test.each<[string, RtspCameraMode, number[]]>([
    ['60 s ahead', 'pts-jump', [60_000]],
    ['round its 32 bits, which is no leap', 'pts-wrap', []],
  ])('%s: every frame still has the time of its own picture', async (_name, mode, expected) => {
    const double = await startRtspCamera({ clip, mode: mode === 'pts-wrap' ? mode : 'ok' });
    camera = double;
    const { frames, chunks } = await playSource(double.url, {
      lossless: false,
      analysisFps: 12,
      look: () => {
        if (mode !== 'pts-wrap') double.mode = mode;
      },
      enough: (soFar) => soFar.frames >= 40,
    });
    const shown = new Map(chunks.map((chunk) => [chunk.ptsUs, chunk.arrivedMonoMs]));
    // A frame that was matched with another picture would carry the arrival of that one.
    const isItsOwn = ({ ptsUs, arrivedMonoMs }: (typeof frames)[number]): boolean => shown.get(ptsUs) === arrivedMonoMs;
    // The chunks of the last ones may still be on their way.
    expect(frames.slice(0, 30).filter((frame) => !isItsOwn(frame))).toEqual([]);
    expect(new Set(frames.map(({ ptsUs }) => ptsUs)).size).toBe(40);
    expect(leaps(frames.map(({ ptsUs }) => ptsUs / 1000))).toEqual(expected);
    expect(leaps(chunks.map(({ ptsUs }) => ptsUs / 1000))).toEqual(expected);
  });

  test.each([
    ['seen as it comes', {}],
    ['seen as a transcode', { transcode: true }],
  ])('10 s back, %s: the session ends at once, and no frame had a wrong time', async (_name, how) => {
    const double = await startRtspCamera({ clip });
    camera = double;
    const { frames, reason } = await playSource(double.url, {
      ...how,
      lossless: false,
      analysisFps: 12,
      look: () => {
        double.mode = 'pts-back';
      },
      enough: (soFar) => soFar.frames >= 60,
    });
    expect([reason?.code, leaps(frames.map(({ ptsUs }) => ptsUs / 1000))]).toEqual(['clock-set-back', []]);
  });

  test('control: ffmpeg by itself goes on, and the clock of its frames stands still', async () => {
    const double = await startRtspCamera({ clip });
    camera = double;
    const args = frameArgsOnly(double.url);
    const ffmpeg = spawn(await findFfmpeg(), args, { stdio: ['ignore', 'pipe', 'ignore'] });
    const timesMs: number[] = [];
    for await (const line of createInterface(ffmpeg.stdout)) {
      // stream, DTS, PTS, duration, size, checksum
      const [stream, , pts] = line.split(',').map((field) => Number(field.trim()));
      if (stream !== 0) continue;
      timesMs.push((pts as number) / 90);
      double.mode = 'pts-back';
      if (timesMs.length === 30) ffmpeg.kill('SIGKILL');
    }
    if (ffmpeg.exitCode === null && ffmpeg.signalCode === null) await once(ffmpeg, 'exit');
    expect(timesMs.length).toBeGreaterThanOrEqual(30);
    expect(leaps(timesMs)).toEqual([]);
    expect((timesMs.at(-1) ?? 0) - (timesMs[10] ?? 0)).toBeLessThan(100);
  });
});

/** The arguments of a session without its copy, frames told as a list of times in place of their pixels. */
function frameArgsOnly(url: string): string[] {
  const frames = { width: 64, height: 64, fps: 12, address: { unixPath: '' } };
  const input = { kind: 'rtsp', location: url } as const;
  const args = [...ffmpegArgs({ input, realTime: false, loop: false, frames, transcode: false })];
  const copyAt = args.indexOf('-map');
  args.splice(copyAt, args.indexOf('-map', copyAt + 1) - copyAt);
  args.splice(args.lastIndexOf('-f'), Number.POSITIVE_INFINITY, '-f', 'framecrc', '-flush_packets', '1', 'pipe:1');
  return args;
}

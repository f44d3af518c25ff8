import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { letterboxOf } from '../../app/detect/letterbox.ts';
import {
  PictureWatch,
  pictureFingerprint,
  pictureWatchLimits,
  type PictureRepetition,
} from '../../app/detect/pictureWatch.ts';
import { playSource } from '../../e2e/fixtures/playSource.ts';
import { hasTestdata, testdata } from '../../e2e/fixtures/testdata.ts';
import { findFfmpeg } from './ffmpegPath.ts';

const run = promisify(execFile);
const input = { width: 640, height: 640 };
const road = testdata('clips/suburb_road_38s.mp4');
let folder = '';
let ffmpeg = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'its-pictures-'));
  ffmpeg = await findFfmpeg();
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Makes a clip and gives its path. */
async function made(name: string, ...args: string[]): Promise<string> {
  const path = join(folder, name);
  await run(ffmpeg, ['-v', 'error', '-nostdin', '-y', '-threads', '1', ...args, path]);
  return path;
}

interface Seen {
  readonly ptsMs: number;
  readonly fingerprint: number;
}

/** The pictures of a clip as a camera's are analysed, from a real session that reads as fast as it can. */
async function picturesOf(path: string): Promise<readonly Seen[]> {
  const seen: Seen[] = [];
  await playSource(path, {
    input,
    lossless: false,
    analysisFps: 5,
    look: (rgb, { ptsUs, source }) => {
      seen.push({ ptsMs: ptsUs / 1000, fingerprint: pictureFingerprint(rgb, input.width, letterboxOf(source, input)) });
    },
  });
  return seen;
}

/** Media seconds from the first picture until something was noticed, and what. */
function noticedIn(pictures: readonly Seen[], limits = pictureWatchLimits): [number, PictureRepetition] | null {
  const watch = new PictureWatch(limits);
  for (const { ptsMs, fingerprint } of pictures) {
    watch.look(fingerprint, ptsMs);
    if (watch.repetition) return [(ptsMs - (pictures[0]?.ptsMs ?? 0)) / 1000, watch.repetition];
  }
  return null;
}

const withoutHistory = { ...pictureWatchLimits, historyMs: 0 };

describe.skipIf(!hasTestdata)('F12: a camera that shows old pictures (needs ../shared/testdata)', () => {
  test('frozen: one picture, coded anew again and again, is noticed within 30 s', async () => {
    const still = await made('still.png', '-ss', '3', '-i', road, '-frames:v', '1');
    const coding = ['-c:v', 'libx264', '-preset', 'ultrafast', '-tune', 'zerolatency', '-g', '50'];
    const loop = ['-loop', '1', '-framerate', '25', '-i', still, '-t', '32', '-vf', 'format=yuv420p'];
    const frozen = await made('frozen.mp4', ...loop, ...coding);
    const pictures = await picturesOf(frozen);
    const [afterS = Number.NaN, what] = noticedIn(pictures) ?? [];
    expect([what, afterS <= 30]).toEqual(['frozen', true]);
    // Control: without history nothing is noticed.
    expect(noticedIn(pictures, withoutHistory)).toBeNull();
  });

  test('looped: the same 10 s again and again are noticed within 5 minutes', async () => {
    const ten = await made('ten.mp4', '-i', road, '-t', '10', '-c', 'copy');
    const looped = await made('looped.mp4', '-stream_loop', '11', '-i', ten, '-c', 'copy');
    const pictures = await picturesOf(looped);
    const [afterS = Number.NaN, what] = noticedIn(pictures) ?? [];
    expect([what, afterS <= 300]).toEqual(['looped', true]);
    // Control: without history nothing is noticed.
    expect(noticedIn(pictures, withoutHistory)).toBeNull();
  });

  /** Share of pictures that may be exact repetitions: the codec skips what it takes for noise. */
  test.each([
    ['a car park at one picture a second', 'moonfire_1fps.mp4', 0],
    ['a street at night', 'dark_pedestrian_1080p.mp4', 0],
    ['parked cars', 'parked_street_vfr_75s.mp4', 0],
    ['an empty hall in infrared light', 'frigate_ir_motion_1.mp4', 0.25],
    ['a hall in infrared light, somebody passes', 'frigate_ir_motion_2.mp4', 0.25],
    ['a camera that switches its light', 'frigate_ir_motion_3.mp4', 0.25],
  ])('no false event: %s', async (_name, clip, share) => {
    const pictures = await picturesOf(testdata(`clips/${clip}`));
    const different = new Set(pictures.map(({ fingerprint }) => fingerprint)).size;
    expect(pictures.length).toBeGreaterThanOrEqual(10);
    expect(1 - different / pictures.length).toBeLessThanOrEqual(share);
    // A tenth of the time would not bring one either.
    expect(noticedIn(pictures, { ...pictureWatchLimits, repeatedMs: 2500 })).toBeNull();
  });
});

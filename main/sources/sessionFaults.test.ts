import { execFile, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { silentLog } from '../../app/base/log.ts';
import { parseSource } from '../../app/camera/sourceUrl.ts';
import { playSource } from '../../e2e/fixtures/playSource.ts';
import { becomes, isAlive } from '../../e2e/fixtures/processes.ts';
import { type RtspCamera, startRtspCamera } from '../../e2e/fixtures/rtspCamera.ts';
import { hasTestdata, testdata } from '../../e2e/fixtures/testdata.ts';
import { platformClock } from '../platformClock.ts';
import { allProtections, openCameraSource, type CameraSourceOptions } from './cameraSource.ts';
import { ffmpegArgs } from './ffmpegArgs.ts';
import { allGuards } from './ffmpegProcess.ts';
import { findFfmpeg } from './ffmpegPath.ts';
import { openSession, platformPorts, sessionOpener } from './ffmpegSession.ts';
import { OpeningGate } from './openingGate.ts';
import type { Session } from './source.ts';

const run = promisify(execFile);
const clip = testdata('clips/otvision_cars_cyclist.mp4');
let folder = '';
let ffmpeg = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'its-faults-'));
  ffmpeg = await findFfmpeg();
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** A camera that is watched, from a test's source. */
const watchedOptions = (source: string): CameraSourceOptions => ({
  cameraId: 'north',
  source: parseSource(source).source,
  credentials: null,
  rules: { allowedCidrs: [], allowLoopback: true },
  ownPorts: [],
  analysisFps: 0,
  target: null,
  playback: { pace: 'realTime', loop: true },
});
const deafListener = { opened: () => undefined, chunk: () => undefined, frame: () => undefined };
const cameraPorts = () => ({ clock: platformClock, log: silentLog, random: () => 0.5, gate: new OpeningGate() });

/** Plays the clip for ever; `hit` is called once frames come. */
function playing(hit: (session: Session) => void, ports = {}): ReturnType<typeof playSource> {
  let session: Session | undefined;
  let done = false;
  return playSource(
    clip,
    {
      pace: 'realTime',
      loop: true,
      lossless: false,
      started: (begun) => {
        session = begun;
      },
      enough: ({ frames }) => {
        if (frames > 0 && session && !done) {
          done = true;
          hit(session);
        }
        return false;
      },
    },
    ports,
  );
}

describe.skipIf(!hasTestdata)('the decoder fails (needs ../shared/testdata)', () => {
  test('F15: it crashes: the session says so', async () => {
    const { reason } = await playing(({ pid }) => process.kill(pid as number, 'SIGSEGV'));
    expect(reason?.code).toBe('decoder-crashed');
  });

  test('F15: a camera is live again by itself, with the restart counted', async () => {
    const pids: number[] = [];
    const open = sessionOpener(platformClock);
    const camera = openCameraSource(watchedOptions(clip), deafListener, {
      ...cameraPorts(),
      openSession: async (...args) => {
        const session = await open(...args);
        pids.push(session.pid as number);
        return session;
      },
    });
    expect(await becomes(() => camera.state === 'live', 20_000)).toBe(true);
    process.kill(pids[0] as number, 'SIGSEGV');
    expect(await becomes(() => camera.epoch === 2 && camera.state === 'live', 20_000)).toBe(true);
    expect([camera.restarts, pids.length]).toEqual([1, 2]);
    await camera.close();
    expect(pids.map(isAlive)).toEqual([false, false]);
  });

  test('F15, control: a camera that is not opened again stays without a picture', async () => {
    const pids: number[] = [];
    const open = sessionOpener(platformClock);
    const camera = openCameraSource(watchedOptions(clip), deafListener, {
      ...cameraPorts(),
      protections: { ...allProtections, reopen: false },
      openSession: async (...args) => {
        const session = await open(...args);
        pids.push(session.pid as number);
        return session;
      },
    });
    expect(await becomes(() => camera.state === 'live', 20_000)).toBe(true);
    process.kill(pids[0] as number, 'SIGSEGV');
    expect(await becomes(() => camera.state === 'failed', 20_000)).toBe(true);
    expect({
      reason: camera.reason?.code,
      retryInMs: camera.retryInMs,
      epoch: camera.epoch,
      started: pids.length,
    }).toEqual({
      reason: 'decoder-crashed',
      retryInMs: null,
      epoch: 1,
      started: 1,
    });
    await camera.close();
  });

  test('F16: it stands still and ignores SIGTERM: SIGKILL ends it', async () => {
    let pid = 0;
    const { reason } = await playing((session) => {
      pid = session.pid as number;
      process.kill(pid, 'SIGSTOP');
      session.stop();
    });
    expect([reason, isAlive(pid)]).toEqual([null, false]);
  });

  test('F16 control: without SIGKILL it stays', async () => {
    let pid = 0;
    const ended = playing(
      (session) => {
        pid = session.pid as number;
        process.kill(pid, 'SIGSTOP');
        session.stop();
      },
      { guards: { ...allGuards, kill: false } },
    );
    await becomes(() => pid !== 0, 20_000);
    expect(await becomes(() => !isAlive(pid), 4000)).toBe(false);
    process.kill(pid, 'SIGKILL');
    await ended;
  });

  test.skipIf(process.platform !== 'linux').each([
    ['F17: we are killed while ffmpeg stands still: nothing is left', 'yes', false],
    ['F17 control: without the parent-death signal it is left', 'no', true],
  ])('%s', async (_name, parentDeath, left) => {
    const module = fileURLToPath(new URL('../../e2e/fixtures/sessionParent.ts', import.meta.url));
    const parent = spawn(process.execPath, [module, clip, parentDeath], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [line] = (await once(parent.stdout.setEncoding('utf8'), 'data')) as [string];
    const pid = Number(line);
    process.kill(pid, 'SIGSTOP');
    parent.kill('SIGKILL');
    await once(parent, 'exit');
    expect(await becomes(() => !isAlive(pid), left ? 2000 : 5000)).toBe(!left);
    if (left) {
      // Going on, it finds its outputs closed and ends by itself.
      process.kill(pid, 'SIGCONT');
      expect(await becomes(() => !isAlive(pid), 10_000)).toBe(true);
    }
  });
});

describe.skipIf(!hasTestdata)('F21: the program itself (needs ../shared/testdata)', () => {
  test('missing: refused with its reason', async () => {
    const { reason } = await playSource(clip, {}, { findFfmpeg: () => findFfmpeg({ FFMPEG_PATH: '/nowhere/ffmpeg' }) });
    expect([reason?.code, reason?.tip]).toEqual(['decoder-missing', 'Correct FFMPEG_PATH.']);
  });

  test('gone after it was found: refused with its reason', async () => {
    const { reason } = await playSource(clip, {}, { findFfmpeg: async () => join(folder, 'removed') });
    expect(reason?.code).toBe('decoder-missing');
  });

  test('altered: refused with its reason', async () => {
    const altered = join(folder, 'ffmpeg');
    await copyFile(ffmpeg, altered);
    const bytes = await readFile(altered);
    const right = createHash('sha256').update(bytes).digest('hex');
    bytes.writeUInt8(bytes.readUInt8(bytes.length - 1) ^ 1, bytes.length - 1);
    await writeFile(altered, bytes);
    const env = { FFMPEG_PATH: altered, FFMPEG_SHA256: right };
    const { reason } = await playSource(clip, {}, { findFfmpeg: () => findFfmpeg(env) });
    expect([reason?.code, reason?.text]).toEqual(['decoder-missing', expect.stringContaining('SHA-256')]);
    // Control: without the hash the altered program starts.
    expect((await playSource(clip, {}, { findFfmpeg: () => findFfmpeg({ FFMPEG_PATH: altered }) })).reason).toBeNull();
  });
});

describe('hostile files', () => {
  test('F14: a picture of 25 megapixels is refused before it is decoded', async () => {
    const bomb = join(folder, 'bomb.avi');
    const picture = ['-f', 'lavfi', '-i', 'color=c=black:s=5000x5000:r=1', '-frames:v', '1', '-c:v', 'mjpeg', bomb];
    await run(ffmpeg, ['-v', 'error', '-y', ...picture]);
    const { frames, reason } = await playSource(bomb);
    expect([frames, reason?.code]).toEqual([[], 'picture-too-large']);
    // Control: the same command without the limit decodes it.
    const input = { kind: 'file', location: bomb } as const;
    const args = [...ffmpegArgs({ input, realTime: false, loop: false, frames: null, transcode: false })];
    args.splice(args.indexOf('-max_pixels'), 2);
    const decoded = await run(ffmpeg, [...args.slice(0, args.indexOf('-map')), '-f', 'rawvideo', 'pipe:1'], {
      encoding: 'buffer',
      maxBuffer: 2 ** 28,
    });
    expect(decoded.stdout.length).toBe(5000 * 5000 * 1.5);
  });

  test.skipIf(!hasTestdata)(
    'a "video" that is a list naming another file opens nothing (needs ../shared/testdata)',
    async () => {
      const list = join(folder, 'list.mp4');
      const other = join(folder, 'other.ts');
      await run(ffmpeg, ['-v', 'error', '-y', '-i', clip, '-c', 'copy', other]);
      await writeFile(list, `#EXTM3U\n#EXT-X-TARGETDURATION:3\n#EXTINF:3,\n${other}\n#EXT-X-ENDLIST\n`);
      const { frames, reason } = await playSource(list);
      expect([frames, reason?.code]).toEqual([[], 'codec-unsupported']);
      // Control: bare ffmpeg follows it.
      const bare = await run(ffmpeg, ['-v', 'error', '-i', list, '-f', 'framemd5', '-'], { encoding: 'utf8' });
      expect(bare.stdout.split('\n').filter((line) => line.startsWith('0,')).length).toBe(60);
    },
  );
});

describe.skipIf(!hasTestdata)('a real connection (needs ../shared/testdata)', () => {
  let rtsp: RtspCamera;
  beforeAll(async () => {
    rtsp = await startRtspCamera({ clip: testdata('clips/suburb_road_38s.mp4') });
  }, 60_000);
  afterAll(() => rtsp.close());

  test('F04: pictures stop after PLAY: stalled, the process gone, and live again once they come', async () => {
    const camera = openCameraSource(watchedOptions(rtsp.url), deafListener, {
      ...cameraPorts(),
      openSession: sessionOpener(platformClock),
    });
    expect(await becomes(() => camera.state === 'live', 20_000)).toBe(true);
    rtsp.mode = 'stall';
    expect(await becomes(() => camera.state === 'stalled', 15_000)).toBe(true);
    expect(camera.reason?.code).toBe('no-frames');
    rtsp.mode = 'ok';
    expect(await becomes(() => camera.state === 'live', 30_000)).toBe(true);
    await camera.close();
    expect(await becomes(() => rtsp.openConnections === 0, 5000)).toBe(true);
  });

  /** An ffmpeg whose time-out for a silent camera is another one, seconds; for ever with `null`. */
  async function ffmpegWaiting(timeoutS: number | null): Promise<string> {
    const path = join(folder, `ffmpeg-waiting-${timeoutS}`);
    const timeout = timeoutS === null ? '' : `args+=(-timeout ${timeoutS * 1e6});`;
    const script = `#!/bin/bash
      args=()
      while [ $# -gt 0 ]; do
        if [ "$1 $2" = "-timeout 5000000" ]; then ${timeout} shift 2; else args+=("$1"); shift; fi
      done
      exec ${ffmpeg} "\${args[@]}"
    `;
    await writeFile(path, script, { mode: 0o755 });
    return path;
  }

  test.each([
    // ffmpeg needs twice its time-out, 10 s as the product sets it: shortened, the second net is seen to hold alone.
    { net: 'ffmpeg’s time-out alone', timeoutS: 1, found: true },
    { net: 'control: neither watchdog nor time-out', timeoutS: null, found: false },
  ])('F04: pictures stop after PLAY, $net: noticed is $found', async ({ timeoutS, found }) => {
    rtsp.mode = 'ok';
    const ffmpegPath = await ffmpegWaiting(timeoutS);
    const camera = openCameraSource(watchedOptions(rtsp.url), deafListener, {
      ...cameraPorts(),
      protections: { ...allProtections, watchdog: false },
      openSession: (options, listener, packet) =>
        openSession(options, listener, { ...platformPorts, findFfmpeg: async () => ffmpegPath, packet }),
    });
    expect(await becomes(() => camera.state === 'live', 20_000)).toBe(true);
    rtsp.mode = 'stall';
    expect(await becomes(() => camera.state !== 'live', 8000)).toBe(found);
    rtsp.mode = 'ok';
    await camera.close();
  });

  test('every frame of a live camera carries the PTS of a chunk, at the rate that was asked for', async () => {
    const { chunks, frames } = await playSource(rtsp.url, {
      lossless: false,
      analysisFps: 6,
      enough: (soFar) => soFar.frames >= 12,
    });
    const shown = new Set(chunks.map(({ ptsUs }) => ptsUs));
    expect(frames.filter(({ ptsUs }) => !shown.has(ptsUs))).toEqual([]);
    const seconds = ((frames.at(-1)?.ptsUs ?? 0) - (frames[0]?.ptsUs ?? 0)) / 1_000_000;
    expect(Math.round((frames.length - 1) / seconds)).toBe(6);
  });

  test('F10: another resolution in mid-stream ends the session, and no frame has the wrong size', async () => {
    rtsp.mode = 'ok';
    const small = testdata('clips/otvision_cars_cyclist.mp4');
    let switched = false;
    const { format, frames, reason } = await playSource(rtsp.url, {
      enough: (soFar) => {
        if (soFar.frames > 3 && !switched) {
          switched = true;
          void rtsp.switchClip(small);
        }
        return false;
      },
    });
    expect([format?.size, reason?.code]).toEqual([{ width: 640, height: 352 }, 'picture-changed']);
    expect(new Set(frames.map(({ source }) => `${source.width}x${source.height}`))).toEqual(new Set(['640x352']));
  });
});

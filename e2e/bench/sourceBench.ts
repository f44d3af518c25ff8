import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { platformClock } from '../../main/platformClock.ts';
import { ffmpegArgs } from '../../main/sources/ffmpegArgs.ts';
import { findFfmpeg } from '../../main/sources/ffmpegPath.ts';
import { FfmpegProcess } from '../../main/sources/ffmpegProcess.ts';
import { makeFrameFolder } from '../../main/sources/frameFolder.ts';
import { FrameInlet } from '../../main/sources/frameInlet.ts';
import type { FrameTarget } from '../../main/sources/source.ts';
import { testdata } from '../fixtures/testdata.ts';
import { alternate, type Measure, ratioOf } from './measure.ts';

const run = promisify(execFile);
const pairs = 6;
const input = { width: 640, height: 384 };
const frameBytes = 3 * input.width * input.height;

/** Both goals of the way from a camera to a frame. Needs the shared test material; about two minutes. */
export async function measureSources(): Promise<Measure[]> {
  return [await measureTwoOutputRatio(), await measureHandOff()];
}

/** Goal 5: CPU of a camera's ffmpeg (copy, and 10 frames a second for the detector) over a bare decode of the same clip. */
async function measureTwoOutputRatio(): Promise<Measure> {
  const ffmpeg = await findFfmpeg();
  const folder = await mkdtemp(join(tmpdir(), 'source-bench-'));
  try {
    const clip = join(folder, 'clip.mp4');
    await make1080p(ffmpeg, clip);
    const windows = await alternate(
      pairs,
      () => cameraCpuS(ffmpeg, clip),
      () => nullCpuS(ffmpeg, clip),
    );
    return ratioOf(
      { goal: 5, what: "a camera's ffmpeg / -f null decode, 1080p30", bound: '<=', target: 1.12 },
      windows,
      { a: 'two outputs', b: 'null', unit: 's CPU for 335 frames' },
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Real traffic at the size, rate and bit rate of a usual main stream: 1080p30, 4 Mb/s, Main, a keyframe every 2 s. */
async function make1080p(ffmpeg: string, clip: string): Promise<void> {
  const video = ['-vf', 'scale=1920:1080', '-c:v', 'libx264', '-preset', 'veryfast', '-profile:v', 'main'];
  const rate = ['-b:v', '4M', '-maxrate', '4M', '-bufsize', '8M', '-g', '60', '-pix_fmt', 'yuv420p'];
  await run(ffmpeg, ['-v', 'error', '-y', '-i', testdata('clips/highway_nl_720p.mp4'), '-an', ...video, ...rate, clip]);
}

async function cameraCpuS(ffmpegPath: string, clip: string): Promise<number> {
  const folder = await makeFrameFolder();
  const frames = { ...input, fps: 10, address: folder.address };
  const args = ffmpegArgs({
    input: { kind: 'file', location: clip },
    realTime: false,
    loop: false,
    frames,
    transcode: false,
  });
  const ffmpeg = new FfmpegProcess(ffmpegPath, benchmarked(args), 2);
  ffmpeg.child.stdout?.resume();
  const inlet = new FrameInlet(folder.address, threePlaces().target, {
    clock: platformClock,
    ready: () => true,
    publish: () => undefined,
  });
  await ffmpeg.exited;
  inlet.finish();
  await inlet.closed;
  await folder.remove();
  return cpuSIn(ffmpeg.lines);
}

async function nullCpuS(ffmpegPath: string, clip: string): Promise<number> {
  const args = ['-nostdin', '-v', 'error', '-threads', '1', '-an', '-i', clip, '-map', '0:v:0', '-f', 'null', '-'];
  const ffmpeg = new FfmpegProcess(ffmpegPath, benchmarked(args), 2);
  ffmpeg.child.stdout?.resume();
  await ffmpeg.exited;
  return cpuSIn(ffmpeg.lines);
}

/** The same arguments, and ffmpeg tells its own CPU time at the end. */
function benchmarked(args: readonly string[]): readonly string[] {
  return ['-benchmark', ...args.map((arg, at) => (args[at - 1] === '-v' ? 'info' : arg))];
}

function cpuSIn(lines: readonly string[]): number {
  const told = /bench: utime=([\d.]+)s stime=([\d.]+)s/.exec(lines.join('\n'));
  if (!told) throw new Error(`ffmpeg told no CPU time: ${lines.join(' | ')}`);
  return Number(told[1]) + Number(told[2]);
}

const handedOver = 1500;

/** Goal 9: CPU of this process for one frame, from ffmpeg's socket into its slot, over a copy of as many bytes. */
async function measureHandOff(): Promise<Measure> {
  const ffmpeg = await findFfmpeg();
  const windows = await alternate(
    pairs,
    () => handOffUs(ffmpeg),
    async () => copyUs(),
  );
  return ratioOf(
    {
      goal: 9,
      what: 'hand-off of a frame of 737,280 bytes / memcpy of one that is in no cache',
      bound: '<=',
      target: 4,
    },
    windows,
    {
      a: 'hand-off',
      b: 'memcpy',
      unit: 'us CPU',
    },
  );
}

async function handOffUs(ffmpegPath: string): Promise<number> {
  const folder = await makeFrameFolder();
  const source = ['-f', 'lavfi', '-i', `color=c=gray:s=${input.width}x${input.height}:r=25,format=rgb24`];
  const served = 'unixPath' in folder.address ? `unix:${folder.address.unixPath}` : '';
  const output = ['-frames:v', String(handedOver), '-c:v', 'rawvideo', '-output_ts_offset', '1000', '-f', 'nut'];
  const args = ['-nostdin', '-v', 'error', ...source, ...output, '-listen', '1', '-timeout', '10000', served];
  const ffmpeg = new FfmpegProcess(ffmpegPath, args, 2);
  ffmpeg.child.stdout?.resume();
  const { promise: begun, resolve: begin } = Promise.withResolvers<NodeJS.CpuUsage>();
  let frames = 0;
  const inlet = new FrameInlet(folder.address, threePlaces().target, {
    clock: platformClock,
    ready: () => true,
    publish: () => {
      if (frames++ === 0) begin(process.cpuUsage());
    },
  });
  const before = await begun;
  await ffmpeg.exited;
  inlet.finish();
  await inlet.closed;
  const { user, system } = process.cpuUsage(before);
  await folder.remove();
  return (user + system) / (frames - 1);
}

/** A frame comes from elsewhere and is in no cache: many are copied in turn. */
function copyUs(): number {
  const { places } = threePlaces();
  const frames = Array.from({ length: 64 }, () => Buffer.alloc(frameBytes, 114));
  const before = process.cpuUsage();
  for (let frame = 0; frame < handedOver; frame++) frames[frame % 64]?.copy(places[frame % 3] ?? new Uint8Array(0));
  const { user, system } = process.cpuUsage(before);
  return (user + system) / handedOver;
}

/** Slots as the vision process has them: on shared memory, the next one for each frame. */
function threePlaces(): { readonly target: FrameTarget; readonly places: readonly Uint8Array[] } {
  const places = Array.from({ length: 3 }, () => new Uint8Array(new SharedArrayBuffer(frameBytes)));
  let next = 0;
  const begin = (): Uint8Array | null => places[next++ % 3] ?? null;
  return { places, target: { ...input, begin, publish: () => undefined, onFree: () => undefined } };
}

import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { sleep } from '../../app/base/clock.ts';
import { platformClock } from '../../main/platformClock.ts';
import { findFfmpeg } from '../../main/sources/ffmpegPath.ts';
import { openSession } from '../../main/sources/ffmpegSession.ts';
import type { FrameTarget, Session } from '../../main/sources/source.ts';
import { testdata } from '../fixtures/testdata.ts';
import { figureOf, type Measure, median } from './measure.ts';

const cameras = 8;
const rounds = 3;
const settleMs = 4000;
const input = { width: 640, height: 384 };

/** Goal 17: proportional memory of one camera's ffmpeg beside its share of a single ffmpeg that reads all cameras. */
export async function measureMemory(): Promise<Measure[]> {
  const clip = testdata('clips/suburb_road_38s.mp4');
  const own: number[] = [];
  const single: number[] = [];
  for (let round = 0; round < rounds; round++) {
    own.push(await ownMb(clip, cameras));
    single.push(await singleMb(clip));
  }
  const fullHd = await ownMb(testdata('clips/dark_pedestrian_1080p.mp4'), 2);
  const what = 'PSS of a camera’s ffmpeg / its share of one process for all, 640x352';
  return [
    figureOf(
      { goal: 17, what, bound: '<=', target: 1.5 },
      median(own) / median(single),
      `${median(own).toFixed(1)} MB / ${median(single).toFixed(1)} MB`,
      rounds,
    ),
    figureOf(
      { goal: 17, what: 'PSS of a camera’s ffmpeg at 1080p / 40 MB', bound: '<=', target: 1 },
      fullHd / 40,
      `${fullHd.toFixed(1)} MB`,
      1,
    ),
  ];
}

/** MB a camera with one ffmpeg each, as the product runs them. */
async function ownMb(clip: string, count: number): Promise<number> {
  const sessions: Session[] = [];
  for (let camera = 0; camera < count; camera++) {
    sessions.push(
      await openSession(
        {
          source: { scheme: 'file', path: clip, text: clip },
          credentials: null,
          rules: { allowedCidrs: [], allowLoopback: false },
          ownPorts: [],
          loop: true,
          target: sink(),
          pace: 'realTime',
          analysisFps: 5,
          lossless: false,
          transcode: false,
          epoch: 1,
        },
        { opened: () => undefined, chunk: () => undefined, frame: () => undefined, closed: () => undefined },
      ),
    );
  }
  await sleep(platformClock, settleMs);
  const mb = sessions.reduce((sum, { pid }) => sum + pssMb(pid), 0) / count;
  for (const session of sessions) session.stop();
  await Promise.all(sessions.map(({ done }) => done));
  return mb;
}

/** MB a camera where one ffmpeg reads all of them and gives the same two outputs for each. */
async function singleMb(clip: string): Promise<number> {
  const inputs = Array.from({ length: cameras }, () => ['-threads', '1', '-re', '-stream_loop', '-1', '-i', clip]);
  const outputs = Array.from({ length: cameras }, (_, at) => [
    ...['-map', `${at}:v:0`, '-c', 'copy', '-f', 'nut', '/dev/null'],
    ...['-map', `${at}:v:0`, '-vf', `fps=5,scale=${input.width}:${input.height}:flags=fast_bilinear,format=rgb24`],
    ...['-c:v', 'rawvideo', '-f', 'nut', '/dev/null'],
  ]);
  const args = ['-nostdin', '-v', 'error', '-y', '-filter_complex_threads', '1', ...inputs.flat(), ...outputs.flat()];
  const child: ChildProcess = spawn(await findFfmpeg(), args, { stdio: 'ignore' });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  await sleep(platformClock, settleMs);
  const mb = pssMb(child.pid) / cameras;
  child.kill('SIGKILL');
  await ended;
  return mb;
}

function sink(): FrameTarget {
  const place = new Uint8Array(3 * input.width * input.height);
  return { ...input, begin: () => place, publish: () => undefined, onFree: () => undefined };
}

function pssMb(pid: number | undefined): number {
  const [, kb] = /^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8')) ?? [];
  return Number(kb) / 1024;
}

import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { seededRandom } from '../../app/base/random.ts';
import type { FailureCode } from '../../app/camera/cameraState.ts';
import { playSource } from '../../e2e/fixtures/playSource.ts';
import { hasTestdata, testdata } from '../../e2e/fixtures/testdata.ts';
import { ffmpegArgs } from './ffmpegArgs.ts';
import { findFfmpeg } from './ffmpegPath.ts';

const run = promisify(execFile);
let folder = '';
let ffmpeg = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'its-bits-'));
  ffmpeg = await findFfmpeg();
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Turns over one bit in each of so large a share of all bytes. */
function flipped(bytes: Buffer, share: number, seed: number): Buffer {
  const random = seededRandom(seed);
  const damaged = Buffer.from(bytes);
  const flips = Math.max(1, Math.round(bytes.length * share));
  for (let flip = 0; flip < flips; flip++) {
    const at = Math.floor(random() * damaged.length);
    damaged.writeUInt8(damaged.readUInt8(at) ^ (1 << Math.floor(random() * 8)), at);
  }
  return damaged;
}

const packetBytes = 188;

/** Leaves out so large a share of the packets of a transport stream, as a bad network does. */
function dropped(bytes: Buffer, share: number, seed: number): Buffer {
  const random = seededRandom(seed);
  const kept: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += packetBytes) {
    if (random() >= share) kept.push(bytes.subarray(at, at + packetBytes));
  }
  return Buffer.concat(kept);
}

interface Corruption {
  readonly name: string;
  readonly ending: string;
  readonly damage: (intact: Buffer) => Buffer;
  readonly source: string;
}

const raw = 'ok_gop30.h264';
const transport = 'ok.ts';
const hevc = 'ok.h265';

const corruptions: readonly Corruption[] = [
  ...[0.0001, 0.0001, 0.0003, 0.001, 0.001, 0.003, 0.01, 0.01].map((share, at) => ({
    name: `H.264, ${share * 100} % of the bytes flipped (${at})`,
    source: raw,
    ending: 'h264',
    damage: (intact: Buffer) => flipped(intact, share, 900 + at),
  })),
  ...[0.0001, 0.001, 0.003, 0.01].map((share, at) => ({
    name: `H.265, ${share * 100} % of the bytes flipped (${at})`,
    source: hevc,
    ending: 'h265',
    damage: (intact: Buffer) => flipped(intact, share, 920 + at),
  })),
  ...[0.005, 0.02, 0.05, 0.05, 0.1].map((share, at) => ({
    name: `MPEG-TS, ${share * 100} % of the packets lost (${at})`,
    source: transport,
    ending: 'ts',
    damage: (intact: Buffer) => dropped(intact, share, 940 + at),
  })),
  ...[0.0003, 0.001, 0.003].map((share, at) => ({
    name: `MPEG-TS, ${share * 100} % of the bytes flipped (${at})`,
    source: transport,
    ending: 'ts',
    damage: (intact: Buffer) => flipped(intact, share, 960 + at),
  })),
];

/** How a damaged file may end: played, or with one of these words. Never by a crash of the decoder or of ours. */
const inOrder: readonly (FailureCode | null)[] = [
  null,
  'stream-ended',
  'picture-changed',
  'picture-too-large',
  'file-unreadable',
  'codec-unsupported',
  'no-video',
];

describe.skipIf(!hasTestdata)('F09: corrupt bitstreams (needs ../shared/testdata)', () => {
  const intact = new Map<string, Buffer>();
  beforeAll(async () => {
    const source = testdata(`streams/derived/${raw}`);
    const to = (name: string, ...coding: string[]) =>
      run(ffmpeg, ['-v', 'error', '-nostdin', '-y', '-i', source, ...coding, join(folder, name)]);
    await to(transport, '-c:v', 'libx264', '-preset', 'veryfast', '-threads', '1', '-g', '30');
    await to(hevc, '-c:v', 'libx265', '-preset', 'ultrafast', '-x265-params', 'keyint=30:log-level=none:pools=1');
    intact.set(raw, await readFile(source));
    for (const name of [transport, hevc]) intact.set(name, await readFile(join(folder, name)));
  }, 60_000);

  test.each([raw, transport, hevc])(
    'control: %s as it was plays whole, and its decoder has nothing to say',
    async (name) => {
      const path = join(folder, `intact-${name}`);
      await writeFile(path, intact.get(name) as Buffer);
      const { frames, reason } = await playSource(path);
      expect([frames.length, reason, await complaints(path)]).toEqual([180, null, '']);
    },
  );

  test.each(corruptions)('$name: pictures or one reason, no crash', async ({ source, ending, damage }) => {
    const path = join(folder, `damaged.${ending}`);
    await writeFile(path, damage(intact.get(source) as Buffer));
    // Control: the bytes are so damaged that a decoder notices.
    expect(await complaints(path)).not.toBe('');
    const { format, frames, chunks, reason } = await playSource(path);
    expect(inOrder).toContain(reason?.code ?? null);
    expect(format === null ? [frames.length, reason === null] : [frames.length > 0, format.size]).toEqual(
      format === null ? [0, false] : [true, { width: 640, height: 360 }],
    );
    // Where the container lost the time of a picture, copy and decoder guess it each in its way.
    const shown = new Set(chunks.map(({ ptsUs }) => ptsUs));
    expect(frames.filter(({ ptsUs }) => !shown.has(ptsUs)).length).toBeLessThanOrEqual(frames.length / 20);
  });

  test.each([
    ['times that leap back and forth: ffmpeg ends in order', true, { code: 0, signal: null }],
    ['control: with an index of them it aborts', false, { code: null, signal: 'SIGABRT' }],
  ])('%s', async (_name, unindexed, expected) => {
    const path = join(folder, 'leaps.ts');
    await writeFile(path, flipped(intact.get(transport) as Buffer, 0.003, 962));
    const frames = { width: 320, height: 192, fps: null, address: { unixPath: '' } };
    const input = { kind: 'file', location: path } as const;
    const args = [...ffmpegArgs({ input, realTime: false, loop: false, frames, transcode: false })];
    const copyAt = args.indexOf('-map');
    args.splice(copyAt, args.indexOf('-map', copyAt + 1) - copyAt);
    args.splice(args.lastIndexOf('-listen'), Number.POSITIVE_INFINITY, 'pipe:1');
    if (!unindexed) args.splice(args.indexOf('-write_index'), 2);
    const child = spawn(ffmpeg, args, { stdio: 'ignore' });
    const [code, signal] = await once(child, 'exit');
    expect({ code, signal }).toEqual(expected);
  });
});

/** What a bare decoder says about a file. */
async function complaints(path: string): Promise<string> {
  const { stderr } = await run(ffmpeg, ['-v', 'error', '-nostdin', '-threads', '1', '-i', path, '-f', 'null', '-'], {
    encoding: 'utf8',
    maxBuffer: 1 << 24,
  }).catch((thrown: unknown) => ({ stderr: String(thrown) }));
  return stderr;
}

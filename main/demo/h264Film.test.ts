import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { findFfmpeg } from '../sources/ffmpegPath.ts';
import { H264Film } from './h264Film.ts';

const folder = mkdtempSync(join(tmpdir(), 'its-film-'));
afterAll(() => rmSync(folder, { recursive: true }));
const size = { width: 64, height: 48 };
const frameMs = 80;

/** A picture of one grey. */
function grey(value: number): Uint8Array {
  return new Uint8Array(3 * size.width * size.height).fill(value);
}

/** An ffmpeg that says a sentence and fails. */
function failingFfmpeg(says: string): string {
  const path = join(folder, 'failing-ffmpeg');
  writeFileSync(path, `#!/bin/sh\necho "${says}" >&2\nexit 1\n`);
  chmodSync(path, 0o755);
  return path;
}

/** Writes grey pictures until the film is whole. */
async function film(ffmpegPath: string, path: string, frames: number): Promise<void> {
  const written = new H264Film({ ffmpegPath, path, size, frameMs });
  try {
    for (let frame = 0; frame < frames; frame++) await written.write(grey(16 + 4 * frame));
    await written.finish();
  } catch (error) {
    await written.abandon();
    throw error;
  }
}

describe('a film', () => {
  it('has frame k at k times 80 ms, in order, and its name only once it is whole', async () => {
    const ffmpegPath = await findFfmpeg();
    const path = join(folder, 'grey.mp4');
    await film(ffmpegPath, path, 40);
    expect(readdirSync(folder)).toEqual(['grey.mp4']);
    const gray = ['-v', 'error', '-i', path, '-f', 'framehash', '-hash', 'md5', '-'];
    const table = execFileSync(ffmpegPath, gray, { encoding: 'utf8' });
    const rows = table
      .split('\n')
      .filter((row) => row !== '' && !row.startsWith('#'))
      .map((row) => row.split(',').map((cell) => cell.trim()));
    const [, numerator = 0, denominator = 1] = /#tb 0: (\d+)\/(\d+)/.exec(table)?.map(Number) ?? [];
    const times = rows.map(([, , pts]) => (1000 * Number(pts) * numerator) / denominator);
    expect(times).toEqual(Array.from({ length: 40 }, (_, frame) => frame * frameMs));
    const raw = execFileSync(ffmpegPath, ['-v', 'error', '-i', path, '-f', 'rawvideo', '-pix_fmt', 'rgb24', '-']);
    const greys = Array.from({ length: 40 }, (_, frame) => raw[frame * 3 * size.width * size.height + 3000] ?? 0);
    const worst = Math.max(...greys.map((value, frame) => Math.abs(value - (16 + 4 * frame))));
    expect(worst).toBeLessThanOrEqual(4);
    rmSync(path);
  });

  it('is not there when it is given up half way', async () => {
    const given = new H264Film({ ffmpegPath: await findFfmpeg(), path: join(folder, 'half.mp4'), size, frameMs });
    for (let frame = 0; frame < 30; frame++) await given.write(grey(100));
    await given.abandon();
    expect(readdirSync(folder)).toEqual([]);
  });

  it.skipIf(process.platform === 'win32').each([
    [
      'a full disk',
      'av_interleaved_write_frame(): No space left on device',
      'resource-exhausted',
      'The disk is full: ',
    ],
    ['no libx264', 'Unknown encoder libx264', 'failed-precondition', 'ffmpeg could not write the film'],
  ])('says in one sentence what ffmpeg could not do: %s', async (_, says, code, begins) => {
    const failure = await film(failingFfmpeg(says), join(folder, 'f.mp4'), 40).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code, message: expect.stringContaining(begins) });
    expect(readdirSync(folder)).toEqual(['failing-ffmpeg']);
    rmSync(join(folder, 'failing-ffmpeg'));
  });

  it('says so when ffmpeg cannot be run at all', async () => {
    const failure = await film(join(folder, 'none'), join(folder, 'g.mp4'), 2).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'failed-precondition', message: expect.stringContaining('ENOENT') });
  });
});

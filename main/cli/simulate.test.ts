import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { TruthRecord } from '../../app/demo/truth/truthRecords.ts';
import { readTruth } from '../demo/readTruth.ts';
import { findFfmpeg } from '../sources/ffmpegPath.ts';
import { main } from './cli.ts';

const folder = mkdtempSync(join(tmpdir(), 'its-simulate-'));
afterAll(() => rmSync(folder, { recursive: true }));
let said = '';
beforeEach(() => {
  said = '';
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    said += String(text);
    return true;
  });
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

async function recordsIn(out: string): Promise<TruthRecord[]> {
  const records: TruthRecord[] = [];
  await readTruth(join(out, 'truth.jsonl'), (record) => records.push(record));
  return records;
}

/** A camera takes seconds until its first picture, on a busy machine many. */
const filmingMs = 240_000;
const cameras = ['--cameras', 'motorway-north,junction-east', '--size', '160x96', '--minutes', '0.02', '--seed', '3'];

describe('its simulate', () => {
  it(
    'writes films and truth that belong together: a frame for each step',
    async () => {
      const out = mkdtempSync(join(folder, 'filmed-'));
      expect([await main(['simulate', '--out', out, ...cameras]), said]).toEqual([
        0,
        expect.stringContaining('of 15 steps'),
      ]);
      expect(readdirSync(out).sort()).toEqual(['junction-east.mp4', 'motorway-north.mp4', 'truth.jsonl']);
      const [header, ...others] = await recordsIn(out);
      expect(header).toMatchObject({
        ...{ record: 'header', schemaVersion: 1, seed: 3, startHour: 8, light: 'day', stepMs: 80, steps: 15 },
        ...{ scenarios: [], boxesFrom: 'film' },
        cameras: [
          { name: 'motorway-north', film: 'motorway-north.mp4', size: { width: 160, height: 96 } },
          { name: 'junction-east', film: 'junction-east.mp4' },
        ],
      });
      expect(others.filter(({ record }) => record === 'step')).toHaveLength(15);
      const ffmpeg = await findFfmpeg();
      const raw = (camera: string): Buffer =>
        execFileSync(ffmpeg, [
          '-v',
          'error',
          '-i',
          join(out, `${camera}.mp4`),
          '-f',
          'rawvideo',
          '-pix_fmt',
          'gray',
          '-',
        ]);
      expect([raw('motorway-north').length, raw('junction-east').length]).toEqual([15 * 160 * 96, 15 * 160 * 96]);
    },
    filmingMs,
  );

  it('writes the same truth again for a seed, and another one for another', async () => {
    const texts: string[] = [];
    for (const [name, seed] of [
      ['a', '3'],
      ['b', '3'],
      ['c', '4'],
    ] as const) {
      const out = mkdtempSync(join(folder, name));
      await main(['simulate', '--out', out, '--no-video', ...cameras, '--seed', seed]);
      texts.push(readFileSync(join(out, 'truth.jsonl'), 'utf8'));
    }
    const stepsOf = (text = ''): string => text.slice(text.indexOf('\n'));
    expect(stepsOf(texts[1])).toBe(stepsOf(texts[0]));
    expect(stepsOf(texts[2])).not.toBe(stepsOf(texts[0]));
  });

  it('refuses a folder that is not empty and leaves it as it is', async () => {
    expect(await main(['simulate', '--out', folder, '--no-video', ...cameras])).toBe(2);
    expect(said.split('\n')[0]).toBe(`its simulate: The folder ${folder} is not empty. Name a new one after --out.`);
  });

  it.each([
    ['a scenario that is not known', '--scenario flood', 'There is no scenario "flood"; the known ones are '],
    ['one after the end', '--scenario breakdown', 'begins at 40 s, the film ends at 1.2 s; make it longer.'],
    [
      'a fault of a camera that is not filmed',
      '--scenario camera-moved@0-1',
      'which is not filmed; add it to --cameras.',
    ],
    ['two lights', '--scenario light-rain --light night', '"light-rain" and --light night contradict each other'],
    ['two lights at a time', '--scenario light-rain,light-fog', 'contradict each other between 0 s and 86400 s'],
    ['a scenario that ends first', '--scenario breakdown@9-3', 'ends at 3 s but begins at 9 s; it must end later.'],
    ['no scenario’s time', '--scenario breakdown@noon', 'must be START-END in seconds'],
  ])('refuses %s with code 2 and makes no folder', async (_, text, sentence) => {
    const out = join(folder, 'refused');
    const code = await main(['simulate', '--out', out, '--no-video', ...cameras, ...text.split(' ')]);
    expect([code, said.split('\n')[0]?.includes(sentence) || said, existsSync(out)]).toEqual([2, true, false]);
  });

  it('plays a scenario and tells its incident', async () => {
    const out = mkdtempSync(join(folder, 'played-'));
    const asked = ['--scenario', 'debris@1-9,light-rain@5-9', '--minutes', '0.2'];
    expect(await main(['simulate', '--out', out, '--no-video', ...cameras, ...asked])).toBe(0);
    const records = await recordsIn(out);
    const lights = records.flatMap((record) =>
      record.record === 'step' && record.light ? [[record.timeMs, record.light]] : [],
    );
    expect(lights).toEqual([
      [5040, 'rain'],
      [9040, 'day'],
    ]);
    expect(records.filter(({ record }) => record === 'incident')).toEqual([
      expect.objectContaining({ type: 'debris', beginMs: expect.any(Number), bodies: expect.any(Array) }),
    ]);
  });

  it.skipIf(process.platform === 'win32')(
    'keeps nothing when the disk is full for a film',
    async () => {
      const ffmpeg = join(folder, 'full-ffmpeg');
      writeFileSync(ffmpeg, '#!/bin/sh\necho "No space left on device" >&2\nexit 1\n', { mode: 0o755 });
      vi.stubEnv('FFMPEG_PATH', ffmpeg);
      const out = join(folder, 'full');
      const code = await main(['simulate', '--out', out, ...cameras, '--cameras', 'bus-stop']);
      const sentence = said.split('\n').find((line) => line.startsWith('its simulate: '));
      expect([code, sentence, existsSync(out)]).toEqual([
        1,
        expect.stringMatching(/^its simulate: The disk is full: .*\.mp4 could not be written and was taken away\./),
        false,
      ]);
    },
    filmingMs,
  );

  it(
    'keeps nothing when it is interrupted',
    async () => {
      vi.restoreAllMocks();
      const out = join(folder, 'interrupted');
      const its = fileURLToPath(new URL('../its.mjs', import.meta.url));
      const args = [
        its,
        'simulate',
        '--out',
        out,
        '--minutes',
        '60',
        '--cameras',
        'motorway-north',
        '--size',
        '160x96',
      ];
      const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'pipe'] });
      let told = '';
      child.stderr.setEncoding('utf8').on('data', (text: string) => {
        if (told === '') child.kill('SIGINT'); // at the first step the film is under way
        told += text;
      });
      const [code] = (await once(child, 'close')) as [number];
      expect([code, told.split('\n')[1], existsSync(out)]).toEqual([
        1,
        'its simulate: Interrupted: nothing was kept.',
        false,
      ]);
    },
    filmingMs,
  );
});

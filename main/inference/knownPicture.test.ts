import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { findFfmpeg } from '../sources/ffmpegPath.ts';
import { bundleFolder } from './bundle.ts';
import { readKnownPictures } from './knownPicture.ts';
import { decodePng } from './png.ts';
import { judge } from './selfTest.ts';

const folder = mkdtempSync(join(tmpdir(), 'known-picture-'));
afterAll(() => rmSync(folder, { recursive: true }));
const file = readFileSync(join(bundleFolder, 'golden', 'street.png'));

describe('the known picture', () => {
  test('is a street with three cars, a bus, a truck, people, a light and a sign, all inside', async () => {
    const [{ picture, objects }] = await readKnownPictures();
    expect([picture.width, picture.height, picture.rgb.length]).toEqual([640, 384, 3 * 640 * 384]);
    const names = objects.map(({ classNames }) => classNames[0]).sort();
    const vehicles = ['bus', 'car', 'car', 'car', 'person', 'person'];
    expect(names).toEqual([...vehicles, 'stop sign', 'traffic light', 'truck']);
    for (const {
      boxInImage: { cx, cy, w, h },
    } of objects) {
      expect([cx - w / 2 >= 0, cy - h / 2 >= 0, cx + w / 2 <= 640, cy + h / 2 <= 384]).toEqual([
        true,
        true,
        true,
        true,
      ]);
    }
  });

  test('is small enough to lie in the tree', () => expect(file.length).toBeLessThan(300_000));

  test('is decoded to the pixels that ffmpeg sees', async () => {
    const args = [
      '-v',
      'error',
      '-i',
      join(bundleFolder, 'golden', 'street.png'),
      '-pix_fmt',
      'rgb24',
      '-f',
      'rawvideo',
      '-',
    ];
    const theirs = execFileSync(await findFfmpeg(), args, { maxBuffer: 2 ** 24 });
    expect(Buffer.from(decodePng(file).rgb).equals(theirs)).toBe(true);
  });

  test.each(['none', 'sub', 'up', 'avg', 'paeth'])('a picture with the row filter "%s" is decoded', async (filter) => {
    const ffmpeg = await findFfmpeg();
    const noise = ['-f', 'lavfi', '-i', 'testsrc=s=37x23:d=1:r=1', '-frames:v', '1', '-pix_fmt', 'rgb24'];
    const run = (...args: string[]): Buffer => execFileSync(ffmpeg, ['-v', 'error', ...noise, ...args, '-']);
    const png = run('-pred', filter, '-c:v', 'png', '-f', 'image2pipe');
    expect(Buffer.from(decodePng(png).rgb).equals(run('-f', 'rawvideo'))).toBe(true);
  });

  test.each([
    ['cut short', (bytes: Buffer) => bytes.subarray(0, 5000)],
    ['no PNG', () => Buffer.from('GIF89a')],
    ['grey instead of RGB', (bytes: Buffer) => Buffer.from(bytes).fill(0, 25, 26)],
    ['a bomb: 4096x4096 in the header', (bytes: Buffer) => Buffer.from(bytes).fill('00001000', 16, 24, 'hex')],
  ])('%s is refused', (_, change) => {
    expect(() => decodePng(change(file))).toThrow('A picture that belongs to the product is damaged.');
  });

  test.each(['golden/street.png', 'manifest.json'])('%s altered is refused', async (name) => {
    const copy = join(folder, name.replace('/', '-'));
    cpSync(bundleFolder, copy, { recursive: true });
    await expect(readKnownPictures(copy)).resolves.toHaveProperty('0.picture.width', 640);
    const bytes = readFileSync(join(copy, name));
    bytes[200] = (bytes[200] ?? 0) ^ 0xff;
    writeFileSync(join(copy, name), bytes);
    await expect(readKnownPictures(copy)).rejects.toThrow('is missing or altered. Install the product again.');
  });
});

describe('the judgement of a self-test', () => {
  const box = { cx: 100, cy: 100, w: 40, h: 20 };
  const beside = { ...box, cx: 200 };
  const objects = [{ classNames: ['car', 'truck'], boxInImage: box }];
  test.each([
    ['the right class at the right place', ['person', 'car'], box, 1, true],
    ['another name that is right too', ['person', 'truck'], box, 1, true],
    ['the right class at the wrong place', ['person', 'car'], beside, 1, false],
    ['the wrong class at the right place', ['person', 'car'], box, 0, false],
    ['a model with names of its own is judged by place', ['Pkw', 'Lkw'], box, 1, true],
    ['a model with names of its own at the wrong place', ['Pkw', 'Lkw'], beside, 1, false],
  ])('%s', (_, classes, boxInImage, classId, ok) => {
    expect(judge([{ boxInImage, classId, score: 0.5 }], classes, objects)).toEqual({
      ok,
      found: [{ className: classes[classId], score: 0.5 }],
      problem: ok ? null : expect.stringContaining('finds 1 things in a known street picture, but none where it is'),
    });
  });
});

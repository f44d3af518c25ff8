import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hasTestdata, testdata } from '../../e2e/fixtures/testdata.ts';
import { runEvaluate } from './evaluate.ts';
import { exitCode } from './exit.ts';
import { runTrack, unitScores } from './track.ts';

const whereFrom = hasTestdata ? '' : ' (skipped: ../shared/testdata is not beside the checkout)';
let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'its-track-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function file(name: string, text: string): Promise<string> {
  const path = join(folder, name);
  await mkdir(join(path, '..'), { recursive: true });
  await writeFile(path, text);
  return path;
}

/** Frames 1 to 4 with one box that walks, as MOT detections. */
const walking = [1, 2, 3, 4].map((frame) => `${frame},-1,${100 + 5 * frame},50,40,80,0.9,-1,-1,-1\n`).join('');

describe('its track', () => {
  it('writes MOT result lines of a walking box', async () => {
    const detections = await file('det.txt', walking);
    const out = join(folder, 'out.txt');
    expect(await runTrack([detections, '--format', 'mot', '--fps', '10', '--out', out])).toBe(exitCode.ok);
    expect(await readFile(out, 'utf8')).toBe(
      [1, 2, 3, 4].map((frame) => `${frame},1,${100 + 5 * frame},50,40,80,0.9,-1,-1,-1\n`).join(''),
    );
  });

  it('writes KITTI result lines with the solid box as it came, and leaves other types out', async () => {
    const row = (frame: number, type: number) =>
      `${frame},${type},300.5,150,380,200.25,8.0,1.5,1.6,3.9,-2,1.7,${10 + frame},1.57,-0.5\n`;
    const detections = await file('0001.txt', [0, 1, 2].flatMap((frame) => [row(frame, 2), row(frame, 1)]).join(''));
    const out = join(folder, 'out.txt');
    await runTrack([detections, '--format', 'kitti', '--fps', '10', '--out', out]);
    expect(await readFile(out, 'utf8')).toBe(
      [0, 1, 2]
        .map((n) => `${n} 1 Car -1 -1 -0.5 300.5 150 380 200.25 1.5 1.6 3.9 -2 1.7 ${10 + n} 1.57 0.999665\n`)
        .join(''),
    );
  });

  it('makes an empty result of an empty file', async () => {
    const out = join(folder, 'out.txt');
    await runTrack([await file('det.txt', ''), '--format', 'mot', '--fps', '25', '--out', out]);
    expect(await readFile(out, 'utf8')).toBe('');
  });

  it.each([
    {
      name: 'a word for a number',
      text: `${walking}5,-1,left,50,40,80,0.9\n`,
      says: 'Line 5 has "left" where the left edge (a number) belongs.',
    },
    {
      name: 'too few values',
      text: '1,-1,100,50\n',
      says: 'Line 1 has 4 of the 6 values that are needed (frame, id, left, top, width, height).',
    },
    {
      name: 'frame 0',
      text: '0,-1,100,50,40,80,1\n',
      says: 'Line 1 has 0 where the frame (a whole number from 1 to 10000000) belongs.',
    },
    {
      name: 'a width below 0',
      text: '1,-1,100,50,-40,80,1\n',
      says: 'Line 1 has a box with a negative width or height.',
    },
    {
      name: 'no finite number',
      text: '1,-1,100,50,1e999,80,1\n',
      says: 'Line 1 has "1e999" where the width (a number) belongs.',
    },
  ])('refuses a row with $name, naming file and line', async ({ text, says }) => {
    const detections = await file('det.txt', text);
    await expect(runTrack([detections, '--format', 'mot', '--fps', '10'])).rejects.toMatchObject({
      message: `${detections}: ${says} Correct the line, or choose the right --format.`,
      exitCode: exitCode.sourceUnreadable,
    });
  });

  it.each([
    { argv: ['--format', 'mot', '--fps', '10'], says: 'Give one file of detections.' },
    { argv: ['a.txt', 'b.txt', '--format', 'mot', '--fps', '10'], says: 'Give one file of detections.' },
    { argv: ['a.txt', '--fps', '10'], says: '--format is missing. Give --format mot or --format kitti.' },
    {
      argv: ['a.txt', '--format', 'coco', '--fps', '10'],
      says: 'The format "coco" is not known. Give --format mot or --format kitti.',
    },
    {
      argv: ['a.txt', '--format', 'mot'],
      says: '--fps is missing. Give the frames a second of the sequence, such as --fps 10.',
    },
    {
      argv: ['a.txt', '--format', 'mot', '--fps', '0'],
      says: 'The rate "0" is not one. Give the frames a second of the sequence, such as --fps 10.',
    },
  ])('usage: $says', async ({ argv, says }) => {
    await expect(runTrack(argv)).rejects.toMatchObject({ message: says, exitCode: exitCode.usage });
  });

  it('says plainly that a file is not there, or is a folder', async () => {
    const missing = join(folder, 'none.txt');
    const args = ['--format', 'mot', '--fps', '10'];
    const unreadable = { exitCode: exitCode.sourceUnreadable };
    await expect(runTrack([missing, ...args])).rejects.toMatchObject({
      message: `${missing} does not exist. Check the path.`,
      ...unreadable,
    });
    await expect(runTrack([folder, ...args])).rejects.toMatchObject({
      message: `${folder} is a folder. Give one file.`,
      ...unreadable,
    });
  });
});

describe('scores of detections', () => {
  it.each([
    { name: 'shares stay', scores: [0, 0.5, 1], expected: [0, 0.5, 1] },
    { name: 'a file that names none has 1 throughout', scores: [-1, -1], expected: [1, 1] },
    { name: 'logits are squashed', scores: [0, 4, -4], expected: [0.5, 0.982, 0.018] },
  ])('$name', ({ scores, expected }) => {
    const unit = unitScores(scores);
    expect(scores.map((score) => Number(unit(score).toFixed(3)))).toEqual(expected);
  });
});

describe('its evaluate', () => {
  it('finds labels as SEQ.txt and as SEQ/gt/gt.txt, and judges each and all', async () => {
    const labels = walking.replaceAll(',-1,1', ',7,1').replaceAll('0.9,-1', '1,-1');
    await file('labels/one.txt', labels);
    await file('labels/two/gt/gt.txt', labels);
    await file('results/one.txt', labels);
    await file('results/two.txt', labels.split('\n').slice(0, 2).join('\n'));
    const out = join(folder, 'out.json');
    const paths = ['--labels', join(folder, 'labels'), '--results', join(folder, 'results')];
    expect(await runEvaluate([...paths, '--format', 'mot', '--out', out])).toBe(exitCode.ok);
    const { schemaVersion, format, combined, sequences } = JSON.parse(await readFile(out, 'utf8'));
    const figures = ({ MOTA, IDF1, IDSW, FP, FN, MOTP }: Record<string, number>) => ({
      MOTA,
      IDF1,
      IDSW,
      FP,
      FN,
      MOTP,
    });
    expect({
      schemaVersion,
      format,
      combined: figures(combined),
      one: figures(sequences.one),
      two: figures(sequences.two),
    }).toEqual({
      schemaVersion: 1,
      format: 'mot',
      combined: { MOTA: 0.75, IDF1: 12 / 14, IDSW: 0, FP: 0, FN: 2, MOTP: 1 },
      one: { MOTA: 1, IDF1: 1, IDSW: 0, FP: 0, FN: 0, MOTP: 1 },
      two: { MOTA: 0.5, IDF1: 2 / 3, IDSW: 0, FP: 0, FN: 2, MOTP: 1 },
    });
    expect(combined.HOTA).toBeCloseTo(Math.sqrt((6 / 8) * ((4 * 1 + 2 * 0.5) / 6)), 12);
  });

  it('says which result is missing', async () => {
    await file('labels/one.txt', walking);
    await mkdir(join(folder, 'results'));
    const paths = ['--labels', join(folder, 'labels'), '--results', join(folder, 'results')];
    await expect(runEvaluate([...paths, '--format', 'mot'])).rejects.toMatchObject({
      message: `${join(folder, 'results', 'one.txt')} does not exist. Check the path.`,
      exitCode: exitCode.sourceUnreadable,
    });
  });

  it('says that a folder holds no labels', async () => {
    await expect(runEvaluate(['--labels', folder, '--results', folder, '--format', 'kitti'])).rejects.toMatchObject({
      message: `There are no labels in ${folder}. They are expected as SEQ.txt.`,
      exitCode: exitCode.sourceUnreadable,
    });
  });
});

describe.skipIf(!hasTestdata)(`KITTI cars, 11 sequences, by the command line${whereFrom}`, () => {
  const sequences = hasTestdata
    ? readFileSync(testdata('kitti-cars/seqmap.txt'), 'utf8')
        .trim()
        .split('\n')
        .map((line) => line.split(' ')[0]!)
    : [];

  /** Rows of every `step`-th frame, which keep their numbers. */
  const thinned = (text: string, step: number): string =>
    text
      .split('\n')
      .filter((line) => Number(/^\d+/.exec(line)?.[0]) % step === 0)
      .join('\n');

  async function combined(step: number): Promise<Record<string, number>> {
    for (const sequence of sequences) {
      const rows = thinned(readFileSync(testdata(`kitti-cars/detections/${sequence}.txt`), 'utf8'), step);
      const renumbered = rows.replaceAll(/^\d+/gm, (frame) => String(Number(frame) / step));
      const detections = await file(`detections/${sequence}.txt`, renumbered);
      const out = join(folder, 'results', `${sequence}.txt`);
      await mkdir(join(folder, 'results'), { recursive: true });
      await runTrack([detections, '--format', 'kitti', '--fps', String(10 / step), '--out', out]);
      const labels = thinned(readFileSync(testdata(`kitti-cars/labels/${sequence}.txt`), 'utf8'), step);
      await file(
        `labels/${sequence}.txt`,
        labels.replaceAll(/^\d+/gm, (frame) => String(Number(frame) / step)),
      );
    }
    const out = join(folder, 'evaluation.json');
    const paths = ['--labels', join(folder, 'labels'), '--results', join(folder, 'results')];
    await runEvaluate([...paths, '--format', 'kitti', '--out', out]);
    return JSON.parse(await readFile(out, 'utf8')).combined;
  }

  it('reaches its goals at 10 Hz', async () => {
    const { HOTA, MOTA, IDF1, IDSW } = await combined(1);
    expect(
      { HOTA: HOTA! >= 0.75, MOTA: MOTA! >= 0.815, IDF1: IDF1! >= 0.89, IDSW: IDSW! <= 20 },
      `${HOTA} ${MOTA} ${IDF1} ${IDSW}`,
    ).toEqual({
      ...{ HOTA: true, MOTA: true, IDF1: true, IDSW: true },
    });
  });

  it('reaches its goal at 5 Hz in the same setting', async () => {
    expect((await combined(2)).HOTA).toBeGreaterThanOrEqual(0.68);
  });
});

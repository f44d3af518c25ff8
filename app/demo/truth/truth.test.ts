import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { carsOverTheLine, toyBody, toyTruth } from './testing/toyRoad.ts';
import { TruthReader } from './truthReader.ts';
import { type TruthRecord, truthRecordSchema } from './truthRecords.ts';

const records = toyTruth(carsOverTheLine());
const lines = records.map((record) => JSON.stringify(record));

/** Reads a truth to its end. */
function read(texts: readonly string[]): TruthRecord[] {
  const reader = new TruthReader();
  const found = texts.map((text) => reader.read(text));
  reader.finish();
  return found;
}

function refusal(texts: readonly string[]): { code: unknown; message: string } {
  try {
    read(texts);
  } catch (error) {
    return error as { code: unknown; message: string };
  }
  return { code: null, message: 'read' };
}

describe('the truth as lines', () => {
  it('is read as it was written, step by step', () => {
    expect(read(lines)).toEqual(records);
    expect(records.map(({ record }) => record).filter((record) => record !== 'step')).toEqual([
      'header',
      'lane-end',
      'crossing',
      'incident',
      'end',
    ]);
  });

  it('says of each step who is where, on the ground and in the picture, and which signals changed', () => {
    const steps = records.filter((record) => record.record === 'step');
    expect(steps[0]).toEqual({
      record: 'step',
      step: 0,
      timeMs: 0,
      signals: { head: 'red' },
      bodies: [
        {
          id: 1,
          class: 'car',
          kind: 'car',
          lane: 'one',
          ...{ xM: 17.2, yM: 0, headingRad: 0, speedMps: 10 },
          cameras: { toy: { box: expect.any(Array), visibleShare: 1 } },
        },
        {
          id: 2,
          class: 'truck',
          kind: 'truck',
          lane: 'one',
          ...{ xM: 60, yM: 3, headingRad: 0, speedMps: 0 },
          cameras: { toy: { box: expect.any(Array), visibleShare: 1 } },
        },
      ],
    });
    expect(steps.map(({ signals }) => signals ?? null).slice(1, 4)).toEqual([null, { head: 'green' }, null]);
    expect(steps.map(({ light }) => light ?? null).slice(8, 11)).toEqual([null, 'rain', null]);
  });

  it('tells who drove over the end of a lane', () => {
    expect(records.filter((record) => record.record === 'lane-end')).toEqual([
      { record: 'lane-end', lane: 'one', id: 1, class: 'car', timeMs: 400 },
    ]);
  });

  it('tells crossings with the time between two steps, and sums them at the end', () => {
    expect(records.filter((record) => record.record === 'crossing')).toEqual([
      { record: 'crossing', camera: 'toy', line: 'near', id: 1, class: 'car', direction: 'backward', timeMs: 1280 },
    ]);
    expect(records.at(-1)).toEqual({ record: 'end', steps: 30, roadUsers: 2, crossings: 1, laneEnds: 1, incidents: 1 });
  });

  it('keeps a place on the ground through both homographies, and gives analyse its lines', () => {
    const [header] = records;
    if (header?.record !== 'header') throw new Error('no header');
    const [camera] = header.cameras;
    const through = (matrix: readonly (readonly number[])[], [x, y]: readonly [number, number]): [number, number] => {
      const [a = 0, b = 0, c = 1] = matrix.map(([p = 0, q = 0, r = 0]) => p * x + q * y + r);
      return [a / c, b / c];
    };
    const { from } = header.countingLines[0]!.inImage;
    const image = through(camera!.imageFromGround, [30, 6]);
    expect([image[0].toFixed(2), image[1].toFixed(2)]).toEqual([from.x.toFixed(2), from.y.toFixed(2)]);
    const back = through(camera!.groundFromImage, image);
    expect([back[0].toFixed(6), back[1].toFixed(6)]).toEqual(['30.000000', '6.000000']);
    expect(camera!.analyseArguments).toEqual(['--line', expect.stringMatching(/^near=[\d.]+,[\d.]+,[\d.]+,[\d.]+$/)]);
  });

  it('has no class for what is no road user, and does not count it', () => {
    const debris = toyTruth([29, 31].map((xM) => [toyBody(3, 'debris', xM, 0)]));
    const steps = debris.filter((record) => record.record === 'step');
    expect(steps.map(({ bodies }) => bodies[0]?.class)).toEqual([null, null]);
    expect(debris.at(-1)).toMatchObject({ roadUsers: 0, crossings: 0 });
  });
});

it('the README has a true example of every kind of line', () => {
  const readme = readFileSync(new URL('README.md', import.meta.url), 'utf8');
  const blocks = [...readme.matchAll(/```json\n(.*?)\n```/gs)].map(([, block = '']) => block);
  const examples = blocks.flatMap((block, at) => (at === 0 ? [block] : block.split('\n')));
  expect(examples.map((example) => truthRecordSchema.parse(JSON.parse(example)).record)).toEqual([
    ...['header', 'step', 'crossing', 'lane-end', 'incident', 'end'],
  ]);
});

describe('a truth that is none, or not whole, is refused with one sentence', () => {
  const half = lines[5]!.slice(0, 40);
  it.each([
    ['its end is missing', lines.slice(0, -1), 'data-loss', 'its last line is missing (line 34)'],
    ['it stops within a line', [...lines.slice(0, 5), half], 'data-loss', 'its last line is cut off (line 6)'],
    ['a step is missing', lines.toSpliced(4, 1), 'data-loss', 'step 3 is missing (line 5)'],
    [
      'a crossing is missing',
      lines.filter((line) => !line.includes('"crossing"')),
      'data-loss',
      'its sums differ from its lines (line 34)',
    ],
    ['it goes on after its end', [...lines, lines[1]!], 'invalid-argument', 'it goes on after its last line (line 36)'],
    ['it begins in the middle', lines.slice(1), 'invalid-argument', 'its first line is no header (line 1)'],
    ['it is something else', ['<html>'], 'invalid-argument', 'it is not JSON lines (line 1)'],
    [
      'it is of a later version',
      [lines[0]!.replace('"schemaVersion":1', '"schemaVersion":2')],
      'invalid-argument',
      'it has version 2, and only 1 is known here (line 1)',
    ],
    ['it is empty', [], 'invalid-argument', 'The truth is empty.'],
  ])('%s', (_, texts, code, sentence) => {
    const refused = refusal(texts);
    expect([refused.code, refused.message.includes(sentence) || refused.message]).toEqual([code, true]);
  });

  it('and the whole one is not', () => expect(refusal(lines)).toEqual({ code: null, message: 'read' }));
});

import { describe, expect, it } from 'vitest';
import type { AnalysedResult } from './analysedResult.ts';
import { type CameraTruth, CameraTruthBuilder } from './cameraTruth.ts';
import { scoreLines } from './lineScore.ts';
import { sameLines } from './sameLines.ts';
import { carsOverTheLine, toyTruth } from './testing/toyRoad.ts';

const builder = new CameraTruthBuilder('toy');
for (const record of toyTruth(carsOverTheLine())) builder.add(record);
const near: CameraTruth = builder.build();
const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = near.camera.analyseArguments[1]!.split('=')[1]!.split(',').map(Number);
/** Beside the line "near" of the road another one, 150 pixels lower. */
const truth: CameraTruth = {
  ...near,
  camera: { ...near.camera, analyseArguments: [...near.camera.analyseArguments, '--line', `far=${lower()}`] },
  lines: [
    ...near.lines,
    { ...near.lines[0]!, name: 'far', inImage: { from: { x: x1, y: y1 + 150 }, to: { x: x2, y: y2 + 150 } } },
  ],
};
function lower(): string {
  return [x1, y1 + 150, x2, y2 + 150].join(',');
}

const counted = { forward: 0, backward: 1, byClass: { car: { forward: 0, backward: 1 } } };
type Drawn = NonNullable<AnalysedResult['lines']>[number];
const line = (name: string, ends: readonly number[]): Drawn => {
  const [fromX = 0, fromY = 0, toX = 0, toY = 0] = ends;
  return { name, from: { x: fromX, y: fromY }, to: { x: toX, y: toY } };
};
/** A result that counted one car over each of its lines. */
const resultOf = (...lines: readonly Drawn[]): AnalysedResult => ({
  schemaVersion: 1,
  source: { width: 640, height: 384, durationMs: 2400 },
  frames: { analysed: 30 },
  tracks: [],
  lines: [...lines],
  counts: Object.fromEntries(lines.map(({ name }) => [name, counted])),
});
const there = [x1, y1, x2, y2];

describe('lines of a result', () => {
  it('at the place of a true one are it, whatever their name', () => {
    const moved = there.map((pixels) => pixels + 4);
    expect(sameLines(truth, resultOf(line('near', there)))).toEqual([
      { truth: 'near', result: 'near', isReversed: false },
    ]);
    expect(sameLines(truth, resultOf(line('gate', moved)))).toEqual([
      { truth: 'near', result: 'gate', isReversed: false },
    ]);
  });

  it('may lie on the road itself, where they are not lifted to the middle of a car', () => {
    const { from, to } = truth.lines[0]!.inImage;
    expect(Math.abs(from.y - y1)).toBeGreaterThan(6);
    const onRoad = line('gate', [from.x, from.y, to.x, to.y]);
    expect(sameLines(truth, resultOf(onRoad))).toEqual([{ truth: 'near', result: 'gate', isReversed: false }]);
  });

  it('drawn from the other end count the other way round, and say so', () => {
    const result = resultOf(line('gate', [x2, y2, x1, y1]));
    expect(sameLines(truth, result)).toEqual([{ truth: 'near', result: 'gate', isReversed: true }]);
    const { lines, matchedByPlace, notAnalysed } = scoreLines(truth, result);
    expect([lines['near']?.forward.found, lines['near']?.backward.found]).toEqual([1, 0]);
    expect(lines['near']?.forward.byClass).toEqual({ car: { truth: 0, found: 1, error: 1, relativeError: null } });
    expect([matchedByPlace, notAnalysed]).toEqual([[{ truth: 'near', result: 'gate', isReversed: true }], ['far']]);
  });

  it('of a result that does not say where they lie go by their names', () => {
    const { lines: _lines, ...earlier } = resultOf(line('near', there));
    expect(sameLines(truth, earlier)).toEqual([{ truth: 'near', result: 'near', isReversed: false }]);
    const { lines: _others, ...unknown } = resultOf(line('gate', there));
    expect(() => sameLines(truth, unknown)).toThrow('camera toy has no counting line "gate" (it has near; far)');
  });

  it.each<[string, readonly Drawn[], string]>([
    [
      'a name of the truth at a place where the truth has none',
      [line('near', [10, 20, 300, 20])],
      `the line "near" lies at 10,20,300,20; in the truth it lies at ${there.map(Math.round)}.`,
    ],
    [
      'a name of the truth at the place of another line',
      [line('near', [x1, y1 + 150, x2, y2 + 150])],
      ', where the truth has "far"; in the truth it lies at ',
    ],
    [
      'another name where the truth has nothing',
      [line('gate', [10, 20, 300, 20])],
      'camera toy has no counting line "gate" and none at 10,20,300,20 (it has near at ',
    ],
    [
      'two lines at one place',
      [line('near', there), line('gate', there)],
      'the lines "near" and "gate" both lie where the truth has "near"',
    ],
  ])('are refused with one sentence: %s', (_, lines, why) => {
    expect(() => sameLines(truth, resultOf(...lines))).toThrow(why);
  });
});

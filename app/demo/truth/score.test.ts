import { describe, expect, it } from 'vitest';
import { countingLine } from '../../traffic/countingLine.ts';
import { cocoClasses, defaultScores } from '../../detect/classFilter.ts';
import { AnalysisResult } from '../../pipeline/analysisResult.ts';
import { roadTracker } from '../../pipeline/roadTracker.ts';
import { type AnalysedResult, parseAnalysedResult } from './analysedResult.ts';
import { type CameraTruth, CameraTruthBuilder } from './cameraTruth.ts';
import { judgedFrame } from './framePairs.ts';
import { scoreOf } from './score.ts';
import { carsOverTheLine, toyTruth } from './testing/toyRoad.ts';

function truthOf(records = toyTruth(carsOverTheLine())): CameraTruth {
  const builder = new CameraTruthBuilder('toy');
  for (const record of records) builder.add(record);
  return builder.build();
}

/** What analyse gives for detections that are the truth, or a change of it. */
function analysed(truth: CameraTruth, change: (cx: number, id: number) => number | null = (cx) => cx): AnalysedResult {
  const tracker = roadTracker({ classes: cocoClasses, scoreByClass: defaultScores(cocoClasses), nmsIou: 0.6 });
  const [, argument = ''] = truth.camera.analyseArguments;
  const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = argument.split('=')[1]!.split(',').map(Number);
  const lines = [countingLine('near', { x: x1, y: y1 }, { x: x2, y: y2 })];
  const result = new AnalysisResult({ tracker, lines, classes: cocoClasses, withPaths: true });
  truth.seen.forEach((users, step) => {
    const detections = users.flatMap(({ id, class: name, boxInImage }) => {
      const cx = change(boxInImage.cx, id);
      return cx === null ? [] : [{ boxInImage: { ...boxInImage, cx }, classId: cocoClasses.indexOf(name), score: 0.9 }];
    });
    result.add(80 * step, detections);
  });
  const tables = result.finish();
  const { width, height } = truth.camera.size;
  return parseAnalysedResult(
    JSON.stringify({
      schemaVersion: 1,
      source: { width, height, codec: 'h264', durationMs: 2400 },
      frames: { decoded: 30, analysed: 30 },
      ...tables,
    }),
  );
}

const right = { truth: 1, found: 1, error: 0, relativeError: 0 };
const none = { truth: 0, found: 0, error: 0, relativeError: null };

describe('an analysis beside the truth', () => {
  it('that saw everything has no error', () => {
    const score = scoreOf(truthOf(), analysed(truthOf()));
    const near = { forward: { ...none, byClass: {} }, backward: { ...right, byClass: { car: right } } };
    expect(score.counts).toEqual({ lines: { near }, matchedByPlace: [], total: right, notAnalysed: [] });
    expect(score.boxes?.byClass['car']).toMatchObject({ truth: 30, found: 30, hits: 30, recall: 1, precision: 1 });
    expect(score.boxes?.tracks).toMatchObject({ HOTA: 1, MOTA: 1, IDF1: 1, IDSW: 0, truthBoxes: 60, trackBoxes: 60 });
  });

  it('that missed the car says so in counts, recall and tracks', () => {
    const score = scoreOf(
      truthOf(),
      analysed(truthOf(), (cx, id) => (id === 1 ? null : cx)),
    );
    const missed = { truth: 1, found: 0, error: -1, relativeError: -1 };
    expect(score.counts.total).toEqual(missed);
    expect(score.boxes?.byClass['car']).toMatchObject({ truth: 30, found: 0, hits: 0, recall: 0, precision: null });
    expect(score.boxes?.byClass['truck']).toMatchObject({ recall: 1, precision: 1 });
    expect(score.boxes?.tracks).toMatchObject({ MOTA: 0.5, FN: 30, FP: 0 });
  });

  it('with boxes beside the cars has neither recall nor precision', () => {
    const score = scoreOf(
      truthOf(),
      analysed(truthOf(), (cx, id) => (id === 1 ? cx + 200 : cx)),
    );
    expect(score.boxes?.byClass['car']).toMatchObject({ truth: 30, found: 30, hits: 0, recall: 0, precision: 0 });
  });

  it('without paths is judged by its counts alone; lines it did not count on are named', () => {
    const result = analysed(truthOf());
    const bare = { ...result, counts: {}, tracks: result.tracks.map(({ path: _path, ...track }) => track) };
    const score = scoreOf(truthOf(), bare);
    expect([score.boxes, score.counts.notAnalysed]).toEqual([null, ['near']]);
  });

  it('of some of the steps is judged at those', () => {
    const result = analysed(truthOf());
    const everySecond = result.tracks.map((track) => ({
      ...track,
      path: track.path!.filter(([ptsMs]) => ptsMs % 160 === 0),
    }));
    const score = scoreOf(truthOf(), { ...result, frames: { analysed: 15 }, tracks: everySecond });
    expect([score.boxes?.steps, score.boxes?.tracks['MOTA']]).toEqual([15, 1]);
  });
});

describe('road users that nobody can be blamed for', () => {
  const boxInImage = { cx: 100, cy: 100, w: 20, h: 20 };
  const user = { id: 1, class: 'car', boxInImage, wholeBoxInImage: { ...boxInImage, h: 60 }, visibleShare: 0.2 };
  const found = [{ trackId: 5, class: 'car', boxInImage }];

  it('are neither missed nor falsely found', () => {
    expect(judgedFrame(0, [user], found)).toEqual({ step: 0, truth: [], found: [] });
    expect(judgedFrame(0, [user], [])).toEqual({ step: 0, truth: [], found: [] });
  });

  it('count as soon as they are seen well enough; boxes elsewhere stay false', () => {
    const seen = { ...user, visibleShare: 0.25 };
    const elsewhere = [{ trackId: 5, class: 'car', boxInImage: { ...boxInImage, cx: 300 } }];
    expect(judgedFrame(0, [seen], found)).toEqual({ step: 0, truth: [seen], found });
    expect(judgedFrame(0, [user], elsewhere)).toEqual({ step: 0, truth: [], found: elsewhere });
  });

  it('take no box away from one that counts', () => {
    const seen = { ...user, id: 2, visibleShare: 1 };
    expect(judgedFrame(0, [user, seen], found)).toEqual({ step: 0, truth: [seen], found });
  });
});

describe('truth and result that do not belong together are refused', () => {
  const result = analysed(truthOf());
  it.each<[string, Partial<AnalysedResult>, string]>([
    [
      'another picture',
      { source: { ...result.source, width: 1280 } },
      'camera toy has 640x384 pixels, the result 1280x384',
    ],
    ['a longer result', { frames: { analysed: 45 } }, 'the film ends at 2.4 s, the result goes on to 3.6 s'],
    ['tracks after the film', { tracks: [{ trackId: 1, class: 'car', lastPtsMs: 2400 }] }, 'goes on to 2.4 s'],
    [
      'another film',
      { source: { ...result.source, durationMs: 60_000 } },
      'the film is 2.4 s long, the analysed one 60 s',
    ],
    [
      'another line',
      { counts: { far: { forward: 0, backward: 0, byClass: {} } } },
      'has no counting line "far" (it has near)',
    ],
  ])('%s', (_, change, why) => {
    expect(() => scoreOf(truthOf(), { ...result, ...change })).toThrow(why);
  });

  it('and those that do are not', () => expect(scoreOf(truthOf(), result).camera).toBe('toy'));

  it('a camera that the truth does not have', () => {
    const [header] = toyTruth(carsOverTheLine());
    expect(() => new CameraTruthBuilder('north').add(header!)).toThrow('The truth has no camera "north". It has: toy.');
  });

  it('a result that is none', () => {
    expect(() => parseAnalysedResult('{"schemaVersion":1}')).toThrow('The result is not one of its analyse (source: ');
    expect(() => parseAnalysedResult('tracks')).toThrow('The result is not JSON.');
  });
});

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { hasTestdata, testdata } from '../../../e2e/fixtures/testdata.ts';
import { evaluationOf, evaluationSums } from './evaluate.ts';
import { motRows } from './motRows.ts';
import { motSequence } from './motSequence.ts';
import { evaluationSequence } from './sequence.ts';
import type { CornerBox } from './sequence.ts';

const golden = (name: string): string => readFileSync(testdata(`golden/${name}`), 'utf8');
const whereFrom = hasTestdata ? '' : ' (skipped: ../shared/testdata is not beside the checkout)';

describe.skipIf(!hasTestdata)(`the golden sequence${whereFrom}`, () => {
  it('gives every measure to 1e-9 and every count exactly', () => {
    const expected = JSON.parse(golden('expected.json'));
    const sequence = motSequence(motRows(golden('gt.txt')), motRows(golden('tracks.txt')));
    const { hota, clear, identity, truthBoxes, trackBoxes } = evaluationOf([evaluationSums(sequence)]);
    const { hotaByAlpha, ...hotaMeans } = hota;
    const floats = {
      ...hotaMeans,
      MOTA: clear.MOTA,
      MOTP: clear.MOTP,
      IDF1: identity.IDF1,
      IDR: identity.IDR,
      IDP: identity.IDP,
    };
    const { MOTA, MOTP, CLR_TP, CLR_FN, CLR_FP, IDSW, MT, PT, ML, Frag } = expected.CLEAR;
    const { IDF1, IDR, IDP, IDTP, IDFN, IDFP } = expected.Identity;
    const expectedFloats: Record<string, number> = { ...expected.HOTA, MOTA, MOTP, IDF1, IDR, IDP };
    expect(Object.keys(floats).sort()).toEqual(Object.keys(expectedFloats).sort());
    for (const [name, value] of Object.entries(floats)) expect(value, name).toBeCloseTo(expectedFloats[name]!, 9);
    expect(hotaByAlpha).toHaveLength(19);
    hotaByAlpha.forEach((value, step) => {
      expect(value, `alpha ${step}`).toBeCloseTo(expected['HOTA_at_alpha_0.05_step_0.05'][step], 9);
    });
    const { TP, FN, FP } = clear;
    expect({ TP, FN, FP, IDSW: clear.IDSW, Frag: clear.Frag, MT: clear.MT, PT: clear.PT, ML: clear.ML }).toEqual({
      TP: CLR_TP,
      FN: CLR_FN,
      FP: CLR_FP,
      IDSW,
      Frag,
      MT,
      PT,
      ML,
    });
    expect({ IDTP: identity.IDTP, IDFN: identity.IDFN, IDFP: identity.IDFP }).toEqual({ IDTP, IDFN, IDFP });
    expect({ truthBoxes, trackBoxes, frames: sequence.frames.length }).toEqual({
      truthBoxes: expected.counts.gt_dets,
      trackBoxes: expected.counts.tracker_dets,
      frames: expected.counts.frames,
    });
  });
});

const box = (frame: number, id: number, x1: number): CornerBox => ({ frame, id, x1, y1: 0, x2: x1 + 10, y2: 10 });
const walk = (id: number, frames: readonly number[], x1 = 0): CornerBox[] => frames.map((frame) => box(frame, id, x1));

/** Nine digits: what the definitions by hand can be held to. */
const rounded = (values: Record<string, number>): object =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, Number(value.toFixed(9))]));

/** One object in frames 0 to 3 unless said otherwise; values by hand from the definitions. */
const stories = [
  {
    name: 'a perfect track',
    truth: walk(1, [0, 1, 2, 3]),
    tracks: walk(7, [0, 1, 2, 3]),
    expected: {
      HOTA: 1,
      DetA: 1,
      AssA: 1,
      MOTA: 1,
      IDF1: 1,
      IDSW: 0,
      Frag: 0,
      TP: 4,
      FN: 0,
      FP: 0,
      MT: 1,
      PT: 0,
      ML: 0,
    },
  },
  {
    name: 'no track at all',
    truth: walk(1, [0, 1, 2, 3]),
    tracks: [],
    expected: {
      HOTA: 0,
      DetA: 0,
      AssA: 0,
      MOTA: 0,
      IDF1: 0,
      IDSW: 0,
      Frag: 0,
      TP: 0,
      FN: 4,
      FP: 0,
      MT: 0,
      PT: 0,
      ML: 1,
    },
  },
  {
    name: 'a track of nothing',
    truth: [],
    tracks: walk(7, [0, 1]),
    expected: {
      HOTA: 0,
      DetA: 0,
      AssA: 0,
      MOTA: -2,
      IDF1: 0,
      IDSW: 0,
      Frag: 0,
      TP: 0,
      FN: 0,
      FP: 2,
      MT: 0,
      PT: 0,
      ML: 0,
    },
  },
  {
    name: 'a new id half-way',
    truth: walk(1, [0, 1, 2, 3]),
    tracks: [...walk(7, [0, 1]), ...walk(8, [2, 3])],
    expected: {
      HOTA: Math.sqrt(0.5),
      DetA: 1,
      AssA: 0.5,
      MOTA: 0.75,
      IDF1: 0.5,
      IDSW: 1,
      Frag: 0,
      TP: 4,
      FN: 0,
      FP: 0,
      MT: 1,
      PT: 0,
      ML: 0,
    },
  },
  {
    name: 'a frame missed in the middle breaks coverage, not identity',
    truth: walk(1, [0, 1, 2, 3]),
    // Somebody else keeps frame 2 from being empty: an empty frame would not break coverage, as in TrackEval.
    tracks: [...walk(7, [0, 1, 3]), box(2, 9, 500)],
    expected: {
      HOTA: Math.sqrt((3 / 5) * (9 / 4 / 3)),
      DetA: 3 / 5,
      AssA: 0.75,
      MOTA: 0.5,
      IDF1: 0.75,
      IDSW: 0,
      Frag: 1,
      TP: 3,
      FN: 1,
      FP: 1,
      MT: 0,
      PT: 1,
      ML: 0,
    },
  },
];

describe('measures of small sequences', () => {
  it.each(stories)('$name', ({ truth, tracks, expected }) => {
    const { hota, clear, identity } = evaluationOf([evaluationSums(evaluationSequence(truth, tracks))]);
    const { HOTA, DetA, AssA } = hota;
    const { MOTA, IDSW, Frag, TP, FN, FP, MT, PT, ML } = clear;
    const all = { HOTA, DetA, AssA, MOTA, IDF1: identity.IDF1, IDSW, Frag, TP, FN, FP, MT, PT, ML };
    expect(rounded(all)).toEqual(rounded(expected));
  });

  it('two sequences combine by sums, association weighted by true positives', () => {
    const perfect = evaluationSums(evaluationSequence(walk(1, [0, 1, 2, 3]), walk(7, [0, 1, 2, 3])));
    const split = evaluationSums(evaluationSequence(walk(1, [0, 1]), [...walk(7, [0]), ...walk(8, [1])]));
    const { hota, clear, identity } = evaluationOf([perfect, split]);
    expect(hota.AssA).toBeCloseTo((4 * 1 + 2 * 0.5) / 6, 12);
    expect(hota.HOTA).toBeCloseTo(Math.sqrt(5 / 6), 12);
    expect(clear.MOTA).toBeCloseTo(5 / 6, 12);
    expect(identity.IDF1).toBeCloseTo(5 / 6, 12);
  });

  it('refuses an id that stands twice in a frame', () => {
    expect(() => evaluationSequence([], [box(3, 7, 0), box(3, 7, 50)])).toThrow(
      'The results have id 7 twice in frame 3. Give every box of a frame an id of its own.',
    );
  });
});

import { evaluationOf, evaluationSums } from '../../track/evaluation/evaluate.ts';
import { evaluationSequence } from '../../track/evaluation/sequence.ts';
import { cornersOf, type JudgedFrame, pairsOf } from './framePairs.ts';

export interface Precision {
  readonly truth: number;
  readonly found: number;
  readonly hits: number;
  /** hits by truth and by found; null where there is none of it. */
  readonly recall: number | null;
  readonly precision: number | null;
}

export type ClassScore = Precision & { readonly byHeightPx: Readonly<Record<string, Precision>> };

/** Lower bounds of the height bins, pixels of the source picture. */
const heightBins = [8, 12, 24, 48, 96, 192] as const;

/**
 * Detection by class and height, from boxes of one class at IoU .5. Recall is binned by the true height, precision by
 * the found one.
 */
export function scoreBoxes(frames: readonly JudgedFrame[]): Readonly<Record<string, ClassScore>> {
  const sums = new Map<string, Map<number, Sums>>();
  const at = (name: string, heightPx: number): Sums => {
    const bins = sums.get(name) ?? new Map<number, Sums>();
    sums.set(name, bins);
    const bin = heightBins.findLast((least) => heightPx >= least) ?? 0;
    const sum = bins.get(bin) ?? { truth: 0, found: 0, recalled: 0, precise: 0 };
    bins.set(bin, sum);
    return sum;
  };
  for (const { truth, found } of frames) {
    for (const user of truth) at(user.class, user.boxInImage.h).truth++;
    for (const box of found) at(box.class, box.boxInImage.h).found++;
    const truthOf = Map.groupBy(truth, (user) => user.class);
    for (const [name, boxes] of Map.groupBy(found, (box) => box.class)) {
      for (const { user, box } of pairsOf(truthOf.get(name) ?? [], boxes)) {
        at(name, user.boxInImage.h).recalled++;
        at(name, box.boxInImage.h).precise++;
      }
    }
  }
  return Object.fromEntries(
    [...sums].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, bins]) => [name, classScore(bins)]),
  );
}

/** CLEAR, Identity and HOTA over all classes together: one road user may change its class, not its track. */
export function scoreTracks(frames: readonly JudgedFrame[]): Record<string, number> {
  const truth = frames.flatMap(({ step, truth: users }) =>
    users.map((user) => cornersOf(user.boxInImage, step, user.id)),
  );
  const tracks = frames.flatMap(({ step, found }) => found.map((box) => cornersOf(box.boxInImage, step, box.trackId)));
  const sums = evaluationSums(evaluationSequence(truth, tracks));
  const { hota, clear, identity, truthBoxes, trackBoxes } = evaluationOf([sums]);
  const { hotaByAlpha: _curve, ...hotaMeans } = hota;
  const { overlapSum: _sum, ...clearFigures } = clear;
  return { ...hotaMeans, ...clearFigures, ...identity, truthBoxes, trackBoxes };
}

interface Sums {
  truth: number;
  found: number;
  recalled: number;
  precise: number;
}

function classScore(bins: ReadonlyMap<number, Sums>): ClassScore {
  const all = [...bins.values()].reduce((total, part) => ({
    truth: total.truth + part.truth,
    found: total.found + part.found,
    recalled: total.recalled + part.recalled,
    precise: total.precise + part.precise,
  }));
  const byHeightPx = [...bins].sort(([a], [b]) => a - b).map(([least, sum]) => [nameOfBin(least), precisionOf(sum)]);
  return { ...precisionOf(all), byHeightPx: Object.fromEntries(byHeightPx) };
}

function nameOfBin(least: number): string {
  const next = heightBins.find((bound) => bound > least);
  return next === undefined ? `${least}+` : `${least}-${next}`;
}

function precisionOf({ truth, found, recalled, precise }: Sums): Precision {
  return {
    truth,
    found,
    hits: recalled,
    recall: truth === 0 ? null : recalled / truth,
    precision: found === 0 ? null : precise / found,
  };
}

import { type CrossingDirection, crossingDirections } from '../../traffic/countingLine.ts';
import type { AnalysedResult } from './analysedResult.ts';
import type { CameraTruth } from './cameraTruth.ts';
import { type SameLine, sameLines } from './sameLines.ts';

export interface CountError {
  readonly truth: number;
  readonly found: number;
  /** found - truth */
  readonly error: number;
  /** By the truth; null where that is 0. */
  readonly relativeError: number | null;
}

export type DirectionScore = CountError & { readonly byClass: Readonly<Record<string, CountError>> };
export type LineScore = Readonly<Record<CrossingDirection, DirectionScore>>;

export interface LineScores {
  /** By the truth's name. */
  readonly lines: Readonly<Record<string, LineScore>>;
  /** Lines that bear another name in the result, or are drawn the other way there. */
  readonly matchedByPlace: readonly SameLine[];
  readonly total: CountError;
  /** Lines of the camera that the analysis did not count on. */
  readonly notAnalysed: readonly string[];
}

/**
 * Counts of an analysis beside the true ones, for the lines it counted on.
 * @throws AppError `failed-precondition` when a line of the result is none of the truth
 */
export function scoreLines(truth: CameraTruth, result: AnalysedResult): LineScores {
  const { lines, crossings } = truth;
  const same = sameLines(truth, result);
  const scored = same.map(({ truth: line, result: named, isReversed }): [string, LineScore] => {
    const found = result.counts[named]!;
    const scoreOf = (direction: CrossingDirection): DirectionScore => {
      const itsDirection = isReversed ? oppositeOf(direction) : direction;
      const here = crossings.filter((crossing) => crossing.line === line && crossing.direction === direction);
      const foundClasses = Object.keys(found.byClass).filter((name) => found.byClass[name]?.[itsDirection]);
      const classes = [...new Set([...here.map((crossing) => crossing.class), ...foundClasses])].sort();
      const byClass = classes.map((name): [string, CountError] => [
        name,
        countError(here.filter((crossing) => crossing.class === name).length, found.byClass[name]?.[itsDirection] ?? 0),
      ]);
      return { ...countError(here.length, found[itsDirection]), byClass: Object.fromEntries(byClass) };
    };
    return [line, { forward: scoreOf('forward'), backward: scoreOf('backward') }];
  });
  const all = scored.flatMap(([, score]) => crossingDirections.map((direction) => score[direction]));
  const sum = (name: 'truth' | 'found'): number => all.reduce((total, part) => total + part[name], 0);
  return {
    lines: Object.fromEntries(scored),
    matchedByPlace: same.filter((line) => line.truth !== line.result || line.isReversed),
    total: countError(sum('truth'), sum('found')),
    notAnalysed: lines.flatMap(({ name }) => (same.some((line) => line.truth === name) ? [] : [name])),
  };
}

function oppositeOf(direction: CrossingDirection): CrossingDirection {
  return direction === 'forward' ? 'backward' : 'forward';
}

function countError(truth: number, found: number): CountError {
  const error = found - truth;
  return { truth, found, error, relativeError: truth === 0 ? null : error / truth };
}

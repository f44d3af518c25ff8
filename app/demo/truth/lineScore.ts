import { type CrossingDirection, crossingDirections } from '../../traffic/countingLine.ts';
import type { AnalysedResult } from './analysedResult.ts';
import type { CameraTruth } from './cameraTruth.ts';

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
  readonly lines: Readonly<Record<string, LineScore>>;
  readonly total: CountError;
  /** Lines of the camera that the analysis did not count on. */
  readonly notAnalysed: readonly string[];
}

/** Counts of an analysis beside the true ones, for the lines it counted on. */
export function scoreLines({ lines, crossings }: CameraTruth, { counts }: Pick<AnalysedResult, 'counts'>): LineScores {
  const scored = Object.entries(counts).map(([line, found]): [string, LineScore] => {
    const scoreOf = (direction: CrossingDirection): DirectionScore => {
      const here = crossings.filter((crossing) => crossing.line === line && crossing.direction === direction);
      const foundClasses = Object.keys(found.byClass).filter((name) => found.byClass[name]?.[direction]);
      const classes = [...new Set([...here.map((crossing) => crossing.class), ...foundClasses])].sort();
      const byClass = classes.map((name): [string, CountError] => [
        name,
        countError(here.filter((crossing) => crossing.class === name).length, found.byClass[name]?.[direction] ?? 0),
      ]);
      return { ...countError(here.length, found[direction]), byClass: Object.fromEntries(byClass) };
    };
    return [line, { forward: scoreOf('forward'), backward: scoreOf('backward') }];
  });
  const all = scored.flatMap(([, score]) => crossingDirections.map((direction) => score[direction]));
  const sum = (name: 'truth' | 'found'): number => all.reduce((total, part) => total + part[name], 0);
  return {
    lines: Object.fromEntries(scored),
    total: countError(sum('truth'), sum('found')),
    notAnalysed: lines.flatMap(({ name }) => (Object.hasOwn(counts, name) ? [] : [name])),
  };
}

function countError(truth: number, found: number): CountError {
  const error = found - truth;
  return { truth, found, error, relativeError: truth === 0 ? null : error / truth };
}

import { loadavg } from 'node:os';

/** One row of the benchmark's table. */
export interface Measure {
  /** Number of the ratio goal; 0 for a figure that is asked for outside of their table. */
  readonly goal: number;
  readonly what: string;
  readonly bound: '>=' | '<=';
  readonly target: number;
  readonly ratio: number;
  /** What the two sides were, in words with their medians. */
  readonly detail: string;
  readonly pairs: number;
  /** Why the figure must not be quoted, `null` when it may. */
  readonly void: string | null;
  readonly load: number;
}

export interface Windows {
  readonly a: readonly number[];
  readonly b: readonly number[];
}

/** Windows of A that differ by more than this make a measurement void. */
const widestSpread = 0.15;

/**
 * Alternates windows A, B, A, B …: the machine's drift then falls on both.
 * @param pairs at least 6 for a figure that is quoted
 */
export async function alternate(pairs: number, a: () => Promise<number>, b: () => Promise<number>): Promise<Windows> {
  const windows = { a: [] as number[], b: [] as number[] };
  for (let pair = 0; pair < pairs; pair++) {
    windows.a.push(await a());
    windows.b.push(await b());
  }
  return windows;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((x, y) => x - y);
  const middle = sorted.length / 2;
  return Number.isInteger(middle)
    ? ((sorted[middle - 1] ?? Number.NaN) + (sorted[middle] ?? Number.NaN)) / 2
    : (sorted[Math.floor(middle)] ?? Number.NaN);
}

export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((x, y) => x - y);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

/** Median of the ratios pair by pair, A over B, with the protocol's verdict on the spread of A. */
export function ratioOf(
  goal: Pick<Measure, 'goal' | 'what' | 'bound' | 'target'>,
  { a, b }: Windows,
  names: { readonly a: string; readonly b: string; readonly unit: string },
): Measure {
  const spread = (percentile(a, 0.75) - percentile(a, 0.25)) / median(a);
  return {
    ...goal,
    ratio: median(a.map((value, pair) => value / (b[pair] ?? Number.NaN))),
    detail: `${names.a} ${short(median(a))} / ${names.b} ${short(median(b))} ${names.unit}`,
    pairs: a.length,
    void: spread > widestSpread ? `the middle half of A's windows differ by ${(spread * 100).toFixed(0)} %` : null,
    load: loadavg()[0] ?? Number.NaN,
  };
}

/** A figure that is not a ratio of alternating windows but a share or a quotient of one run. */
export function figureOf(
  goal: Pick<Measure, 'goal' | 'what' | 'bound' | 'target'>,
  ratio: number,
  detail: string,
  samples: number,
): Measure {
  return { ...goal, ratio, detail, pairs: samples, void: null, load: loadavg()[0] ?? Number.NaN };
}

export function reached({ bound, target, ratio }: Measure): boolean {
  return bound === '>=' ? ratio >= target : ratio <= target;
}

function short(value: number): string {
  return value >= 100 ? value.toFixed(0) : value >= 1 ? value.toFixed(2) : value.toPrecision(3);
}

import { loadavg } from 'node:os';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

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

/** How likely the median of the pairs is to lie within their range, see `rangeOfMedian`. */
const sureness = 0.95;

/**
 * Alternates windows A B, B A, A B …: the machine's drift then falls on both.
 * @param pairs at least 6 for a figure that is quoted
 */
export async function alternate(pairs: number, a: () => Promise<number>, b: () => Promise<number>): Promise<Windows> {
  const windows = { a: [] as number[], b: [] as number[] };
  for (let pair = 0; pair < pairs; pair++) {
    if (pair % 2 === 0) windows.a.push(await a());
    windows.b.push(await b());
    if (pair % 2 === 1) windows.a.push(await a());
  }
  return windows;
}

/** Pieces of work done, and what they took of the processor in this process. */
export interface Spent {
  readonly pieces: number;
  readonly cpuS: number;
}

/** @param work gives how many pieces it did */
export function spentOn(work: () => number): Spent {
  const before = process.cpuUsage();
  const pieces = work();
  const { user, system } = process.cpuUsage(before);
  return { pieces, cpuS: (user + system) / 1e6 };
}

/**
 * Windows of pieces a second of CPU, each made of short turns, one of A and one of B by turns: what else a shared machine
 * does for a second falls on both. Young garbage is collected before
 * each turn, so that none pays for the one before; a whole collection would throw compiled code away.
 */
export async function interleave(
  pairs: number,
  turns: number,
  a: () => Spent | Promise<Spent>,
  b: () => Spent | Promise<Spent>,
): Promise<Windows> {
  setFlagsFromString('--expose-gc');
  const collectGarbage = runInNewContext('gc') as (how: { type: 'minor' }) => void;
  const windows = { a: [] as number[], b: [] as number[] };
  for (let pair = 0; pair < pairs; pair++) {
    const spent = { a: { pieces: 0, cpuS: 0 }, b: { pieces: 0, cpuS: 0 } };
    await alternate(
      turns,
      () => add(spent.a, a),
      () => add(spent.b, b),
    );
    windows.a.push(spent.a.pieces / spent.a.cpuS);
    windows.b.push(spent.b.pieces / spent.b.cpuS);
  }
  return windows;

  async function add(sum: { pieces: number; cpuS: number }, turn: typeof a): Promise<number> {
    collectGarbage({ type: 'minor' });
    const { pieces, cpuS } = await turn();
    sum.pieces += pieces;
    sum.cpuS += cpuS;
    return cpuS;
  }
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

/**
 * Between which of the values their true median lies, 95 times of a hundred: so many of the smallest and of the largest
 * are left out as chance allows (the sign test). Of six values it is all of them.
 */
function rangeOfMedian(values: readonly number[]): { readonly from: number; readonly to: number } {
  const sorted = [...values].sort((x, y) => x - y);
  const n = sorted.length;
  let leftOut = 0;
  let ways = 1;
  let waysBeyond = 1;
  for (;;) {
    ways = (ways * (n - leftOut)) / (leftOut + 1);
    if (2 * (waysBeyond + ways) > (1 - sureness) * 2 ** n) break;
    waysBeyond += ways;
    leftOut += 1;
  }
  return { from: sorted[leftOut] ?? Number.NaN, to: sorted[n - 1 - leftOut] ?? Number.NaN };
}

/**
 * Median of the ratios pair by pair, A over B. The two windows of a pair are neighbours, so what else the machine does
 * falls on both; the figure is void only where the pairs do not agree on which side of the goal it lies.
 */
export function ratioOf(
  goal: Pick<Measure, 'goal' | 'what' | 'bound' | 'target'>,
  { a, b }: Windows,
  names: { readonly a: string; readonly b: string; readonly unit: string },
): Measure {
  const ratios = a.map((value, pair) => value / (b[pair] ?? Number.NaN));
  const { from, to } = rangeOfMedian(ratios);
  const isUndecided = from < goal.target && goal.target < to;
  return {
    ...goal,
    ratio: median(ratios),
    detail: `${names.a} ${short(median(a))} / ${names.b} ${short(median(b))} ${names.unit}; pairs ${short(from)} to ${short(to)}`,
    pairs: a.length,
    void: isUndecided ? 'the pairs lie on both sides of the goal' : null,
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

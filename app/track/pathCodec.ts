import { AppError } from '../base/error.ts';
import type { FinishedTrack } from './finishedTrack.ts';
import { emptyColumns, type PathColumns, pathOf } from './pathColumns.ts';
import { RiceParameter } from './riceParameter.ts';
import { escapeRun, plainBits, RiceReader, tooShort } from './riceReader.ts';

type Path = FinishedTrack['path'];
type PathPoint = Path[number];

/** Steps of the stored grid: ms for time, pixels of the source picture for centre and size. */
const pathQuanta: PathPoint = [1, 0.25, 0.25, 0.5, 0.5];

const formatVersion = 1;
/** Column order in the bytes: width and height follow the centre because a box grows as it comes closer. */
const columns = [0, 1, 2, 3, 4] as const;
/** The first two errors are place and speed, not noise: they stand plain and teach the code nothing. */
const lead = 2;
/** Below 2^50 all differences of second order stay exact in a double. */
const largest = 2 ** 50;

/**
 * A track's path as bytes, exact to `pathQuanta`: each column is predicted from its own past (order 0 to 2, whichever
 * is shortest) and the errors are written as adaptive Golomb-Rice codes after JPEG-LS (ITU-T T.87, A.3 to A.5). The
 * errors of a detector's boxes are nearly geometric, so this comes close to their entropy and deflate gains nothing.
 * Throws `invalid-argument` for values that are not finite or beyond 2^50 quanta.
 */
export function encodePath(path: Path): Uint8Array {
  const out = new BitWriter();
  out.bits(formatVersion, 8);
  out.bits(path.length, 32);
  for (const column of columns) {
    const values = path.map((point) => quanta(point[column], pathQuanta[column]));
    const order = shortestOrder(values);
    out.bits(order, 2);
    const parameter = new RiceParameter();
    for (let at = 0; at < values.length; at++) {
      const error = (values[at] ?? 0) - prediction(values, at, order);
      if (at < lead) writePlain(out, error);
      else writeCode(out, parameter, error);
    }
  }
  return out.bytes();
}

/** The path behind the bytes of `encodePath`, on the grid of `pathQuanta`. Throws `data-loss` where they are none. */
export function decodePath(bytes: Uint8Array): Path {
  return pathOf(decodeColumns(bytes));
}

/**
 * The same column by column.
 * @param scratch filled where it is long enough, so that who looks at one track after the other makes no garbage
 */
export function decodeColumns(bytes: Uint8Array, scratch?: Float64Array): PathColumns {
  const from = new RiceReader(bytes);
  const version = from.bits(8);
  if (version !== formatVersion) {
    throw new AppError('data-loss', `A stored track path has the unknown format ${version}; it cannot be read.`);
  }
  const length = from.bits(32);
  if (length * columns.length > bytes.length * 8) throw tooShort();
  const path = emptyColumns(length, scratch);
  for (const column of columns) readColumn(from, path.values, column * length, length, pathQuanta[column]);
  return path;
}

/** Fills a column with the values behind the errors of their prediction. */
function readColumn(from: RiceReader, values: Float64Array, begin: number, length: number, quantum: number): void {
  const end = begin + length;
  const order = from.bits(2);
  const ledTo = Math.min(begin + lead, end);
  for (let at = begin; at < ledTo; at++) values[at] = from.bits(from.bits(6));
  from.codes(values, ledTo, end);
  let last = 0;
  let beforeLast = 0;
  for (let at = begin; at < end; at++) {
    const error = unfold(values[at]!);
    const predicted = order === 0 || at === begin ? 0 : order === 1 || at === begin + 1 ? last : 2 * last - beforeLast;
    beforeLast = last;
    last = predicted + error;
    values[at] = last * quantum;
  }
}

/** The track as a store gives it back: path on the grid, wall time in whole ms. */
export function quantisedTrack(track: FinishedTrack): FinishedTrack {
  const path = track.path.map((point): PathPoint => {
    const onGrid: PathPoint = [0, 0, 0, 0, 0];
    for (const column of columns) onGrid[column] = quanta(point[column], pathQuanta[column]) * pathQuanta[column];
    return onGrid;
  });
  return { ...track, firstAtMs: Math.round(track.firstAtMs), path };
}

function quanta(value: number, step: number): number {
  const steps = Math.round(value / step);
  if (!(Math.abs(steps) < largest)) {
    throw new AppError('invalid-argument', `A track path holds the value ${value}, which is no place and no time.`);
  }
  return steps + 0; // -0 becomes 0, so that a path read back equals the one on the grid
}

function prediction(values: readonly number[], at: number, order: number): number {
  const last = values[at - 1] ?? 0;
  if (order === 0 || at === 0) return 0;
  if (order === 1 || at === 1) return last;
  return 2 * last - (values[at - 2] ?? 0);
}

/** The order of prediction whose errors take the fewest bits, by their logarithms. */
function shortestOrder(values: readonly number[]): number {
  let best = 0;
  let bestBits = Infinity;
  for (const order of [0, 1, 2]) {
    let bits = 0;
    for (let at = 0; at < values.length; at++) {
      bits += Math.log2(1 + Math.abs((values[at] ?? 0) - prediction(values, at, order)));
    }
    if (bits < bestBits) [best, bestBits] = [order, bits];
  }
  return best;
}

/** 0, -1, 1, -2 … as 0, 1, 2, 3 … */
function fold(error: number): number {
  return error >= 0 ? 2 * error : -2 * error - 1;
}

function unfold(folded: number): number {
  return folded % 2 === 0 ? folded / 2 : -(folded + 1) / 2;
}

/** A value with its length in bits before it. */
function writePlain(out: BitWriter, error: number): void {
  const folded = fold(error);
  let length = 0;
  while (2 ** length <= folded) length++;
  out.bits(length, 6);
  out.bits(folded, length);
}

function writeCode(out: BitWriter, parameter: RiceParameter, error: number): void {
  const folded = fold(error);
  const { k } = parameter;
  const run = Math.floor(folded / 2 ** k);
  if (run >= escapeRun) {
    out.bits(2 ** escapeRun - 1, escapeRun);
    out.bits(folded, plainBits);
  } else {
    out.bits((2 ** run - 1) * 2, run + 1);
    out.bits(folded % 2 ** k, k);
  }
  parameter.learn(folded);
}

class BitWriter {
  readonly #bytes: number[] = [];
  #used = 0;

  /** The lowest `count` (at most 53) bits of `value`, highest first. */
  bits(value: number, count: number): void {
    for (let at = count - 1; at >= 0; at--) {
      if (this.#used % 8 === 0) this.#bytes.push(0);
      const bit = Math.floor(value / 2 ** at) % 2;
      const last = this.#bytes.length - 1;
      this.#bytes[last] = (this.#bytes[last] ?? 0) | (bit << (7 - (this.#used % 8)));
      this.#used++;
    }
  }

  bytes(): Uint8Array {
    return Uint8Array.from(this.#bytes);
  }
}

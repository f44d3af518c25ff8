import { AppError } from '../base/error.ts';
import { grades, type Interval, type IntervalSums, noSums, qualityFlags } from '../traffic/quantities/interval.ts';
import { ByteReader, ByteWriter } from './packedBytes.ts';

/** What the bytes hold; the rest of an interval is where it is stored. */
export type PackedInterval = Pick<Interval, 'sums' | 'grade' | 'flags' | 'sceneVersion'>;

type PlainSum = Exclude<keyof IntervalSums, 'counts' | 'movements' | 'speedsByKmh'>;
type Tally = Readonly<Record<string, number>>;

const formatVersion = 1;

/** The bit of each plain sum, which is also its place in the bytes. Never renumbered: stored rows have them. */
const bitOfSum: Readonly<Record<PlainSum, number>> = {
  speedN: 0,
  speedSum: 1,
  speedSquareSum: 2,
  slownessSum: 3,
  speedVarianceSum: 4,
  headwayN: 5,
  headwaySumS: 6,
  gapN: 7,
  gapSumS: 8,
  drivenM: 9,
  spentS: 10,
  areaMS: 11,
  coveredMs: 12,
  observedMs: 13,
  queueMaxM: 14,
  queueMaxVehicles: 15,
  travelN: 16,
  travelSumS: 17,
  delaySumS: 18,
  stoppedSumS: 19,
  unmatched: 20,
};
const plainSums = Object.keys(bitOfSum) as PlainSum[];
/** Those of the interval that is written now. */
const usedSums = new Float64Array(plainSums.length);

/** One for all intervals: making memory for each takes longer than filling it. */
const out = new ByteWriter();

/**
 * An interval's content as bytes, exact. Sums that are 0, most of them for any one element, cost nothing; whole numbers
 * one to eight bytes, others eight. JSON of the same takes several times as much, and there are millions of them.
 * Throws `invalid-argument` for sums that are not finite and counts that are not whole.
 */
export function encodeInterval({ sums, grade, flags, sceneVersion }: PackedInterval): Uint8Array {
  out.clear();
  out.whole(formatVersion);
  out.whole(grades.indexOf(grade));
  out.whole(flags.reduce((bits, flag) => bits + 2 ** qualityFlags.indexOf(flag), 0));
  out.whole(sceneVersion === null ? 0 : sceneVersion + 1);
  writePlain(sums);
  const classes = Object.keys(sums.counts);
  out.whole(classes.length);
  for (const className of classes) {
    out.text(className);
    out.whole(sums.counts[className]!.forward);
  }
  for (const className of classes) out.whole(sums.counts[className]!.backward);
  const movements = Object.keys(sums.movements);
  out.whole(movements.length);
  for (const between of movements) {
    out.text(between);
    writeTally(sums.movements[between]!);
  }
  out.whole(sums.speedsByKmh ? 1 : 0);
  if (sums.speedsByKmh) writeTally(sums.speedsByKmh);
  return out.bytes();
}

/** The content behind the bytes of `encodeInterval`, flags in the order of their list. Throws `data-loss` where they are none. */
export function decodeInterval(bytes: Uint8Array): PackedInterval {
  const from = new ByteReader(bytes);
  if (from.whole() !== formatVersion) throw unreadable();
  const grade = grades[from.whole()];
  if (grade === undefined) throw unreadable();
  const flagBits = from.whole();
  const flags = qualityFlags.filter((_, at) => hasBit(flagBits, at));
  const sceneVersion = from.whole();
  const used = from.whole();
  const whole = from.whole();
  const plain = { ...noSums };
  for (const name of plainSums) {
    if (hasBit(used, bitOfSum[name])) plain[name] = hasBit(whole, bitOfSum[name]) ? from.whole() : from.double();
  }
  const forward = Object.entries(readTally(from));
  const counts = forward.map(([className, count]) => [className, { forward: count, backward: from.whole() }] as const);
  const movements = Array.from({ length: from.whole() }, () => [from.text(), readTally(from)] as const);
  const speeds = from.whole() === 1 ? { speedsByKmh: readTally(from) } : {};
  const sums = { ...plain, counts: Object.fromEntries(counts), movements: Object.fromEntries(movements), ...speeds };
  return { sums, grade, flags, sceneVersion: sceneVersion === 0 ? null : sceneVersion - 1 };
}

/** Which of them are not 0, which of these are whole, and their values. */
function writePlain(sums: IntervalSums): void {
  let [used, whole, count] = [0, 0, 0];
  for (const name of plainSums) {
    const value = sums[name];
    if (value === 0) continue;
    if (!Number.isFinite(value)) {
      throw new AppError('invalid-argument', `An interval has the sum ${name} = ${value}, which is no number.`);
    }
    used |= 1 << bitOfSum[name];
    if (isWhole(value)) whole |= 1 << bitOfSum[name];
    usedSums[count++] = value;
  }
  out.whole(used);
  out.whole(whole);
  for (let at = 0; at < count; at++) {
    const value = usedSums[at]!;
    if (isWhole(value)) out.whole(value);
    else out.double(value);
  }
}

function writeTally(tally: Tally): void {
  const names = Object.keys(tally);
  out.whole(names.length);
  for (const name of names) {
    out.text(name);
    out.whole(tally[name]!);
  }
}

function readTally(from: ByteReader): Record<string, number> {
  const tally: Record<string, number> = {};
  for (let left = from.whole(); left > 0; left--) {
    const name = from.text();
    tally[name] = from.whole();
  }
  return tally;
}

function isWhole(value: number): boolean {
  return value > 0 && Number.isSafeInteger(value);
}

function hasBit(value: number, place: number): boolean {
  return ((value >>> place) & 1) === 1;
}

function unreadable(): AppError {
  return new AppError('data-loss', 'A stored interval has an unknown format; it cannot be read.');
}

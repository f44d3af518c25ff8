import { AppError } from '../base/error.ts';
import { grades, type Interval, type IntervalSums, noSums, qualityFlags } from '../traffic/quantities/interval.ts';
import { ByteReader, ByteWriter } from './packedBytes.ts';

/** What the bytes hold; the rest of an interval is where it is stored. */
export type PackedInterval = Pick<Interval, 'sums' | 'grade' | 'flags' | 'sceneVersion'>;

const formatVersion = 1;

/** The plain sums in the order of the bytes: new ones come last, and with a new format version. */
const plainSums = Object.keys(noSums).filter((name) => name !== 'counts' && name !== 'movements') as Exclude<
  keyof IntervalSums,
  'counts' | 'movements'
>[];

/**
 * An interval's content as bytes, exact. Sums that are 0, most of them for any one element, cost a bit; whole numbers one
 * to eight bytes, others eight. JSON of the same takes ten times as much, and there are millions of them.
 * Throws `invalid-argument` for sums that are not finite.
 */
export function encodeInterval({ sums, grade, flags, sceneVersion }: PackedInterval): Uint8Array {
  const out = new ByteWriter();
  out.whole(formatVersion);
  out.whole(grades.indexOf(grade));
  out.whole(flags.reduce((bits, flag) => bits + 2 ** qualityFlags.indexOf(flag), 0));
  out.whole(sceneVersion === null ? 0 : sceneVersion + 1);
  const used = plainSums.filter((name) => sums[name] !== 0);
  const whole = used.filter((name) => Number.isSafeInteger(sums[name]) && sums[name] > 0);
  out.whole(bitsOf(used));
  out.whole(bitsOf(whole));
  for (const name of used) {
    if (!Number.isFinite(sums[name])) {
      throw new AppError('invalid-argument', `An interval has the sum ${name} = ${sums[name]}, which is no number.`);
    }
    if (whole.includes(name)) out.whole(sums[name]);
    else out.double(sums[name]);
  }
  const counts = Object.entries(sums.counts);
  out.whole(counts.length);
  for (const [className, { forward, backward }] of counts) {
    out.text(className);
    out.whole(forward);
    out.whole(backward);
  }
  const movements = Object.entries(sums.movements);
  out.whole(movements.length);
  for (const [between, byClass] of movements) {
    out.text(between);
    out.whole(Object.keys(byClass).length);
    for (const [className, count] of Object.entries(byClass)) {
      out.text(className);
      out.whole(count);
    }
  }
  return out.bytes();
}

/** The content behind the bytes of `encodeInterval`; flags come in the order of the list. Throws `data-loss` where they are none. */
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
  const sums = { ...noSums, counts: {} as IntervalSums['counts'], movements: {} as IntervalSums['movements'] };
  plainSums.forEach((name, at) => {
    if (hasBit(used, at)) sums[name] = hasBit(whole, at) ? from.whole() : from.double();
  });
  for (let left = from.whole(); left > 0; left--) {
    sums.counts[from.text()] = { forward: from.whole(), backward: from.whole() };
  }
  for (let left = from.whole(); left > 0; left--) {
    const byClass: Record<string, number> = {};
    sums.movements[from.text()] = byClass;
    for (let classes = from.whole(); classes > 0; classes--) byClass[from.text()] = from.whole();
  }
  return { sums, grade, flags, sceneVersion: sceneVersion === 0 ? null : sceneVersion - 1 };
}

function bitsOf(names: readonly (typeof plainSums)[number][]): number {
  return names.reduce((bits, name) => bits + 2 ** plainSums.indexOf(name), 0);
}

function hasBit(bits: number, at: number): boolean {
  return Math.floor(bits / 2 ** at) % 2 === 1;
}

function unreadable(): AppError {
  return new AppError('data-loss', 'A stored interval has an unknown format; it cannot be read.');
}

import { AppError } from '../base/error.ts';
import { RiceParameter } from './riceParameter.ts';

/** Longest run of ones before a value is written plain; keeps a jump (a stream opened anew) from costing kilobytes. */
export const escapeRun = 24;
/** A number that is written plain. */
export const plainBits = 53;

/** Reads bits, highest first, and adaptive Golomb-Rice codes, up to 25 bits at a time: nearly all codes are shorter. */
export class RiceReader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** The next `count` bits, at most 53. @throws AppError `data-loss` beyond the end */
  bits(count: number): number {
    let value = 0;
    for (let left = count; left > 0; ) {
      const taken = Math.min(left, 24);
      value = value * (1 << taken) + (windowAt(this.#bytes, this.#at) >>> (32 - taken));
      this.#skip(taken);
      left -= taken;
    }
    return value;
  }

  /** Fills a stretch of an array with codes. @throws AppError `data-loss` beyond the end */
  codes(into: Float64Array, from: number, to: number): void {
    if (from === to) return;
    const parameter = new RiceParameter();
    const bytes = this.#bytes;
    for (let i = from; i < to; i++) {
      const { k } = parameter;
      const window = windowAt(bytes, this.#at);
      const run = Math.clz32(~window);
      let value: number;
      if (run < escapeRun && run + 1 + k <= 25) {
        value = run * (1 << k) + (k === 0 ? 0 : (window << (run + 1)) >>> (32 - k));
        this.#at += run + 1 + k;
      } else if (run < escapeRun) {
        this.#skip(run + 1);
        value = run * (1 << k) + this.bits(k);
      } else {
        this.#skip(escapeRun);
        value = this.bits(plainBits);
      }
      into[i] = value;
      parameter.learn(value);
    }
    this.#skip(0);
  }

  #skip(count: number): void {
    this.#at += count;
    if (this.#at > this.#bytes.length * 8) throw tooShort();
  }
}

/** The 25 bits or more from a place on at the upper end of 32; nothing but zeros beyond the end. */
function windowAt(bytes: Uint8Array, at: number): number {
  const byte = at >> 3;
  if (byte + 3 < bytes.length) {
    return ((bytes[byte]! << 24) | (bytes[byte + 1]! << 16) | (bytes[byte + 2]! << 8) | bytes[byte + 3]!) << (at & 7);
  }
  let window = 0;
  for (let i = 0; i < 4; i++) window = (window << 8) | (byte + i < bytes.length ? bytes[byte + i]! : 0);
  return window << (at & 7);
}

export function tooShort(): AppError {
  return new AppError('data-loss', 'A stored track path ends too early; it cannot be read.');
}

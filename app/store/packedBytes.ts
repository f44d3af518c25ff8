import { AppError } from '../base/error.ts';

/** Bytes that grow: whole numbers in groups of seven bits (LEB128), doubles, texts. */
export class ByteWriter {
  #bytes = new Uint8Array(256);
  #view = new DataView(this.#bytes.buffer);
  #length = 0;

  /** Begins anew; the memory stays. */
  clear(): void {
    this.#length = 0;
  }

  /** A whole number from 0 to 2^53 - 1. Throws `invalid-argument` for another one. */
  whole(value: number): void {
    if (!Number.isSafeInteger(value) || value < 0) {
      throw new AppError('invalid-argument', `${value} is stored as a count, and counts are whole and not below 0.`);
    }
    this.#reserve(8);
    let left = value;
    while (left >= 128) {
      this.#bytes[this.#length++] = (left % 128) + 128;
      left = Math.floor(left / 128);
    }
    this.#bytes[this.#length++] = left;
  }

  double(value: number): void {
    this.#reserve(8);
    this.#view.setFloat64(this.#length, value, true);
    this.#length += 8;
  }

  /** UTF-16 as it is, a letter of ASCII in one byte. */
  text(value: string): void {
    this.whole(value.length);
    this.#reserve(3 * value.length);
    for (let at = 0; at < value.length; at++) {
      const unit = value.charCodeAt(at);
      if (unit < 128) this.#bytes[this.#length++] = unit;
      else this.whole(unit);
    }
  }

  /** A copy of what was written. */
  bytes(): Uint8Array {
    return this.#bytes.slice(0, this.#length);
  }

  #reserve(more: number): void {
    if (this.#length + more <= this.#bytes.length) return;
    const grown = new Uint8Array(2 * (this.#length + more));
    grown.set(this.#bytes);
    this.#bytes = grown;
    this.#view = new DataView(grown.buffer);
  }
}

/** Reads what a `ByteWriter` wrote, in the same order. Throws `data-loss` at the end of the bytes. */
export class ByteReader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  whole(): number {
    let value = 0;
    let scale = 1;
    for (;;) {
      const byte = this.#bytes[this.#at++];
      if (byte === undefined) throw tooShort();
      value += (byte % 128) * scale;
      if (byte < 128) return value;
      scale *= 128;
    }
  }

  double(): number {
    const eight = this.#take(8);
    return new DataView(eight.buffer, eight.byteOffset).getFloat64(0, true);
  }

  text(): string {
    let text = '';
    for (let left = this.whole(); left > 0; left--) text += String.fromCharCode(this.whole());
    return text;
  }

  #take(count: number): Uint8Array {
    if (this.#at + count > this.#bytes.length) throw tooShort();
    this.#at += count;
    return this.#bytes.subarray(this.#at - count, this.#at);
  }
}

function tooShort(): AppError {
  return new AppError('data-loss', 'Stored bytes end before their content.');
}

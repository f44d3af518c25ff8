/** Reads the bits of an H.264 or HEVC parameter set; emulation-prevention bytes (00 00 03) are left out. */
export class BitReader {
  readonly #bytes: Uint8Array;
  #bit = 0;

  /** @param nal one NAL unit without start code, its header included */
  constructor(nal: Uint8Array) {
    this.#bytes = withoutEmulationPrevention(nal);
  }

  /** True once more was read than is there; what was read is then worthless. */
  get over(): boolean {
    return this.#bit > 8 * this.#bytes.length;
  }

  bits(count: number): number {
    let value = 0;
    for (let index = 0; index < count; index++) value = value * 2 + this.#next();
    return value;
  }

  flag(): boolean {
    return this.#next() === 1;
  }

  skip(count: number): void {
    this.#bit += count;
  }

  /** Exp-Golomb, unsigned. */
  ue(): number {
    let zeros = 0;
    while (this.#next() === 0 && zeros < 32 && !this.over) zeros++;
    return 2 ** zeros - 1 + this.bits(zeros);
  }

  /** Exp-Golomb, signed. */
  se(): number {
    const folded = this.ue();
    return folded % 2 === 1 ? (folded + 1) / 2 : -folded / 2;
  }

  #next(): number {
    const byte = this.#bytes[this.#bit >> 3] ?? 0;
    const value = (byte >> (7 - (this.#bit & 7))) & 1;
    this.#bit++;
    return value;
  }
}

function withoutEmulationPrevention(nal: Uint8Array): Uint8Array {
  const out = new Uint8Array(nal.length);
  let length = 0;
  let zeros = 0;
  for (const byte of nal) {
    if (zeros >= 2 && byte === 3) {
      zeros = 0;
      continue;
    }
    zeros = byte === 0 ? zeros + 1 : 0;
    out[length++] = byte;
  }
  return out.subarray(0, length);
}

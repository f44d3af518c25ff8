/** Reads NUT's variable-length numbers from a buffer that may end too early: `short` then turns true and stays so. */
export class NutBytes {
  readonly bytes: Uint8Array;
  readonly end: number;
  at: number;
  short = false;

  constructor(bytes: Uint8Array, at = 0, end = bytes.length) {
    this.bytes = bytes;
    this.at = at;
    this.end = end;
  }

  u8(): number {
    if (this.at >= this.end) {
      this.short = true;
      return 0;
    }
    return this.bytes[this.at++] as number;
  }

  u32(): number {
    return ((this.u8() << 24) | (this.u8() << 16) | (this.u8() << 8) | this.u8()) >>> 0;
  }

  /** Unsigned, 7 bits a byte, high bits first. Values over 2^53 lose their low bits and are refused by whoever reads them. */
  v(): number {
    let value = 0;
    for (let byte = 0x80; byte & 0x80 && !this.short; ) {
      byte = this.u8();
      value = value * 128 + (byte & 0x7f);
    }
    return value;
  }

  /** Signed: 0, 1, -1, 2, -2 … */
  s(): number {
    const folded = this.v() + 1;
    return folded % 2 === 1 ? -Math.floor(folded / 2) : folded / 2;
  }

  /** Length and bytes; the bytes are a view. */
  vb(): Uint8Array {
    const length = this.v();
    if (length > this.end - this.at) {
      this.short = true;
      return new Uint8Array(0);
    }
    this.at += length;
    return this.bytes.subarray(this.at - length, this.at);
  }
}

const crcTable = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte << 24;
  for (let bit = 0; bit < 8; bit++) crc = crc & 0x80000000 ? (crc << 1) ^ 0x04c11db7 : crc << 1;
  return crc;
});

/** NUT's checksum (generator 0x104C11DB7, start 0, high bit first); data followed by its own checksum gives 0. */
export function nutChecksum(bytes: Uint8Array, from: number, to: number): number {
  let crc = 0;
  for (let at = from; at < to; at++) {
    crc = (crc << 8) ^ (crcTable[((crc >>> 24) ^ (bytes[at] as number)) & 0xff] as number);
  }
  return crc >>> 0;
}

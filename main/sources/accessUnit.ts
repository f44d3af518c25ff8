/** NAL units as H.264 and HEVC carry them, in the two wrappings that containers use. */
export type NalCodec = 'h264' | 'hevc';

/** What a NAL unit is, as far as the eye's stream must know. */
export type NalKind = 'sps' | 'parameters' | 'slice' | 'other';

export function nalKindOf(codec: NalCodec, nal: Uint8Array): NalKind {
  const head = nal[0] ?? 0;
  const type = codec === 'h264' ? head & 0x1f : (head >> 1) & 0x3f;
  if (codec === 'h264') {
    if (type === 7) return 'sps';
    if (type === 8 || type === 13 || type === 15) return 'parameters';
    return type >= 1 && type <= 5 ? 'slice' : 'other';
  }
  if (type === 33) return 'sps';
  if (type === 32 || type === 34) return 'parameters';
  return type < 32 ? 'slice' : 'other';
}

/** The parameter sets of a stream header, and the length of the size that stands before each NAL unit (0: Annex B). */
export interface StreamParameters {
  readonly nals: readonly Uint8Array[];
  readonly lengthSize: number;
}

/** Reads avcC, hvcC (ISO/IEC 14496-15) or Annex B extradata. Damaged ones give the sets before the damage. */
export function parametersOf(codec: NalCodec, extradata: Uint8Array): StreamParameters {
  if (extradata.length < 7 || startCodeLength(extradata, 0) > 0) {
    return { nals: [...nalsOfAnnexB(extradata)], lengthSize: 0 };
  }
  return codec === 'h264' ? parametersOfAvcC(extradata) : parametersOfHvcC(extradata);
}

function parametersOfAvcC(avcC: Uint8Array): StreamParameters {
  const nals: Uint8Array[] = [];
  let at = takeNals(avcC, 6, (avcC[5] as number) & 0x1f, nals);
  at = takeNals(avcC, at + 1, avcC[at] ?? 0, nals);
  return { nals, lengthSize: ((avcC[4] as number) & 3) + 1 };
}

function parametersOfHvcC(hvcC: Uint8Array): StreamParameters {
  const nals: Uint8Array[] = [];
  let at = 23;
  for (let array = hvcC[22] ?? 0; array > 0; array--) at = takeNals(hvcC, at + 3, u16(hvcC, at + 1), nals);
  return { nals, lengthSize: ((hvcC[21] ?? 3) & 3) + 1 };
}

function takeNals(from: Uint8Array, start: number, count: number, into: Uint8Array[]): number {
  let at = start;
  for (let index = 0; index < count && at + 2 <= from.length; index++) {
    const end = at + 2 + u16(from, at);
    if (end > from.length) return from.length;
    into.push(from.slice(at + 2, end));
    at = end;
  }
  return at;
}

function u16(bytes: Uint8Array, at: number): number {
  return ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
}

/** NAL units of an Annex B stream, without start codes and trailing zeros, as views. */
export function* nalsOfAnnexB(bytes: Uint8Array): Generator<Uint8Array> {
  let start = nextStartCode(bytes, 0);
  while (start < bytes.length) {
    const from = start + startCodeLength(bytes, start);
    const next = nextStartCode(bytes, from);
    let end = next;
    while (end > from && bytes[end - 1] === 0) end--;
    if (end > from) yield bytes.subarray(from, end);
    start = next;
  }
}

function nextStartCode(bytes: Uint8Array, from: number): number {
  for (let at = bytes.indexOf(1, from + 2); at >= 0; at = bytes.indexOf(1, at + 1)) {
    if (bytes[at - 1] === 0 && bytes[at - 2] === 0) return at - 2;
  }
  return bytes.length;
}

function startCodeLength(bytes: Uint8Array, at: number): number {
  if (bytes[at] !== 0 || bytes[at + 1] !== 0) return 0;
  if (bytes[at + 2] === 1) return 3;
  return bytes[at + 2] === 0 && bytes[at + 3] === 1 ? 4 : 0;
}

/** NAL units of a length-prefixed access unit, as views; what a damaged length cuts off is left out. */
export function* nalsOfLengths(bytes: Uint8Array, lengthSize: number): Generator<Uint8Array> {
  for (let at = 0; at + lengthSize <= bytes.length; ) {
    let length = 0;
    for (let index = 0; index < lengthSize; index++) length = length * 256 + (bytes[at + index] as number);
    at += lengthSize;
    if (length > bytes.length - at) return;
    if (length > 0) yield bytes.subarray(at, at + length);
    at += length;
  }
}

/** The NAL units with 4-byte start codes in one new buffer. */
export function annexBOf(nals: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(nals.reduce((sum, nal) => sum + 4 + nal.length, 0));
  let at = 0;
  for (const nal of nals) {
    bytes[at + 3] = 1;
    bytes.set(nal, at + 4);
    at += 4 + nal.length;
  }
  return bytes;
}

import { NutBytes } from './nutBytes.ts';

/** What a NUT stream header says. */
export interface NutStream {
  readonly index: number;
  readonly video: boolean;
  /** As written, for example `H264`, `HEVC`, `MJPG`, `RGB` + 24. */
  readonly fourcc: string;
  /** Seconds of one tick, as a fraction. */
  readonly timeBase: { readonly num: number; readonly den: number };
  /** A coded PTS below 2^this holds only the low bits. */
  readonly msbPtsShift: number;
  readonly extradata: Uint8Array;
  /** 0 for streams without a picture. */
  readonly width: number;
  readonly height: number;
}

export const frameFlag = {
  key: 1,
  codedPts: 8,
  streamId: 16,
  sizeMsb: 32,
  checksum: 64,
  reserved: 128,
  sideData: 256,
  headerIdx: 1024,
  matchTime: 2048,
  coded: 4096,
  invalid: 8192,
} as const;

/** What one byte at the start of a frame stands for. */
export interface FrameCode {
  readonly flags: number;
  readonly streamIndex: number;
  readonly sizeMul: number;
  readonly sizeLsb: number;
  readonly ptsDelta: number;
  readonly reservedCount: number;
  readonly headerIdx: number;
}

export interface NutMain {
  readonly timeBases: readonly { readonly num: number; readonly den: number }[];
  readonly frameCodes: readonly FrameCode[];
  /** Bytes that begin many packets and are left out of them; the first is empty. */
  readonly elided: readonly Uint8Array[];
  readonly broadcast: boolean;
}

/** The payload of a main header, or the reason why it is none. */
export function parseNutMain(payload: Uint8Array): NutMain | string {
  const read = new NutBytes(payload);
  const version = read.v();
  if (version < 2 || version > 4) return `NUT version ${version}`;
  if (version > 3) read.v();
  read.v(); // stream count: the stream headers that follow say it again
  read.v(); // largest distance between syncpoints
  const timeBaseCount = read.v();
  if (timeBaseCount < 1 || timeBaseCount > 256) return 'no time base';
  const timeBases = Array.from({ length: timeBaseCount }, () => ({ num: read.v(), den: read.v() }));
  if (timeBases.some(({ num, den }) => num < 1 || den < 1 || num >= 2 ** 31 || den >= 2 ** 31)) return 'bad time base';
  const frameCodes = parseFrameCodes(read);
  if (typeof frameCodes === 'string') return frameCodes;
  const elided = [new Uint8Array(0)];
  if (read.at < read.end) {
    const more = read.v();
    if (more > 127) return 'too many elision headers';
    for (let index = 0; index < more; index++) elided.push(read.vb().slice());
  }
  const flags = version > 3 && read.at < read.end ? read.v() : 0;
  if (read.short) return 'main header cut short';
  return { timeBases, frameCodes, elided, broadcast: (flags & 1) === 1 };
}

function parseFrameCodes(read: NutBytes): FrameCode[] | string {
  const codes: FrameCode[] = [];
  const invalid = {
    flags: frameFlag.invalid,
    streamIndex: 0,
    sizeMul: 1,
    sizeLsb: 0,
    ptsDelta: 0,
    reservedCount: 0,
    headerIdx: 0,
  };
  let ptsDelta = 0;
  let sizeMul = 1;
  let streamIndex = 0;
  let headerIdx = 0;
  while (codes.length < 256) {
    const flags = read.v();
    const fields = read.v();
    if (fields > 0) ptsDelta = read.s();
    if (fields > 1) sizeMul = read.v();
    if (fields > 2) streamIndex = read.v();
    const sizeLsb = fields > 3 ? read.v() : 0;
    const reservedCount = fields > 4 ? read.v() : 0;
    const count = fields > 5 ? read.v() : sizeMul - sizeLsb;
    if (fields > 6) read.s(); // match time: for editors
    if (fields > 7) headerIdx = read.v();
    for (let field = 8; field < fields && !read.short; field++) read.v();
    if (read.short || count < 1 || count > 256 || sizeMul > 65_536) return 'bad frame code table';
    for (let step = 0; step < count && codes.length < 256; step++) {
      if (codes.length === 0x4e) codes.push(invalid); // 'N' starts the start codes
      codes.push({ flags, streamIndex, sizeMul, sizeLsb: sizeLsb + step, ptsDelta, reservedCount, headerIdx });
    }
  }
  return codes.slice(0, 256);
}

/** The payload of a stream header, or the reason why it is none. */
export function parseNutStream(payload: Uint8Array, main: NutMain): NutStream | string {
  const read = new NutBytes(payload);
  const index = read.v();
  const streamClass = read.v();
  const fourcc = String.fromCharCode(...read.vb().subarray(0, 4));
  const timeBase = main.timeBases[read.v()];
  const msbPtsShift = read.v();
  read.v(); // largest PTS distance
  read.v(); // decode delay
  read.v(); // flags: fixed rate
  const extradata = read.vb().slice();
  const video = streamClass === 0;
  const width = video ? read.v() : 0;
  const height = video ? read.v() : 0;
  if (read.short || !timeBase || msbPtsShift > 16 || index > 255) return 'bad stream header';
  if (width > 65_535 || height > 65_535) return `picture of ${width}x${height}`;
  return { index, video, fourcc, timeBase, msbPtsShift, extradata, width, height };
}

import { NutBytes, nutChecksum } from './nutBytes.ts';
import { frameFlag, parseNutMain, parseNutStream, type NutMain, type NutStream } from './nutHeaders.ts';

export interface NutPacket {
  readonly streamIndex: number;
  readonly ptsUs: number;
  readonly keyframe: boolean;
  /** Bytes of payload that follow. */
  readonly size: number;
}

/** Where a NUT stream's content goes, in its order. Payload pieces are views that are valid only during the call. */
export interface NutSink {
  stream(stream: NutStream): void;
  /** False when there is no place for the packet: `push` returns at once and begins with this packet when called again. */
  packetStart(packet: NutPacket): boolean;
  payload(piece: Uint8Array): void;
  packetEnd(): void;
  /** Bytes were skipped up to the next syncpoint; a packet that was under way never ends. */
  corrupt(why: string): void;
}

const startCodes = {
  main: 0x4e4d7a56_1f5f04adn,
  stream: 0x4e531140_5bf2f9dbn,
  syncpoint: 0x4e4be4ad_eeca4569n,
  index: 0x4e58dd67_2f23e64en,
  info: 0x4e49ab68_b596ba78n,
} as const;
type StartCode = keyof typeof startCodes;
const startCodeOf = new Map<bigint, StartCode>(
  (Object.keys(startCodes) as StartCode[]).map((name) => [startCodes[name], name]),
);
const fileId = new TextEncoder().encode('nut/multimedia container\0');
const maxHeaderBytes = 1 << 20;
const maxFrameHeaderBytes = 256;

/** What a parse step came to: bytes consumed, `more` bytes needed, `wait` for the sink, or corrupt for the reason given. */
type Step = number | 'more' | 'wait' | { readonly corrupt: string };

/**
 * Incremental NUT demuxer (nut specification, version 3), for the output of one ffmpeg. It keeps no payload; memory is
 * bounded by one header. After damage it goes on at the next start code.
 */
export class NutReader {
  readonly #sink: NutSink;
  readonly #maxPacketBytes: number;
  #main: NutMain | null = null;
  readonly #streams: (NutStream | undefined)[] = [];
  readonly #lastPts: number[] = [];
  /** The start of a header whose end has not come yet. */
  #kept = new Uint8Array(0);
  #payloadLeft = 0;
  #state: 'fileId' | 'headers' | 'frames' | 'lost' = 'fileId';

  /** @param maxPacketBytes a frame header that promises more is taken for damage */
  constructor(sink: NutSink, maxPacketBytes = 64 << 20) {
    this.#sink = sink;
    this.#maxPacketBytes = maxPacketBytes;
  }

  /** Takes the next bytes; returns how many were used, fewer than given only when the sink had no place for a packet. */
  push(bytes: Uint8Array): number {
    let at = 0;
    while (at < bytes.length) {
      if (this.#payloadLeft > 0) {
        at += this.#pushPayload(bytes, at);
      } else {
        const used = this.#kept.length > 0 ? this.#pushKept(bytes, at) : this.#pushHeader(bytes, at);
        if (used < 0) return at;
        at += used;
      }
    }
    return at;
  }

  #pushPayload(bytes: Uint8Array, at: number): number {
    const length = Math.min(this.#payloadLeft, bytes.length - at);
    this.#sink.payload(bytes.subarray(at, at + length));
    this.#payloadLeft -= length;
    if (this.#payloadLeft === 0) this.#sink.packetEnd();
    return length;
  }

  /** -1: the sink has no place. */
  #pushHeader(bytes: Uint8Array, at: number): number {
    const step = this.#step(bytes, at);
    if (step === 'wait') return -1;
    if (step === 'more') {
      this.#kept = bytes.slice(at);
      return bytes.length - at;
    }
    return typeof step === 'number' ? step : this.#lose(step.corrupt);
  }

  /** Goes on with a header whose start was kept, taking few bytes at a time so that payload is never kept. */
  #pushKept(bytes: Uint8Array, at: number): number {
    const before = this.#kept.length;
    const taken = Math.min(bytes.length - at, Math.max(64, before));
    const joined = new Uint8Array(before + taken);
    joined.set(this.#kept);
    joined.set(bytes.subarray(at, at + taken), before);
    const step = this.#step(joined, 0);
    if (step === 'wait') return -1;
    if (step === 'more') {
      this.#kept = joined;
      return taken;
    }
    if (typeof step !== 'number') return this.#lose(step.corrupt, joined, before, taken);
    if (step < before) {
      this.#kept = joined.slice(step, before);
      return 0;
    }
    this.#kept = new Uint8Array(0);
    return step - before;
  }

  /** Damage: from the next byte on a start code is looked for. */
  #lose(why: string, joined?: Uint8Array, before = 0, taken = 0): number {
    if (this.#state !== 'lost') this.#sink.corrupt(why);
    this.#state = 'lost';
    this.#kept = joined ? joined.slice(1, before + taken) : this.#kept;
    return joined ? taken : 1;
  }

  #step(bytes: Uint8Array, at: number): Step {
    if (this.#state === 'fileId') return this.#stepFileId(bytes, at);
    if (this.#state === 'lost') return this.#stepLost(bytes, at);
    if (bytes[at] === 0x4e) return this.#stepStartCode(bytes, at);
    if (this.#state === 'frames') return this.#stepFrame(bytes, at);
    return { corrupt: 'no header where one must stand' };
  }

  #stepFileId(bytes: Uint8Array, at: number): Step {
    if (bytes.length - at < fileId.length) return 'more';
    if (!fileId.every((byte, index) => bytes[at + index] === byte)) return { corrupt: 'not a NUT stream' };
    this.#state = 'headers';
    return fileId.length;
  }

  #stepLost(bytes: Uint8Array, at: number): Step {
    const found = bytes.indexOf(0x4e, at);
    if (found < 0) return bytes.length - at;
    if (found > at) return found - at;
    if (bytes.length - at < 8) return 'more';
    const name = startCodeAt(bytes, at);
    const wanted = this.#main ? name === 'syncpoint' || name === 'main' : name === 'main';
    return wanted ? this.#stepStartCode(bytes, at) : 1;
  }

  #stepStartCode(bytes: Uint8Array, at: number): Step {
    if (bytes.length - at < 8) return 'more';
    const name = startCodeAt(bytes, at);
    if (!name) return { corrupt: 'unknown start code' };
    const read = new NutBytes(bytes, at + 8);
    const forward = read.v();
    const long = forward > 4096;
    if (long) read.u32();
    if (read.short) return bytes.length - at > 24 ? { corrupt: 'endless header length' } : 'more';
    if (forward > maxHeaderBytes || forward < 4) return { corrupt: `header of ${forward} bytes` };
    if (long && nutChecksum(bytes, at, read.at) !== 0) return { corrupt: 'header checksum' };
    const end = read.at + forward;
    if (end > bytes.length) return 'more';
    if (nutChecksum(bytes, read.at, end) !== 0) return { corrupt: 'header checksum' };
    const problem = this.#takeHeader(name, bytes.subarray(read.at, end - 4));
    return problem === null ? end - at : { corrupt: problem };
  }

  #takeHeader(name: StartCode, payload: Uint8Array): string | null {
    if (name === 'main') {
      const main = parseNutMain(payload);
      if (typeof main === 'string') return main;
      this.#main = main;
      this.#state = 'headers';
    } else if (name === 'stream' && this.#main) {
      const stream = parseNutStream(payload, this.#main);
      if (typeof stream === 'string') return stream;
      // Headers are repeated now and then; only the first is news.
      if (!this.#streams[stream.index]) this.#sink.stream(stream);
      this.#streams[stream.index] = stream;
    } else if (name === 'syncpoint' && this.#main) {
      return this.#takeSyncpoint(payload, this.#main);
    }
    return null;
  }

  #takeSyncpoint(payload: Uint8Array, main: NutMain): string | null {
    const read = new NutBytes(payload);
    const stamp = read.v();
    const timeBase = main.timeBases[stamp % main.timeBases.length];
    if (read.short || !timeBase) return 'bad syncpoint';
    const ticks = Math.floor(stamp / main.timeBases.length);
    for (const stream of this.#streams) {
      if (stream) this.#lastPts[stream.index] = rescaleDown(ticks, timeBase, stream.timeBase);
    }
    this.#state = 'frames';
    return null;
  }

  #stepFrame(bytes: Uint8Array, at: number): Step {
    const main = this.#main as NutMain;
    const read = new NutBytes(bytes, at, Math.min(bytes.length, at + maxFrameHeaderBytes));
    const code = main.frameCodes[read.u8()] as NutMain['frameCodes'][number];
    const flags = code.flags & frameFlag.coded ? code.flags ^ read.v() : code.flags;
    if (flags & (frameFlag.invalid | frameFlag.sideData)) return { corrupt: 'frame code that is not in use' };
    const index = flags & frameFlag.streamId ? read.v() : code.streamIndex;
    const coded = flags & frameFlag.codedPts ? read.v() : null;
    const msb = flags & frameFlag.sizeMsb ? read.v() : 0;
    if (flags & frameFlag.matchTime) read.s();
    const headerIdx = flags & frameFlag.headerIdx ? read.v() : code.headerIdx;
    const reserved = flags & frameFlag.reserved ? read.v() : code.reservedCount;
    for (let count = 0; count < reserved && !read.short; count++) read.v();
    if (flags & frameFlag.checksum) read.u32();
    if (read.short) return read.end - at < maxFrameHeaderBytes ? 'more' : { corrupt: 'endless frame header' };
    if (flags & frameFlag.checksum && nutChecksum(bytes, at, read.at) !== 0)
      return { corrupt: 'frame header checksum' };
    const stream = this.#streams[index];
    if (!stream) return { corrupt: `frame of stream ${index}, which has no header` };
    const size = code.sizeLsb + msb * code.sizeMul;
    if (size > this.#maxPacketBytes) return { corrupt: `packet of ${size} bytes` };
    const elided = main.elided[size > 4096 ? 0 : headerIdx];
    if (!elided || elided.length > size) return { corrupt: 'bad elision header' };
    const pts = this.#ptsOf(stream, coded, code.ptsDelta);
    const keyframe = (flags & frameFlag.key) !== 0;
    if (
      size > 0 &&
      !this.#begin({ streamIndex: index, ptsUs: ticksToUs(pts, stream.timeBase), keyframe, size }, elided)
    ) {
      return 'wait';
    }
    this.#lastPts[index] = pts;
    return read.at - at;
  }

  #begin(packet: NutPacket, elided: Uint8Array): boolean {
    if (!this.#sink.packetStart(packet)) return false;
    if (elided.length > 0) this.#sink.payload(elided);
    this.#payloadLeft = packet.size - elided.length;
    if (this.#payloadLeft === 0) this.#sink.packetEnd();
    return true;
  }

  #ptsOf(stream: NutStream, coded: number | null, delta: number): number {
    const last = this.#lastPts[stream.index] ?? 0;
    if (coded === null) return last + delta;
    const range = 2 ** stream.msbPtsShift;
    if (coded >= range) return coded - range;
    const from = last - Math.floor((range - 1) / 2);
    return from + modulo(coded - from, range);
  }
}

function startCodeAt(bytes: Uint8Array, at: number): StartCode | undefined {
  return startCodeOf.get(new DataView(bytes.buffer, bytes.byteOffset + at, 8).getBigUint64(0));
}

function modulo(value: number, range: number): number {
  return ((value % range) + range) % range;
}

interface Fraction {
  readonly num: number;
  readonly den: number;
}

/** Ticks of one time base in another, rounded down, exact beyond 2^53. */
function rescaleDown(ticks: number, from: Fraction, to: Fraction): number {
  const above = BigInt(ticks) * BigInt(from.num) * BigInt(to.den);
  return Number(above / (BigInt(from.den) * BigInt(to.num)));
}

/** Microseconds to the nearest whole; equal for equal moments in different time bases as long as both hold them exactly. */
export function ticksToUs(ticks: number, { num, den }: Fraction): number {
  const rest = modulo(ticks, den);
  return ((ticks - rest) / den) * num * 1_000_000 + Math.round((rest * num * 1_000_000) / den);
}

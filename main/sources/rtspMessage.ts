/** Bounds of what one side of an RTSP connection may send, bytes. */
export interface RtspLimits {
  readonly headerBytes: number;
  readonly bodyBytes: number;
  /** Bytes that may be passed over between two media frames when a camera lost its framing. */
  readonly strayBytes: number;
}
export const rtspLimits: RtspLimits = { headerBytes: 65_536, bodyBytes: 262_144, strayBytes: 65_536 };

export type RtspHeader = readonly [name: string, value: string];

/** A request or an answer. Texts are Latin-1, as they came. */
export interface RtspMessage {
  readonly startLine: string;
  readonly headers: readonly RtspHeader[];
  readonly body: Buffer;
}

/** What was sent is not RTSP or breaks a limit; the message is a sentence that can be shown. */
export class RtspFault extends Error {}

export interface RtspSink {
  message(message: RtspMessage): void;
  /** Interleaved frames and parts of frames, in order, as views into what was pushed. */
  media(bytes: Buffer): void;
}

const dollar = 0x24;
const lineFeed = 0x0a;
const carriageReturn = 0x0d;

/**
 * Takes an RTSP connection apart (RFC 2326): messages are parsed within limits, interleaved frames are passed on by
 * their length alone, not copied. Throws `RtspFault`; afterwards the connection is of no use.
 */
export class RtspReader {
  /** After PLAY bytes that are neither frame nor message are passed over up to the next frame, as players do. */
  playing = false;
  /** A frame of video began; those of odd channels are reports about it. */
  videoBegan = false;
  readonly #sink: RtspSink;
  readonly #limits: RtspLimits;
  #held: Buffer[] = [];
  #heldBytes = 0;
  /** No attempt is made before so many bytes are held. */
  #wantedBytes = 0;
  #frameLeft = 0;
  #strayBytes = 0;

  constructor(sink: RtspSink, limits: RtspLimits = rtspLimits) {
    this.#sink = sink;
    this.#limits = limits;
  }

  /** Bytes kept because what they begin is not whole yet. */
  get heldBytes(): number {
    return this.#heldBytes;
  }

  /** Nothing of `bytes` is kept: the caller may fill it again afterwards. */
  push(bytes: Buffer): void {
    let all = bytes;
    if (this.#heldBytes > 0) {
      this.#held.push(Buffer.from(bytes));
      this.#heldBytes += bytes.length;
      if (this.#heldBytes < this.#wantedBytes) return;
      all = Buffer.concat(this.#held);
    }
    const rest = all.subarray(this.#consume(all));
    this.#held = rest.length > 0 ? [Buffer.from(rest)] : [];
    this.#heldBytes = rest.length;
  }

  /** Bytes used; the rest is the beginning of something. */
  #consume(bytes: Buffer): number {
    let at = 0;
    let mediaFrom = 0;
    const pass = (): void => {
      if (at > mediaFrom)
        this.#sink.media(mediaFrom === 0 && at === bytes.length ? bytes : bytes.subarray(mediaFrom, at));
    };
    while (at < bytes.length) {
      if (this.#frameLeft > 0) {
        const taken = Math.min(this.#frameLeft, bytes.length - at);
        this.#frameLeft -= taken;
        at += taken;
      } else if (bytes[at] === dollar) {
        if (bytes.length - at < 4) break;
        this.#frameLeft = 4 + bytes.readUInt16BE(at + 2);
        this.videoBegan ||= bytes.readUInt8(at + 1) % 2 === 0;
        this.#strayBytes = 0;
      } else {
        pass();
        const used = this.#other(bytes, at);
        at += used;
        mediaFrom = at;
        if (used === 0) return at;
      }
    }
    pass();
    this.#wantedBytes = 0;
    return at;
  }

  /** A message, line ends between messages, or strays; 0 when more must come. */
  #other(bytes: Buffer, at: number): number {
    if (bytes[at] === lineFeed || bytes[at] === carriageReturn) return 1;
    if (!looksLikeMessage(bytes, at)) {
      if (!this.playing) throw new RtspFault(describeForeign(bytes, at));
      const next = bytes.indexOf(dollar, at);
      return this.#stray((next < 0 ? bytes.length : next) - at);
    }
    const end = endOfHeader(bytes, at);
    if ((end < 0 ? bytes.length : end) - at > this.#limits.headerBytes) {
      throw new RtspFault(`Its header is longer than ${this.#limits.headerBytes} bytes.`);
    }
    if (end < 0) {
      this.#wantedBytes = 0;
      return 0;
    }
    const { startLine, headers } = parseHeader(bytes.toString('latin1', at, end));
    if (!/^(RTSP\/[12]\.\d [1-5]\d\d( |$)|[A-Z_]+ \S+ RTSP\/[12]\.\d$)/.test(startLine)) {
      throw new RtspFault(describeForeign(bytes, at));
    }
    const length = bodyLength(headers, this.#limits.bodyBytes);
    if (bytes.length < end + length) {
      this.#wantedBytes = end - at + length;
      return 0;
    }
    this.#sink.message({ startLine, headers, body: bytes.subarray(end, end + length) });
    return end + length - at;
  }

  #stray(count: number): number {
    this.#strayBytes += count;
    if (this.#strayBytes > this.#limits.strayBytes) throw new RtspFault('Its stream is broken.');
    return count;
  }
}

/** The value of the first header of that name (lower case). */
export function headerOf(message: Pick<RtspMessage, 'headers'>, name: string): string | undefined {
  return headersOf(message, name)[0];
}

export function headersOf({ headers }: Pick<RtspMessage, 'headers'>, name: string): string[] {
  return headers.flatMap(([key, value]) => (key.toLowerCase() === name ? [value] : []));
}

/** 200 of `RTSP/1.0 200 OK`; 0 for a request. */
export function statusOf({ startLine }: RtspMessage): number {
  return Number(/^RTSP\/\d\.\d (\d{3})/.exec(startLine)?.[1] ?? 0);
}

/** The bytes of a message; Content-Length is set from the body. */
export function rtspBytes(startLine: string, headers: readonly RtspHeader[], body: Buffer = Buffer.alloc(0)): Buffer {
  const length: RtspHeader[] = body.length > 0 ? [['Content-Length', String(body.length)]] : [];
  const lines = [startLine, ...[...headers, ...length].map(([name, value]) => `${name}: ${value}`)];
  return Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1'), body]);
}

function looksLikeMessage(bytes: Buffer, at: number): boolean {
  return /^[A-Z][A-Z_]*([ /]|$)/.test(bytes.toString('latin1', at, at + 16));
}

function describeForeign(bytes: Buffer, at: number): string {
  const begin = bytes.toString('latin1', at, at + 24);
  if (begin.startsWith('HTTP/')) return 'It answers as a web server.';
  if (begin.startsWith('SSH-')) return 'It answers as a login server (SSH).';
  return 'It answers with something that is not RTSP.';
}

/** Position after the empty line that ends a header, or -1; bare line feeds are taken too. */
function endOfHeader(bytes: Buffer, from: number): number {
  for (let at = bytes.indexOf(lineFeed, from); at >= 0; at = bytes.indexOf(lineFeed, at + 1)) {
    if (bytes[at + 1] === lineFeed) return at + 2;
    if (bytes[at + 1] === carriageReturn && bytes[at + 2] === lineFeed) return at + 3;
  }
  return -1;
}

function parseHeader(text: string): Pick<RtspMessage, 'startLine' | 'headers'> {
  if (text.includes('\0')) throw new RtspFault('Its header holds a zero byte.');
  const [startLine = '', ...lines] = text.split(/\r?\n/);
  const headers = lines.flatMap((line): RtspHeader[] => {
    const colon = line.indexOf(':');
    return colon > 0 ? [[line.slice(0, colon).trim(), line.slice(colon + 1).trim()]] : [];
  });
  return { startLine: startLine.trimEnd(), headers };
}

function bodyLength(headers: readonly RtspHeader[], limit: number): number {
  const text = headerOf({ headers }, 'content-length');
  if (text === undefined) return 0;
  if (!/^\d{1,9}$/.test(text)) throw new RtspFault('The length of its message is not a number.');
  if (Number(text) > limit) throw new RtspFault(`Its message is longer than ${limit} bytes.`);
  return Number(text);
}

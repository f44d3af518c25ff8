import net from 'node:net';
import type { Clock } from '../../app/base/clock.ts';
import { paddingGrey } from '../../app/detect/letterbox.ts';
import { ptsOffsetS, type FrameAddress } from './ffmpegArgs.ts';
import type { NutStream } from './nutHeaders.ts';
import { NutReader, type NutPacket, type NutSink } from './nutReader.ts';
import type { FrameTarget } from './source.ts';

export interface FrameInletPorts {
  readonly clock: Clock;
  /** Whether a frame of this PTS (ffmpeg's, µs) may go out now. */
  readonly ready: (ptsUs: number) => boolean;
  /** The frame stands in the target, whole. */
  readonly publish: (ptsUs: number) => void;
}

const connectEveryMs = 15;
/** A frame goes out after this even when its packet never shows up, so that nothing ever blocks. */
const holdMs = 1000;
const bufferBytes = 1 << 20;

/**
 * The reading end of ffmpeg's raw frames. Each read lands in one static buffer (`onread`) and is copied once, straight
 * into the target. When the target has no place, or a frame has to wait for its packet, the socket is not read and ffmpeg
 * waits.
 */
export class FrameInlet implements NutSink {
  /** Resolves when no further frame will come. */
  readonly closed: Promise<void>;
  readonly #address: FrameAddress;
  readonly #target: FrameTarget;
  readonly #ports: FrameInletPorts;
  readonly #buffer = Buffer.allocUnsafeSlow(bufferBytes);
  readonly #reader = new NutReader(this);
  /** Of the picture's rows, and of the padding above them; known from the stream's header. */
  #frameBytes = 0;
  #paddingBytes = 0;
  /** The rows for which a place's padding is grey already. */
  readonly #paddedFor = new WeakMap<Uint8Array, number>();
  readonly #resolveClosed: () => void;
  #socket: net.Socket | null = null;
  #unread: Uint8Array | null = null;
  #place: Uint8Array | null = null;
  #filled = 0;
  #framePtsUs = 0;
  #waitingPtsUs: number | null = null;
  #cancelTimer: () => void = () => undefined;
  #listensForPlaces = false;
  #done = false;
  #socketEnded = false;

  constructor(address: FrameAddress, target: FrameTarget, ports: FrameInletPorts) {
    this.#address = address;
    this.#target = target;
    this.#ports = ports;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.closed = promise;
    this.#resolveClosed = resolve;
    this.#connect();
  }

  /** Something changed that a waiting frame or a full target may have waited for. */
  proceed(): void {
    if (this.#done) return;
    if (this.#waitingPtsUs !== null && this.#ports.ready(this.#waitingPtsUs)) this.#publishWaiting();
    if (this.#unread && this.#waitingPtsUs === null) this.#readOn(this.#unread);
    if (this.#drained) this.stop();
  }

  get #drained(): boolean {
    return this.#socketEnded && this.#unread === null && this.#waitingPtsUs === null;
  }

  /** ffmpeg is gone: what the socket still holds is read to its end, and no new connection is tried. */
  finish(): void {
    if (this.#socket === null || this.#socketEnded) this.stop();
  }

  /** At once, dropping what was not read. */
  stop(): void {
    if (this.#done) return;
    this.#done = true;
    this.#cancelTimer();
    this.#socket?.destroy();
    this.#resolveClosed();
  }

  stream({ width, height }: NutStream): void {
    const fits = width === this.#target.width && height <= this.#target.height;
    this.#frameBytes = fits ? 3 * width * height : 0;
    this.#paddingBytes = 3 * width * Math.floor((this.#target.height - height) / 2);
  }

  packetStart(packet: NutPacket): boolean {
    if (this.#waitingPtsUs !== null) return false;
    this.#place = this.#target.begin();
    if (this.#place === null) {
      if (!this.#listensForPlaces) this.#target.onFree(() => this.proceed());
      this.#listensForPlaces = true;
      return false;
    }
    this.#pad(this.#place);
    this.#filled = 0;
    this.#framePtsUs = packet.ptsUs - ptsOffsetS * 1_000_000;
    return true;
  }

  payload(piece: Uint8Array): void {
    const length = Math.min(piece.length, this.#frameBytes - this.#filled);
    const from = piece.byteOffset;
    const at = this.#paddingBytes + this.#filled;
    this.#filled += piece.length;
    if (!this.#place || length <= 0) return;
    // `set`, and `copy` of a whole view, go byte by byte into shared memory unless both sides happen to be aligned.
    if (piece.buffer === this.#buffer.buffer) this.#buffer.copy(this.#place, at, from, from + length);
    else this.#place.set(piece.subarray(0, length), at);
  }

  packetEnd(): void {
    if (this.#frameBytes === 0 || this.#filled !== this.#frameBytes) return; // not a frame of ours; the place is begun anew
    this.#waitingPtsUs = this.#framePtsUs;
    if (this.#ports.ready(this.#framePtsUs)) this.#publishWaiting();
    else this.#cancelTimer = this.#ports.clock.after(holdMs, () => this.#giveUpWaiting());
  }

  corrupt(): void {
    // The frame under way is lost; the next one begins at a syncpoint.
  }

  /** The rows above and below the picture, once a place. */
  #pad(place: Uint8Array): void {
    if (this.#paddedFor.get(place) === this.#frameBytes) return;
    place.fill(paddingGrey, 0, this.#paddingBytes);
    place.fill(paddingGrey, this.#paddingBytes + this.#frameBytes);
    this.#paddedFor.set(place, this.#frameBytes);
  }

  #giveUpWaiting(): void {
    if (this.#done || this.#waitingPtsUs === null) return;
    this.#publishWaiting();
    this.proceed();
  }

  #publishWaiting(): void {
    const ptsUs = this.#waitingPtsUs as number;
    this.#waitingPtsUs = null;
    this.#cancelTimer();
    this.#ports.publish(ptsUs);
  }

  /** ffmpeg listens only once it has opened its input, so the connection is tried until then. */
  #connect(): void {
    if (this.#done) return;
    const where =
      'unixPath' in this.#address
        ? { path: this.#address.unixPath }
        : { host: '127.0.0.1', port: this.#address.tcpPort };
    const onread = { buffer: this.#buffer, callback: (length: number) => this.#read(length) };
    const socket = net.connect({ ...where, onread });
    socket.once('connect', () => {
      this.#socket = socket;
    });
    socket.on('error', () => undefined); // 'close' follows
    socket.once('close', () => this.#socketClosed());
  }

  #socketClosed(): void {
    if (this.#done) return;
    this.#socketEnded = this.#socket !== null;
    if (!this.#socketEnded) this.#cancelTimer = this.#ports.clock.after(connectEveryMs, () => this.#connect());
    else if (this.#drained) this.stop();
  }

  #read(length: number): boolean {
    if (this.#done) return false;
    const bytes = this.#buffer.subarray(0, length);
    const used = this.#reader.push(bytes);
    this.#unread = used < length ? bytes.subarray(used) : null;
    return this.#unread === null;
  }

  #readOn(bytes: Uint8Array): void {
    const used = this.#reader.push(bytes);
    this.#unread = used < bytes.length ? bytes.subarray(used) : null;
    if (!this.#unread && !this.#done) this.#socket?.resume();
  }
}

import { connect as connectTcp, isIP, type OnReadOpts, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { Reason } from '../../app/camera/cameraState.ts';
import { reasonOf } from '../../app/camera/reasonText.ts';
import type { RtspRelayOptions } from './relayOptions.ts';
import { reasonOfSilence, reasonOfSocketError } from './rtspRefusal.ts';

/** Whoever talks to the camera. */
export interface CameraEvents {
  ready(): void;
  /**
   * `bytes` lie in a buffer that the next read fills again. False when they are not all taken yet: nothing more is read
   * before `resume`.
   */
  received(bytes: Buffer): boolean;
  /** It could not be connected in time, or broke. */
  left(reason: Reason): void;
}

const readBytes = 262_144;

/** The connection to one camera at its pinned address, plain or TLS; it may be opened anew. */
export class RtspCameraConnection {
  readonly #options: Pick<RtspRelayOptions, 'pinned' | 'source' | 'connectMs' | 'clock'>;
  readonly #events: CameraEvents;
  #socket: Socket;
  #isOpen = false;
  #cancelDeadline: () => void = () => undefined;

  constructor(options: Pick<RtspRelayOptions, 'pinned' | 'source' | 'connectMs' | 'clock'>, events: CameraEvents) {
    this.#options = options;
    this.#events = events;
    this.#socket = this.#connect();
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** Why a connection that is not open yet is none. */
  get silence(): Reason {
    return reasonOfSilence(this.#socket);
  }

  /** Bytes that the camera has not taken yet. */
  get backlogBytes(): number {
    return this.#socket.writableLength;
  }

  write(bytes: Buffer): void {
    this.#socket.write(bytes);
  }

  resume(): void {
    this.#socket.resume();
  }

  openAnew(): void {
    this.close();
    this.#isOpen = false;
    this.#socket = this.#connect();
  }

  close(): void {
    this.#cancelDeadline();
    this.#socket.destroy();
  }

  #connect(): Socket {
    const { pinned, source, connectMs, clock } = this.#options;
    const place = { host: pinned.address, port: source.port };
    const ready = (): void => {
      this.#isOpen = true;
      this.#cancelDeadline();
      this.#events.ready();
    };
    // Cameras sign their own certificates; TLS here keeps listeners out and proves nothing about the camera.
    const servername = isIP(source.host) === 0 && !source.host.startsWith('[') ? { servername: source.host } : {};
    const socket =
      source.scheme === 'rtsps'
        ? connectTls({ ...place, ...servername, rejectUnauthorized: false }, ready)
        : connectTcp({ ...place, noDelay: true, onread: this.#readInto(Buffer.allocUnsafeSlow(readBytes)) }, ready);
    this.#cancelDeadline = clock.after(connectMs, () => this.#events.left(reasonOfSilence(socket)));
    if (source.scheme === 'rtsps') socket.on('data', (bytes: Buffer) => this.#events.received(bytes) || socket.pause());
    const left = (reason: Reason): void => {
      if (socket === this.#socket) this.#events.left(reason);
    };
    socket.on('error', (error) => left(reasonOfSocketError(error)));
    socket.on('close', () => left(reasonOf('refused', 'It closed the connection.')));
    return socket;
  }

  /** Plain connections are read into one buffer over and over: a camera's pictures cost no allocation. */
  #readInto(buffer: Buffer): OnReadOpts {
    return { buffer, callback: (bytes) => this.#events.received(buffer.subarray(0, bytes)) };
  }
}

import type { Readable } from 'node:stream';
import type { Clock } from '../../app/base/clock.ts';
import type { Reason } from '../../app/camera/cameraState.ts';
import { reasonOf } from '../../app/camera/reasonText.ts';
import type { Size } from '../../app/space/box.ts';
import { platformClock } from '../platformClock.ts';
import { EyeStream } from './eyeStream.ts';
import { failureOf } from './failureOf.ts';
import { elementaryFps, ffmpegArgs } from './ffmpegArgs.ts';
import { ffmpegFinder } from './ffmpegPath.ts';
import { allGuards, FfmpegProcess, type ProcessGuards } from './ffmpegProcess.ts';
import { makeFrameFolder, type FrameFolder } from './frameFolder.ts';
import { FrameInlet } from './frameInlet.ts';
import type { NutStream } from './nutHeaders.ts';
import { openInput, type InputRequest, type OpenedInput } from './openInput.ts';
import { readPackets, type WholePacket } from './packetInlet.ts';
import { PacketLog } from './packetLog.ts';
import { turned } from './probeFile.ts';
import { relayOpener } from './openRelay.ts';
import type { OpenRelay } from './relay.ts';
import type { FrameTarget, Session, SessionListener, StreamFormat } from './source.ts';

export interface SessionOptions extends InputRequest {
  /** Where frames for the detector go; `null` decodes nothing. */
  readonly target: FrameTarget | null;
  /** How a file is read; ignored for cameras. */
  readonly pace: 'realTime' | 'fast';
  /** Frames a second given to the target; 0 gives none. */
  readonly analysisFps: number;
  /** Every frame goes to the target, whatever `analysisFps` says. */
  readonly lossless: boolean;
  /** Encode the eye's stream anew. Done unasked where the picture is turned or the file carries no time. */
  readonly transcode: boolean;
  readonly epoch: number;
}

/** A packet of the camera's own stream as it came in, whatever the eye is given. */
export interface ArrivedPacket {
  readonly ptsUs: number;
  readonly keyframe: boolean;
  readonly byteLength: number;
  readonly arrivedMonoMs: number;
  /** ffmpeg's name of the camera's codec. */
  readonly codec: string;
}

/** Opens one session; `packet` is told every packet of the camera's own stream. */
export type OpenCameraSession = (
  options: SessionOptions,
  listener: SessionListener,
  packet: (packet: ArrivedPacket) => void,
) => Promise<Session>;

export interface SessionPorts {
  readonly clock: Clock;
  readonly findFfmpeg: () => Promise<string>;
  readonly openRelay: OpenRelay;
  readonly guards?: ProcessGuards;
  /** Off only where a test shows what it is for: a picture that changes its size ends the session. */
  readonly endOnChange?: boolean;
  /** For meters and watchdogs: every packet of the camera. */
  readonly packet?: (packet: ArrivedPacket) => void;
}

/** The machine's own clock, ffmpeg and relays. */
export const platformPorts: SessionPorts = {
  clock: platformClock,
  findFfmpeg: ffmpegFinder(),
  openRelay: relayOpener(),
};

/**
 * Starts one ffmpeg for one source. Frames go to `target`, everything else to the listener, which is told the end with
 * its `Reason`.
 * @throws AppError whose cause is a `Reason` when it could not even start; the listener is then told nothing
 */
export async function openSession(
  options: SessionOptions,
  listener: SessionListener,
  ports: SessionPorts = platformPorts,
): Promise<Session> {
  const ffmpegPath = await ports.findFfmpeg();
  const opened = await openInput(options, ffmpegPath, ports);
  const folder = await makeFrameFolder();
  return new FfmpegSession(options, listener, ports, { ...opened, ffmpegPath, folder });
}

const clockStepUs = 2_000_000;

/** `openSession` for `openCameraSource`, on this machine's own ffmpeg. */
export function sessionOpener(clock: Clock): OpenCameraSession {
  return (options, listener, packet) => openSession(options, listener, { ...platformPorts, clock, packet });
}

interface Means extends OpenedInput {
  readonly ffmpegPath: string;
  readonly folder: FrameFolder;
}

class FfmpegSession implements Session {
  readonly done: Promise<void>;
  readonly #options: SessionOptions;
  readonly #listener: SessionListener;
  readonly #ports: SessionPorts;
  readonly #means: Means;
  readonly #ffmpeg: FfmpegProcess;
  readonly #inlet: FrameInlet | null;
  readonly #log = new PacketLog();
  readonly #transcode: boolean;
  readonly #startMonoMs: number;
  /** The camera's own stream. */
  #camera: EyeStream | null = null;
  /** What the eye gets: the same, or the transcode. */
  #eye: EyeStream | null = null;
  #format: StreamFormat | null = null;
  #eyeHadKeyframe = false;
  #packets = 0;
  #newestPtsUs = Number.NEGATIVE_INFINITY;
  #copyEnded = false;
  #reason: Reason | null = null;
  #ending = false;
  #stopped = false;

  constructor(options: SessionOptions, listener: SessionListener, ports: SessionPorts, means: Means) {
    this.#options = options;
    this.#listener = listener;
    this.#ports = ports;
    this.#means = means;
    this.#startMonoMs = ports.clock.monoMs();
    this.#transcode = options.transcode || means.input.kind === 'elementary' || (means.probe?.rotation ?? 0) !== 0;
    const target = options.analysisFps > 0 || options.lossless ? options.target : null;
    const args = ffmpegArgs({
      input: means.input,
      realTime: options.pace === 'realTime',
      loop: options.loop,
      frames: target && {
        width: target.width,
        height: target.height,
        fps: options.lossless ? null : options.analysisFps,
        address: means.folder.address,
      },
      transcode: this.#transcode,
    });
    this.#ffmpeg = new FfmpegProcess(
      means.ffmpegPath,
      args,
      this.#transcode ? 3 : 2,
      ports.guards ?? allGuards,
      ports.clock,
    );
    this.#readOutputs();
    this.#inlet = target && this.#openInlet(target);
    this.done = this.#toTheEnd();
  }

  get pid(): number | undefined {
    return this.#ffmpeg.pid;
  }

  stop(): void {
    this.#stopped = true;
    this.#end(null);
  }

  #readOutputs(): void {
    const [, copy, , transcode] = this.#ffmpeg.child.stdio as (Readable | null)[];
    if (copy) {
      readPackets(copy, {
        stream: (header) => this.#cameraStream(header),
        packet: (packet) => this.#cameraPacket(packet),
      });
      copy.once('close', () => {
        this.#copyEnded = true;
        this.#inlet?.proceed();
      });
    }
    if (transcode && this.#transcode) {
      readPackets(transcode, {
        stream: (header) => {
          this.#eye = new EyeStream(header);
          this.#inlet?.proceed();
        },
        packet: (packet) => this.#eyePacket(packet),
      });
    }
  }

  #openInlet(target: FrameTarget): FrameInlet {
    return new FrameInlet(this.#means.folder.address, target, {
      clock: this.#ports.clock,
      ready: (ptsUs) => this.#copyEnded || (this.#log.reached(ptsUs) && this.#open()),
      publish: (ptsUs) => this.#publish(target, ptsUs),
    });
  }

  #cameraStream(header: NutStream): void {
    this.#camera = new EyeStream(header);
    if (!this.#transcode) this.#eye = this.#camera;
  }

  #cameraPacket({ ffmpegPtsUs, keyframe, bytes }: WholePacket): void {
    const camera = this.#camera;
    if (this.#ending || !camera) return;
    const { clock } = this.#ports;
    const arrived = { arrivedAtMs: clock.wallMs(), arrivedMonoMs: clock.monoMs() };
    const ptsUs = this.#ptsOf(ffmpegPtsUs, arrived.arrivedMonoMs);
    this.#packets++;
    if (this.#setBack(ffmpegPtsUs)) return this.#end(reasonOf('clock-set-back'));
    const unit = camera.take(bytes, keyframe);
    if (unit.changed && (this.#ports.endOnChange ?? true)) return this.#end(pictureChanged(unit.changed.size));
    const key = this.#means.input.kind === 'elementary' ? ptsUs : ffmpegPtsUs;
    this.#log.add({ ffmpegPtsUs: key, ptsUs, ...arrived });
    this.#ports.packet?.({ ptsUs, keyframe, byteLength: bytes.length, codec: camera.codec, ...arrived });
    if (!this.#transcode) this.#toEye({ ptsUs, keyframe, bytes: unit.bytes, ...arrived });
    this.#inlet?.proceed();
  }

  /** A camera's clock stepped back by more than pictures are ever reordered by. Files that are analysed are read on. */
  #setBack(ffmpegPtsUs: number): boolean {
    const live = this.#means.probe === null || this.#options.pace === 'realTime';
    const back = live && ffmpegPtsUs < this.#newestPtsUs - clockStepUs;
    this.#newestPtsUs = Math.max(this.#newestPtsUs, ffmpegPtsUs);
    return back;
  }

  #eyePacket({ ffmpegPtsUs, keyframe, bytes }: WholePacket): void {
    if (this.#ending || !this.#eye) return;
    const { clock } = this.#ports;
    const packet = this.#log.of(ffmpegPtsUs) ?? {
      ptsUs: ffmpegPtsUs,
      arrivedAtMs: clock.wallMs(),
      arrivedMonoMs: clock.monoMs(),
    };
    const { ptsUs, arrivedAtMs, arrivedMonoMs } = packet;
    this.#toEye({ ptsUs, keyframe, bytes: this.#eye.take(bytes, keyframe).bytes, arrivedAtMs, arrivedMonoMs });
  }

  #toEye(chunk: Parameters<SessionListener['chunk']>[0]): void {
    this.#eyeHadKeyframe ||= chunk.keyframe;
    if (this.#eyeHadKeyframe && this.#open()) this.#listener.chunk(chunk);
  }

  /**
   * Sources without time of their own are stamped on arrival, by the monotonic clock: a wall clock that steps would reach
   * the boxes. Raw files are counted.
   */
  #ptsOf(ffmpegPtsUs: number, arrivedMonoMs: number): number {
    const { kind } = this.#means.input;
    if (kind === 'multipart') return Math.round((arrivedMonoMs - this.#startMonoMs) * 1000);
    return kind === 'elementary' ? Math.round((this.#packets * 1_000_000) / elementaryFps) : ffmpegPtsUs;
  }

  #publish(target: FrameTarget, ffmpegPtsUs: number): void {
    const size = this.#pictureSize();
    if (this.#ending || !size || !this.#open()) return;
    const { clock } = this.#ports;
    const packet = this.#log.of(ffmpegPtsUs);
    const stamp = {
      ptsUs: packet?.ptsUs ?? ffmpegPtsUs,
      epoch: this.#options.epoch,
      arrivedAtMs: packet?.arrivedAtMs ?? clock.wallMs(),
      arrivedMonoMs: packet?.arrivedMonoMs ?? clock.monoMs(),
      source: size,
    };
    target.publish(stamp);
    this.#listener.frame(stamp);
  }

  /** The decoded picture, display rotation applied. */
  #pictureSize(): Size | null {
    const size = this.#camera?.format?.size;
    return size ? turned(size, this.#means.probe?.rotation ?? 0) : null;
  }

  /** Tells the format once, as soon as it is whole. */
  #open(): boolean {
    if (this.#format) return true;
    const size = this.#pictureSize();
    const eye = this.#eye;
    if (!size || !eye?.format) return false;
    this.#format = { codec: eye.codec, webCodec: eye.format.webCodec, size, transcoded: this.#transcode };
    this.#listener.opened(this.#format);
    return true;
  }

  #end(reason: Reason | null): void {
    if (this.#ending) return;
    this.#ending = true;
    this.#reason = reason;
    this.#inlet?.stop();
    this.#ffmpeg.stop();
  }

  async #toTheEnd(): Promise<void> {
    const exit = await this.#ffmpeg.exited;
    this.#copyEnded = true;
    this.#inlet?.proceed();
    this.#inlet?.finish();
    await this.#inlet?.closed;
    if (!this.#ending) {
      this.#reason = failureOf({
        kind: this.#means.input.kind,
        exit,
        lines: this.#ffmpeg.lines,
        relayReason: this.#means.relay?.reason ?? null,
        owed: this.#means.relay?.owed ?? null,
        opened: this.#format !== null,
      });
    }
    this.#ending = true;
    this.#means.relay?.close();
    await this.#means.folder.remove();
    this.#listener.closed(this.#stopped ? null : this.#reason);
  }
}

function pictureChanged(size: Size): Reason {
  return reasonOf('picture-changed', `It is now ${size.width} x ${size.height} pixels.`);
}

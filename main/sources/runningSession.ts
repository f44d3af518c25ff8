import type { Readable } from 'node:stream';
import type { Reason } from '../../app/camera/cameraState.ts';
import { reasonOf } from '../../app/camera/reasonText.ts';
import type { Size } from '../../app/space/box.ts';
import { failureOf } from './failureOf.ts';
import { ffmpegArgs } from './ffmpegArgs.ts';
import { allGuards, FfmpegProcess } from './ffmpegProcess.ts';
import type { FrameFolder } from './frameFolder.ts';
import { FrameInlet } from './frameInlet.ts';
import type { OpenedInput } from './openInput.ts';
import { readPackets, type WholePacket } from './packetInlet.ts';
import { PacketLog } from './packetLog.ts';
import { PacketTimes } from './packetTimes.ts';
import type { SessionOptions, SessionPorts } from './sessionOptions.ts';
import { SessionPicture } from './sessionPicture.ts';
import type { FrameTarget, Session, SessionListener } from './source.ts';

/** What was made ready for one session. */
export interface Means extends OpenedInput {
  readonly ffmpegPath: string;
  readonly folder: FrameFolder;
}

/** One ffmpeg from its start to its end: its outputs are read, joined by time, and handed on. */
export class RunningSession implements Session {
  readonly done: Promise<void>;
  readonly #options: SessionOptions;
  readonly #listener: SessionListener;
  readonly #ports: SessionPorts;
  readonly #means: Means;
  readonly #ffmpeg: FfmpegProcess;
  readonly #inlet: FrameInlet | null;
  readonly #log = new PacketLog();
  readonly #transcode: boolean;
  readonly #times: PacketTimes;
  readonly #picture: SessionPicture;
  #copyEnded = false;
  #reason: Reason | null = null;
  #ending = false;
  #stopped = false;

  constructor(options: SessionOptions, listener: SessionListener, ports: SessionPorts, means: Means) {
    this.#options = options;
    this.#listener = listener;
    this.#ports = ports;
    this.#means = means;
    this.#times = new PacketTimes(
      means.input.kind,
      means.probe === null || options.pace === 'realTime',
      ports.clock.monoMs(),
    );
    this.#transcode = options.transcode || means.input.kind === 'elementary' || (means.probe?.rotation ?? 0) !== 0;
    this.#picture = new SessionPicture(this.#transcode, means.probe?.rotation ?? 0, listener);
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
        stream: (header) => this.#picture.cameraStream(header),
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
          this.#picture.transcodeStream(header);
          this.#inlet?.proceed();
        },
        packet: (packet) => this.#eyePacket(packet),
      });
    }
  }

  #openInlet(target: FrameTarget): FrameInlet {
    return new FrameInlet(this.#means.folder.address, target, {
      clock: this.#ports.clock,
      ready: (ptsUs) => this.#copyEnded || (this.#log.reached(ptsUs) && this.#picture.open()),
      publish: (ptsUs) => this.#publish(target, ptsUs),
    });
  }

  #cameraPacket({ ffmpegPtsUs, keyframe, bytes }: WholePacket): void {
    const { camera } = this.#picture;
    if (this.#ending || !camera) return;
    const { clock } = this.#ports;
    const arrived = { arrivedAtMs: clock.wallMs(), arrivedMonoMs: clock.monoMs() };
    const ptsUs = this.#times.ptsUsOf(ffmpegPtsUs, arrived.arrivedMonoMs);
    if (this.#times.setBack(ffmpegPtsUs)) return this.#end(reasonOf('clock-set-back'));
    const unit = camera.take(bytes, keyframe);
    if (unit.changed && (this.#ports.endOnChange ?? true)) return this.#end(pictureChanged(unit.changed.size));
    const key = this.#means.input.kind === 'elementary' ? ptsUs : ffmpegPtsUs;
    this.#log.add({ ffmpegPtsUs: key, ptsUs, ...arrived });
    this.#ports.packet?.({ ptsUs, keyframe, byteLength: bytes.length, codec: camera.codec, ...arrived });
    if (!this.#transcode) this.#picture.toEye({ ptsUs, keyframe, bytes: unit.bytes, ...arrived });
    this.#inlet?.proceed();
  }

  #eyePacket({ ffmpegPtsUs, keyframe, bytes }: WholePacket): void {
    const { eye } = this.#picture;
    if (this.#ending || !eye) return;
    const { clock } = this.#ports;
    const packet = this.#log.of(ffmpegPtsUs) ?? {
      ptsUs: ffmpegPtsUs,
      arrivedAtMs: clock.wallMs(),
      arrivedMonoMs: clock.monoMs(),
    };
    const { ptsUs, arrivedAtMs, arrivedMonoMs } = packet;
    this.#picture.toEye({ ptsUs, keyframe, bytes: eye.take(bytes, keyframe).bytes, arrivedAtMs, arrivedMonoMs });
  }

  #publish(target: FrameTarget, ffmpegPtsUs: number): void {
    const { size } = this.#picture;
    if (this.#ending || !size || !this.#picture.open()) return;
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
        opened: this.#picture.isOpen,
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

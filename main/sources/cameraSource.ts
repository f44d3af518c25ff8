import type { Clock } from '../../app/base/clock.ts';
import type { Log } from '../../app/base/log.ts';
import type { Playback } from '../../app/camera/camera.ts';
import type { CameraState, Reason, StreamQuality } from '../../app/camera/cameraState.ts';
import { reasonOf } from '../../app/camera/reasonText.ts';
import { isRecording } from '../../app/camera/sourceUrl.ts';
import { PictureWatch } from '../../app/detect/pictureWatch.ts';
import { reasonOfError } from './failureOf.ts';
import type { OpeningGate, Release } from './openingGate.ts';
import { RetryPlan, type RetryProtections } from './retryPlan.ts';
import type { OpenCameraSession, SessionOptions } from './sessionOptions.ts';
import type { CameraSource, FrameTarget, Session, SessionListener, StreamFormat } from './source.ts';
import { StreamMeter } from './streamMeter.ts';

export interface CameraSourceOptions
  extends Pick<SessionOptions, 'source' | 'credentials' | 'rules' | 'ownPorts' | 'analysisFps'> {
  /** For the log. */
  readonly cameraId: string;
  readonly target: FrameTarget | null;
  /** Of a file; ignored for cameras. */
  readonly playback: Playback;
  /** Openings are counted on from here; 0 unless the camera was watched before. */
  readonly epochBefore?: number;
}

/** Protections of the camera, each of which a test may switch off to show what it is for. */
export interface CameraProtections extends RetryProtections {
  /** Notices that pictures stopped although the process runs. */
  readonly watchdog: boolean;
  /** Opens the camera again after its session ended. */
  readonly reopen: boolean;
  /** Notices that the first picture never comes. */
  readonly openingLimit: boolean;
}

export const allProtections: CameraProtections = {
  backOff: true,
  credentialCap: true,
  watchdog: true,
  reopen: true,
  openingLimit: true,
};

export interface CameraSourcePorts {
  readonly clock: Clock;
  readonly log: Log;
  /** Uniform in [0, 1). */
  readonly random: () => number;
  readonly openSession: OpenCameraSession;
  /** Shared by all cameras of the computer. */
  readonly gate: OpeningGate;
  readonly protections?: CameraProtections;
}

/** No whole picture for so long: stalled. ffmpeg's own time-outs, which end it after 10 s, are the second net. */
const stallMs = 4000;
/** A camera that says nothing for so long while it is opened will not. */
const openingMs = 9000;
/** A file may hold a gap in its times, and it waits for a computer that is busy with other things; it is waited for. */
const fileWaitMs = 30_000;

/** One opening, from the gate to the end of its session. Its callbacks count only while it is the current one. */
interface Attempt {
  leaveGate: Release;
  session: Promise<Session> | null;
  openedMonoMs: number | null;
  cancelWatch: () => void;
}

/** Opens a camera for good: it is watched, closed when it stalls, and opened again until `close`. */
export function openCameraSource(
  options: CameraSourceOptions,
  listener: Omit<SessionListener, 'closed'>,
  ports: CameraSourcePorts,
): CameraSource {
  return new WatchedCamera(options, listener, ports);
}

class WatchedCamera implements CameraSource {
  readonly #options: CameraSourceOptions;
  readonly #listener: Omit<SessionListener, 'closed'>;
  readonly #ports: CameraSourcePorts;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #protections: CameraProtections;
  readonly #plan: RetryPlan;
  readonly #meter: StreamMeter;
  readonly #target: FrameTarget | null;
  readonly #once: boolean;
  #state: CameraState = 'off';
  #sinceAtMs: number;
  #reason: Reason | null = null;
  #restarts = -1;
  #epoch: number;
  #transcode = false;
  #attempt: Attempt | null = null;
  #lastMonoMs = 0;
  #retryMonoMs: number | null = null;
  #cancelRetry: () => void = () => undefined;
  /** Sessions that are ending: a camera is never opened twice at a time. */
  #ending: Promise<void> = Promise.resolve();
  #closed = false;

  constructor(options: CameraSourceOptions, listener: Omit<SessionListener, 'closed'>, ports: CameraSourcePorts) {
    this.#options = options;
    this.#epoch = options.epochBefore ?? 0;
    this.#listener = listener;
    this.#ports = ports;
    this.#clock = ports.clock;
    this.#log = ports.log.with({ cameraId: options.cameraId });
    this.#protections = ports.protections ?? allProtections;
    this.#plan = new RetryPlan(ports.random, this.#protections);
    const recorded = isRecording(options.source);
    this.#meter = new StreamMeter(ports.clock, recorded ? null : new PictureWatch());
    this.#sinceAtMs = ports.clock.wallMs();
    this.#once = recorded && !options.playback.loop;
    this.#target = options.target && this.#measured(options.target);
    this.#openSoon(0);
  }

  get state(): CameraState {
    return this.#state;
  }

  get sinceAtMs(): number {
    return this.#sinceAtMs;
  }

  get reason(): Reason | null {
    return this.#reason;
  }

  get warnings(): readonly string[] {
    return this.#state === 'live' ? this.#meter.warnings() : [];
  }

  get retryInMs(): number | null {
    return this.#retryMonoMs === null ? null : Math.max(0, this.#retryMonoMs - this.#clock.monoMs());
  }

  get restarts(): number {
    return Math.max(0, this.#restarts);
  }

  get epoch(): number {
    return this.#epoch;
  }

  get quality(): StreamQuality {
    return this.#meter.quality();
  }

  transcode(wanted: boolean): void {
    if (wanted === this.#transcode || this.#closed) return;
    this.#transcode = wanted;
    if (this.#attempt) this.#openAnew();
  }

  retryNow(): void {
    if (this.#closed || this.#attempt) return;
    this.#plan.forget();
    this.#become('opening', null);
    this.#openSoon(0);
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#cancelRetry();
    this.#retryMonoMs = null;
    this.#abandon();
    this.#become('off', null);
    await this.#ending;
  }

  /** Closes what is open or opening and starts again at once; nothing failed. */
  #openAnew(): void {
    this.#abandon();
    this.#become('opening', null);
    this.#openSoon(0);
  }

  #openSoon(delayMs: number): void {
    this.#cancelRetry();
    // Trying again is no news: a camera that failed stays failed until a picture comes.
    if (this.#state === 'off') this.#become('opening', null);
    this.#retryMonoMs = this.#clock.monoMs() + delayMs;
    this.#cancelRetry = this.#clock.after(delayMs, () => {
      void this.#ending.then(() => this.#enter());
    });
  }

  #enter(): void {
    if (this.#closed || this.#attempt) return;
    this.#retryMonoMs = null;
    const attempt: Attempt = {
      leaveGate: () => undefined,
      session: null,
      openedMonoMs: null,
      cancelWatch: () => undefined,
    };
    this.#attempt = attempt;
    const leave = this.#ports.gate.enter(() => this.#open(attempt));
    attempt.leaveGate = leave;
  }

  #open(attempt: Attempt): void {
    this.#restarts++;
    this.#meter.opening();
    const { source, credentials, rules, ownPorts, analysisFps, playback } = this.#options;
    const options: SessionOptions = {
      source,
      credentials,
      rules,
      ownPorts,
      analysisFps,
      target: this.#target,
      pace: playback.pace,
      loop: playback.loop,
      lossless: false,
      transcode: this.#transcode,
      epoch: this.#epoch + 1,
    };
    const session = this.#ports.openSession(options, this.#listenerOf(attempt), (packet) => {
      if (this.#attempt !== attempt) return;
      this.#lastMonoMs = packet.arrivedMonoMs;
      this.#meter.packet(packet);
    });
    attempt.session = session;
    session.catch((thrown: unknown) => this.#ended(attempt, reasonOfError(thrown)));
    if (!this.#protections.openingLimit) return;
    const [limitMs, code] = isRecording(source)
      ? ([fileWaitMs, 'file-slow'] as const)
      : ([openingMs, 'timed-out'] as const);
    attempt.cancelWatch = this.#clock.after(limitMs, () => this.#ended(attempt, reasonOf(code)));
  }

  #listenerOf(attempt: Attempt): SessionListener {
    const current = (): boolean => this.#attempt === attempt;
    return {
      opened: (format) => {
        if (current()) this.#opened(attempt, format);
      },
      chunk: (chunk) => {
        if (current()) this.#listener.chunk(chunk);
      },
      frame: (stamp) => {
        if (!current()) return;
        this.#lastMonoMs = this.#clock.monoMs();
        this.#listener.frame(stamp);
      },
      closed: (reason) => this.#ended(attempt, reason),
    };
  }

  #opened(attempt: Attempt, format: StreamFormat): void {
    attempt.leaveGate();
    attempt.cancelWatch();
    attempt.openedMonoMs = this.#clock.monoMs();
    this.#lastMonoMs = attempt.openedMonoMs;
    this.#epoch++;
    this.#meter.opened(format);
    this.#become('live', null);
    if (this.#protections.watchdog) this.#watch(attempt);
    this.#listener.opened(format);
  }

  /** Looks again when the last picture will be too old; whole pictures count, not bytes and not a running process. */
  #watch(attempt: Attempt): void {
    const limitMs = isRecording(this.#options.source) ? fileWaitMs : stallMs;
    const leftMs = this.#lastMonoMs + limitMs - this.#clock.monoMs();
    if (leftMs > 0) attempt.cancelWatch = this.#clock.after(leftMs, () => this.#watch(attempt));
    else this.#ended(attempt, reasonOf('no-frames'));
  }

  /** @param reason `null` when the source came to its end in order */
  #ended(attempt: Attempt, reason: Reason | null): void {
    if (this.#attempt !== attempt) return;
    const healthyMs = attempt.openedMonoMs === null ? 0 : this.#clock.monoMs() - attempt.openedMonoMs;
    this.#abandon();
    if (reason === null && this.#once) return this.#become('off', playedToTheEnd);
    const delayMs = this.#plan.delayMs(reason?.code ?? null, healthyMs);
    if (reason === null || delayMs === 0) this.#become('opening', null);
    else this.#become(reason.code === 'no-frames' ? 'stalled' : 'failed', reason);
    this.#log.log('info', 'camera session ended', { code: reason?.code ?? 'end', retryInMs: Math.round(delayMs) });
    if (this.#protections.reopen) this.#openSoon(delayMs);
  }

  /** Lets go of the current attempt: what it still says is ignored, and its process ends. */
  #abandon(): void {
    const attempt = this.#attempt;
    if (!attempt) return;
    this.#attempt = null;
    attempt.cancelWatch();
    attempt.leaveGate();
    const { session } = attempt;
    if (!session) return;
    const ended = session.then(
      (opened) => {
        opened.stop();
        return opened.done;
      },
      () => undefined, // it never began
    );
    this.#ending = Promise.all([this.#ending, ended]).then(() => undefined);
  }

  #become(state: CameraState, reason: Reason | null): void {
    this.#reason = reason;
    if (state === this.#state) return;
    this.#state = state;
    this.#sinceAtMs = this.#clock.wallMs();
    this.#log.log('info', `camera ${state}`, { code: reason?.code });
  }

  /** The target, with a look at the picture on its way. */
  #measured(target: FrameTarget): FrameTarget {
    let place: Uint8Array | null = null;
    return {
      width: target.width,
      height: target.height,
      begin: () => {
        place = target.begin();
        return place;
      },
      publish: (stamp) => {
        if (place) this.#meter.frame(place, target, stamp.source);
        target.publish(stamp);
      },
      onFree: (listener) => target.onFree(listener),
    };
  }
}

const playedToTheEnd: Reason = {
  code: 'stream-ended',
  text: 'The file was played to its end.',
  tip: 'Play it again, or switch on its repetition.',
};

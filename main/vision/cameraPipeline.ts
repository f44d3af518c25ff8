import type { CameraStatus } from '../../app/camera/cameraState.ts';
import type { AnalysedFrame, CameraJob, LearntView, Observation, VideoItem } from '../../app/contracts/vision.ts';
import { SignalReader } from '../../app/pipeline/traffic/signalReader.ts';
import { RecentVideo } from '../../app/pipeline/recentVideo.ts';
import { TripleSlot } from '../../app/pipeline/tripleSlot.ts';
import type { Size } from '../../app/space/box.ts';
import type { FinishedTrack } from '../../app/track/finishedTrack.ts';
import type { TrackObservation, Tracker } from '../../app/track/track.ts';
import type { Clock } from '../../app/base/clock.ts';
import type { Log } from '../../app/base/log.ts';
import type {
  CameraSource,
  EncodedChunk,
  FrameStamp,
  FrameTarget,
  SessionListener,
  StreamFormat,
} from '../sources/source.ts';
import { CameraView } from './cameraView.ts';
import { ForegroundMeter } from './foregroundMeter.ts';
import type { Lane } from './inferencePool.ts';
import type { InferenceResult } from './inferenceThread.ts';
import { LatencyMeter } from './latencyMeter.ts';
import { MediaWallTime } from './mediaWallTime.ts';
import { RateMeter } from './rateMeter.ts';
import { TrackPaths } from './trackPaths.ts';
import { watchedTarget } from './watchedTarget.ts';

/** Opens the camera for good; the source reconnects by itself until it is closed. */
export type OpenCamera = (
  job: CameraJob,
  target: FrameTarget,
  listener: Omit<SessionListener, 'closed'>,
) => CameraSource;

export interface PipelinePorts {
  readonly clock: Clock;
  readonly log: Log;
  readonly openCamera: OpenCamera;
  readonly newTracker: () => Tracker;
  /** Pixels of the frames that the detector takes. */
  readonly input: Size;
  readonly classes: readonly string[];
  readonly finishedTrack: (track: FinishedTrack) => void;
  readonly observed: (observation: Observation) => void;
  /** What is known of the camera's view, to be kept; told for analysed cameras. */
  readonly learntView: (view: LearntView) => void;
  /** Whether the detector looks at the camera: then its view is watched, too. */
  readonly isAnalysed: boolean;
  /** A frame waits for the detector. */
  readonly frameReady: () => void;
}

/** A window that looks at the camera. */
export interface VideoViewer {
  readonly hevc: boolean;
  readonly item: (item: VideoItem) => void;
  /** The camera was closed; a viewer that wants more asks for it anew. */
  readonly ended: () => void;
}

/** Who draws the boxes. */
export interface OverlayViewer {
  readonly frame: (frame: AnalysedFrame) => void;
  readonly ended: () => void;
}

/** One camera from source to tracks and tiles: newest frame, tracker, recent video, viewers. */
export class CameraPipeline implements Lane {
  readonly cameraId: string;
  readonly weight: number;
  readonly slot: TripleSlot<FrameStamp>;
  readonly job: CameraJob;
  readonly #ports: PipelinePorts;
  readonly #source: CameraSource;
  readonly #tracker: Tracker;
  readonly #paths: TrackPaths;
  readonly #recent = new RecentVideo<EncodedChunk>();
  readonly #viewers = new Set<VideoViewer>();
  readonly #overlays = new Set<OverlayViewer>();
  readonly #analysedRate: RateMeter;
  readonly #latency = new LatencyMeter();
  readonly #wallTime = new MediaWallTime();
  /** Frames of a stream opened anew are looked at while older ones are still with the detector. */
  readonly #lookedAt = new MediaWallTime();
  readonly #view: CameraView | null;
  readonly #foreground: ForegroundMeter | null;
  #signals: SignalReader;
  #signalStates: Observation['signals'] = {};
  #format: StreamFormat | null = null;
  #trackedEpoch = -1;
  readonly #dropped = { overlay: 0, video: 0 };

  constructor(job: CameraJob, ports: PipelinePorts) {
    this.job = job;
    this.cameraId = job.cameraId;
    this.weight = job.weight;
    this.#ports = ports;
    this.#tracker = ports.newTracker();
    this.#paths = new TrackPaths(job.cameraId, ports.finishedTrack);
    this.#analysedRate = new RateMeter(ports.clock);
    const bytes = 3 * ports.input.width * ports.input.height;
    const place = () => new Uint8Array(new SharedArrayBuffer(bytes));
    this.slot = new TripleSlot<FrameStamp>([place(), place(), place()]);
    const target: FrameTarget = {
      width: ports.input.width,
      height: ports.input.height,
      begin: () => this.slot.begin(),
      publish: (stamp) => this.slot.publish(stamp),
      onFree: () => undefined,
    };
    this.#signals = new SignalReader(job.signalHeads);
    this.#view = ports.isAnalysed ? new CameraView(job, ports) : null;
    this.#foreground = ports.isAnalysed ? new ForegroundMeter(ports.input, job) : null;
    const watched = watchedTarget(target, (rgb, stamp) => this.#look(rgb, stamp));
    this.#source = ports.openCamera(job, watched, {
      opened: (format) => this.#opened(format),
      chunk: (chunk) => this.#chunk(chunk),
      frame: () => ports.frameReady(),
    });
  }

  /** @returns stops the viewing */
  watch(viewer: VideoViewer): () => void {
    this.#viewers.add(viewer);
    this.#chooseTranscode();
    if (this.#format?.webCodec && this.#decodable(viewer)) {
      viewer.item(this.#formatItem(this.#format, this.#format.webCodec));
      for (const chunk of this.#recent.group()) viewer.item(this.#chunkItem(chunk));
    }
    return () => {
      this.#viewers.delete(viewer);
      this.#chooseTranscode();
    };
  }

  watchOverlay(viewer: OverlayViewer): () => void {
    this.#overlays.add(viewer);
    return () => this.#overlays.delete(viewer);
  }

  countDrop(hop: 'overlay' | 'video'): void {
    this.#dropped[hop]++;
  }

  retryNow(): void {
    this.#source.retryNow();
  }

  status(): CameraStatus {
    const source = this.#source;
    return {
      cameraId: this.cameraId,
      state: source.state,
      sinceAtMs: source.sinceAtMs,
      reason: source.reason,
      warnings: [...source.warnings],
      retryInMs: source.retryInMs,
      restarts: source.restarts,
      quality: {
        ...source.quality,
        fpsAnalysed: source.state === 'live' ? this.#analysedRate.perS() : null,
        analysisLatencyMs: this.#latency.medianMs(),
        transcoded: this.#format?.transcoded ?? false,
      },
      drops: { slot: this.slot.overwritten, ...this.#dropped },
    };
  }

  /** The boxes of a frame of this camera came back. */
  analysed(stamp: FrameStamp, result: InferenceResult): void {
    this.#analysedRate.tick();
    this.#latency.add(this.#ports.clock.monoMs() - stamp.arrivedMonoMs);
    if (stamp.epoch !== this.#trackedEpoch) {
      this.#tracker.reset();
      this.#paths.endAll(stamp);
      this.#trackedEpoch = stamp.epoch;
    }
    const { observed, backfilled, ended } = this.#tracker.update({
      ptsMs: stamp.ptsUs / 1000,
      detections: result.detections,
    });
    const { width } = stamp.source;
    const inPlace = this.#view?.inPlace(observed, width) ?? observed;
    const boxes = observed.map(({ boxInImage }) => boxInImage);
    this.#foreground?.roadUsers(boxes, stamp.source, this.#atMs(stamp));
    for (const observation of [...(this.#view?.inPlace(backfilled, width) ?? backfilled), ...inPlace]) {
      this.#paths.add(observation, this.#ports.classes[observation.classId] ?? 'unknown', stamp);
    }
    for (const trackId of ended) this.#paths.end(trackId, stamp);
    this.#ports.observed(this.#observation(stamp, inPlace, ended));
    if (this.#overlays.size === 0) return;
    const frame = frameOf(this.cameraId, stamp, observed);
    for (const viewer of this.#overlays) viewer.frame(frame);
  }

  /** The newest group of pictures as the camera sent them, oldest first, and ffmpeg's name of their codec. */
  recentVideo(): { codec: string; chunks: readonly Uint8Array[] } | null {
    const chunks = this.#recent.group();
    if (!this.#format?.webCodec || chunks.length === 0) return null;
    return { codec: this.#format.transcoded ? 'h264' : this.#format.codec, chunks: chunks.map(({ bytes }) => bytes) };
  }

  async close(): Promise<void> {
    for (const viewer of [...this.#viewers, ...this.#overlays]) viewer.ended();
    await this.#source.close();
    this.#tracker.reset();
    this.#paths.endAll({ source: this.#format?.size ?? this.#ports.input });
  }

  /** Another version of the scene: what is read from the picture changes, the stream goes on. */
  set scene(scene: Pick<CameraJob, 'signalHeads' | 'roadOutlines' | 'sceneVersion'>) {
    this.#signals = new SignalReader(scene.signalHeads);
    if (this.#view) this.#view.sceneVersion = scene.sceneVersion;
    if (this.#foreground) this.#foreground.scene = scene;
  }

  #look(rgb: Uint8Array, stamp: FrameStamp): void {
    const { ptsUs, source } = stamp;
    const { width, height } = this.#ports.input;
    this.#view?.frame(rgb, { width, height }, source);
    const frame = { width, height, rgb };
    const drift = this.#view?.driftPx(source.width);
    const condition = this.#view?.condition(this.#source.quality) ?? null;
    this.#foreground?.frame(
      rgb,
      source,
      drift ?? { x: 0, y: 0 },
      condition,
      this.#lookedAt.of(stamp.epoch, ptsUs / 1000, stamp.arrivedAtMs),
    );
    this.#signalStates = Object.fromEntries(this.#signals.read(ptsUs / 1000, frame, source, drift));
  }

  #observation(stamp: FrameStamp, observed: readonly TrackObservation[], ended: readonly number[]): Observation {
    return {
      cameraId: this.cameraId,
      epoch: stamp.epoch,
      atMs: this.#atMs(stamp),
      width: stamp.source.width,
      height: stamp.source.height,
      tracks: observed.map(({ trackId, classId, score, boxInImage: { cx, cy, w, h } }) => [
        ...([trackId, this.#ports.classes[classId] ?? 'unknown', score] as const),
        ...([cx, cy, w, h] as const),
      ]),
      ended: [...ended],
      signals: this.#signalStates,
      staticObjects: this.#foreground
        ?.objects()
        ?.map(({ objectId, score, sinceAtMs, boxInImage: { cx, cy, w, h } }) => [
          ...([objectId, score, sinceAtMs] as const),
          ...([cx, cy, w, h] as const),
        ]),
      view: this.#view?.condition(this.#source.quality) ?? null,
    };
  }

  #atMs({ epoch, ptsUs, arrivedAtMs }: FrameStamp): number {
    return this.#wallTime.of(epoch, ptsUs / 1000, arrivedAtMs);
  }

  #opened(format: StreamFormat): void {
    this.#format = format;
    this.#recent.clear();
    const { webCodec } = format;
    this.#chooseTranscode();
    if (webCodec === null) return;
    for (const viewer of this.#viewers) {
      if (this.#decodable(viewer)) viewer.item(this.#formatItem(format, webCodec));
    }
  }

  #chunk(chunk: EncodedChunk): void {
    this.#recent.add(chunk);
    if (!this.#format?.webCodec) return;
    const item = this.#chunkItem(chunk);
    for (const viewer of this.#viewers) {
      if (this.#decodable(viewer)) viewer.item(item);
    }
  }

  #decodable(viewer: VideoViewer): boolean {
    return this.#format?.codec !== 'hevc' || viewer.hevc;
  }

  /** A transcode is made only while someone looks who could not see the camera's own stream. */
  #chooseTranscode(): void {
    const format = this.#format;
    if (!format) return;
    if (format.transcoded) {
      const needed = this.#viewers.size > 0;
      if (!needed) this.#source.transcode(false);
    } else {
      this.#source.transcode([...this.#viewers].some((viewer) => format.webCodec === null || !this.#decodable(viewer)));
    }
  }

  #formatItem(format: StreamFormat, codec: string): VideoItem {
    return {
      kind: 'format',
      keyframe: true,
      epoch: this.#source.epoch,
      codec,
      width: format.size.width,
      height: format.size.height,
      transcoded: format.transcoded,
    };
  }

  #chunkItem({ keyframe, ptsUs, arrivedAtMs, bytes }: EncodedChunk): VideoItem {
    return { kind: 'chunk', keyframe, epoch: this.#source.epoch, ptsUs, arrivedAtMs, bytes };
  }
}

function frameOf(cameraId: string, stamp: FrameStamp, observed: readonly TrackObservation[]): AnalysedFrame {
  return {
    cameraId,
    ptsMs: stamp.ptsUs / 1000,
    epoch: stamp.epoch,
    arrivedAtMs: stamp.arrivedAtMs,
    width: stamp.source.width,
    height: stamp.source.height,
    tracks: observed.map(({ trackId, classId, score, boxInImage: { cx, cy, w, h } }) => [
      trackId,
      classId,
      round(score, 1000),
      round(cx, 10),
      round(cy, 10),
      round(w, 10),
      round(h, 10),
    ]),
  };
}

function round(value: number, steps: number): number {
  return Math.round(value * steps) / steps;
}

import { inSteps } from '../../app/base/inSteps.ts';
import type { CameraStatus } from '../../app/camera/cameraState.ts';
import type { AnalysedFrame, CameraJob, LearntView, Observation, TrackRow } from '../../app/contracts/vision.ts';
import { TripleSlot } from '../../app/pipeline/tripleSlot.ts';
import type { Size } from '../../app/space/box.ts';
import type { FinishedTrack } from '../../app/track/finishedTrack.ts';
import type { TrackObservation, Tracker } from '../../app/track/track.ts';
import type { Clock } from '../../app/base/clock.ts';
import type { Log } from '../../app/base/log.ts';
import type { CameraSource, FrameStamp, FrameTarget, SessionListener } from '../sources/source.ts';
import { CameraVideo, type VideoViewer } from './cameraVideo.ts';
import type { Lane } from './inferencePool.ts';
import type { InferenceResult } from './inferenceThread.ts';
import { LatencyMeter } from './latencyMeter.ts';
import { MediaWallTime } from './mediaWallTime.ts';
import { PictureReading } from './pictureReading.ts';
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
  readonly #video = new CameraVideo(() => this.#source);
  readonly #overlays = new Set<OverlayViewer>();
  readonly #analysedRate: RateMeter;
  readonly #latency = new LatencyMeter();
  readonly #wallTime = new MediaWallTime();
  readonly #picture: PictureReading;
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
    this.#picture = new PictureReading(job, ports);
    const watched = watchedTarget(target, (rgb, stamp) => this.#picture.look(rgb, stamp, this.#source.quality));
    this.#source = ports.openCamera(job, watched, {
      opened: (format) => this.#video.opened(format),
      chunk: (chunk) => this.#video.chunk(chunk),
      frame: () => ports.frameReady(),
    });
  }

  /** @returns stops the viewing */
  watch(viewer: VideoViewer): () => void {
    return this.#video.watch(viewer);
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
        transcoded: this.#video.format?.transcoded ?? false,
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
    const atMs = this.#wallTime.of(stamp.epoch, stamp.ptsUs / 1000, stamp.arrivedAtMs);
    const { width } = stamp.source;
    const inPlace = this.#picture.inPlace(observed, width);
    this.#picture.roadUsers(observed, stamp.source, atMs);
    for (const observation of [...this.#picture.inPlace(backfilled, width), ...inPlace]) {
      this.#paths.add(observation, this.#ports.classes[observation.classId] ?? 'unknown', stamp);
    }
    for (const trackId of ended) this.#paths.end(trackId, stamp);
    this.#ports.observed(this.#observation(stamp, atMs, inPlace, ended));
    if (this.#overlays.size === 0) return;
    const frame = frameOf(this.cameraId, stamp, observed, backfilled);
    for (const viewer of this.#overlays) viewer.frame(frame);
  }

  /** See `CameraVideo.recent`. */
  recentVideo(): ReturnType<CameraVideo['recent']> {
    return this.#video.recent();
  }

  async close(): Promise<void> {
    this.#video.end();
    for (const viewer of this.#overlays) viewer.ended();
    await this.#source.close();
    this.#tracker.reset();
    this.#paths.endAll({ source: this.#video.format?.size ?? this.#ports.input });
  }

  /** Another version of the scene: what is read from the picture changes, the stream goes on. */
  set scene(scene: Pick<CameraJob, 'signalHeads' | 'roadOutlines' | 'sceneVersion'>) {
    this.#picture.scene = scene;
  }

  #observation(
    { epoch, source }: FrameStamp,
    atMs: number,
    observed: readonly TrackObservation[],
    ended: readonly number[],
  ): Observation {
    return {
      cameraId: this.cameraId,
      epoch,
      atMs,
      width: source.width,
      height: source.height,
      tracks: observed.map(({ trackId, classId, score, boxInImage: { cx, cy, w, h } }) => [
        ...([trackId, this.#ports.classes[classId] ?? 'unknown', score] as const),
        ...([cx, cy, w, h] as const),
      ]),
      ended: [...ended],
      ...this.#picture.told(this.#source.quality),
    };
  }
}

function frameOf(
  cameraId: string,
  stamp: FrameStamp,
  observed: readonly TrackObservation[],
  backfilled: readonly TrackObservation[],
): AnalysedFrame {
  return {
    cameraId,
    ptsMs: stamp.ptsUs / 1000,
    epoch: stamp.epoch,
    arrivedAtMs: stamp.arrivedAtMs,
    width: stamp.source.width,
    height: stamp.source.height,
    tracks: observed.map(rowOf),
    earlier: backfilled.map((observation) => [observation.ptsMs, rowOf(observation)]),
  };
}

function rowOf({ trackId, classId, score, boxInImage: { cx, cy, w, h } }: TrackObservation): TrackRow {
  return [trackId, classId, inSteps(score, 1000), inSteps(cx, 10), inSteps(cy, 10), inSteps(w, 10), inSteps(h, 10)];
}

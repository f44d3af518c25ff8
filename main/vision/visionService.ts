import type { Clock } from '../../app/base/clock.ts';
import { AppError } from '../../app/base/error.ts';
import type { Implementation } from '../../app/contracts/contract.ts';
import type {
  CameraJob,
  LearntView,
  ModelJob,
  Observation,
  SourceTest,
  VisionStatus,
  videoContract,
  visionContract,
} from '../../app/contracts/vision.ts';
import type { Log } from '../../app/base/log.ts';
import type { AddressRules } from '../../app/camera/addressRules.ts';
import { every } from '../../app/base/clock.ts';
import type { Credentials } from '../../app/camera/camera.ts';
import type { WatchedClasses } from '../../app/pipeline/roadTracker.ts';
import type { FinishedTrack } from '../../app/track/finishedTrack.ts';
import type { Tracker } from '../../app/track/track.ts';
import { CameraPipeline, type OpenCamera } from './cameraPipeline.ts';
import type { InferencePool } from './inferencePool.ts';

export interface VisionPorts {
  readonly clock: Clock;
  readonly log: Log;
  readonly pool: InferencePool;
  /** The rules are those of the newest configuration. */
  readonly openCamera: (rules: AddressRules) => OpenCamera;
  readonly testSource: (sourceUrl: string, credentials: Credentials | null, rules: AddressRules) => Promise<SourceTest>;
  readonly newTracker: (watched: WatchedClasses) => Tracker;
  /** JPEG of the last picture of some encoded video. */
  readonly lastPicture: (codec: string, chunks: readonly Uint8Array[]) => Promise<Uint8Array | null>;
  /** Ends the process and starts it anew: the only way to another model. */
  readonly restart: (why: string) => void;
}

/** Frames for the statistics of the picture alone, when there is no model. */
const pictureOnly = { input: { width: 320, height: 192 }, analysisFps: 1 };
const nothingWatched: WatchedClasses = { classes: [], scoreByClass: {}, nmsIou: 0.6 };
/** Finished tracks that wait for the console while its link is down. */
const mostWaitingTracks = 5000;

/** What the vision process does for the console and for windows: cameras in, tracks and pictures out. */
export class VisionService {
  readonly #ports: VisionPorts;
  readonly #cameras = new Map<string, CameraPipeline>();
  #model: ModelJob | null = null;
  #rules = '';
  #trackReader: ((track: FinishedTrack) => void) | null = null;
  #waitingTracks: FinishedTrack[] = [];
  #observationReader: ((observation: Observation) => void) | null = null;
  #viewReader: ((view: LearntView) => void) | null = null;
  /** The newest of each camera, for a console that is not there. */
  readonly #waitingViews = new Map<string, LearntView>();
  /** Configurations are carried out one after the other. */
  #turn: Promise<void> = Promise.resolve();

  readonly vision: Implementation<typeof visionContract>;
  readonly video: Implementation<typeof videoContract>;

  constructor(ports: VisionPorts) {
    this.#ports = ports;
    this.vision = {
      configure: async ({ cameras, model, addressRules }) => {
        this.#turn = this.#turn.then(() => this.#configure(cameras, model, addressRules));
        await this.#turn;
        return {};
      },
      testSource: ({ sourceUrl, credentials, addressRules }) => ports.testSource(sourceUrl, credentials, addressRules),
      retryCamera: ({ cameraId }) => {
        this.#camera(cameraId).retryNow();
        return {};
      },
      status: (_, sink) => {
        sink.push(this.status());
        return every(ports.clock, 500, () => sink.push(this.status()));
      },
      finishedTracks: (_, sink) => {
        for (const track of this.#waitingTracks.splice(0)) sink.push(track);
        this.#trackReader = (track) => sink.push(track);
        return () => {
          this.#trackReader = null;
        };
      },
      observations: (_, sink) => {
        this.#observationReader = (observation) => sink.push(observation);
        return () => {
          this.#observationReader = null;
        };
      },
      learntViews: (_, sink) => {
        for (const view of this.#waitingViews.values()) sink.push(view);
        this.#waitingViews.clear();
        this.#viewReader = (view) => sink.push(view);
        return () => {
          this.#viewReader = null;
        };
      },
      picture: async ({ cameraId }) => {
        const recent = this.#camera(cameraId).recentVideo();
        return { jpeg: recent && (await ports.lastPicture(recent.codec, recent.chunks)) };
      },
    };
    this.video = {
      video: ({ cameraId, hevc }, sink) => {
        const camera = this.#camera(cameraId);
        let dropped = 0;
        return camera.watch({
          hevc,
          item: (item) => {
            sink.push(item);
            for (; dropped < sink.dropped; dropped++) camera.countDrop('video');
          },
          ended: () => sink.end(),
        });
      },
      overlay: ({ cameraId }, sink) =>
        this.#camera(cameraId).watchOverlay({ frame: (frame) => sink.push(frame), ended: () => sink.end() }),
    };
  }

  status(): VisionStatus {
    return {
      cameras: [...this.#cameras.values()].map((camera) => camera.status()),
      inference: this.#ports.pool.status(),
    };
  }

  async close(): Promise<void> {
    await Promise.all([...this.#cameras.values()].map((camera) => camera.close()));
    await this.#ports.pool.close();
  }

  async #configure(jobs: readonly CameraJob[], model: ModelJob | null, rules: AddressRules): Promise<void> {
    const modelCame = this.#model === null && model !== null;
    if (modelCame) {
      this.#model = model;
      void this.#ports.pool.load(model);
    } else if (JSON.stringify(model) !== JSON.stringify(this.#model)) {
      return this.#ports.restart('another model or other thresholds');
    }
    const wanted = new Map(jobs.filter((job) => job.enabled).map((job) => [job.cameraId, job]));
    const rulesChanged = this.#rules !== JSON.stringify(rules);
    this.#rules = JSON.stringify(rules);
    const closing = [...this.#cameras.values()].filter((camera) => {
      const job = wanted.get(camera.cameraId);
      return !job || modelCame || rulesChanged || !sameStream(job, camera.job);
    });
    await Promise.all(closing.map((camera) => this.#close(camera)));
    for (const job of wanted.values()) {
      const camera = this.#cameras.get(job.cameraId);
      if (camera) camera.scene = job;
      else this.#open(job, rules);
    }
  }

  async #close(camera: CameraPipeline): Promise<void> {
    this.#cameras.delete(camera.cameraId);
    this.#ports.pool.remove(camera.cameraId);
    await camera.close();
  }

  #open(job: CameraJob, rules: AddressRules): void {
    const model = this.#model;
    const open = this.#ports.openCamera(rules);
    const analysisFps = model ? job.analysisFps : pictureOnly.analysisFps;
    const isAnalysed = model !== null && job.analysisFps > 0;
    const camera = new CameraPipeline(job, {
      ...{ clock: this.#ports.clock, log: this.#ports.log, isAnalysed },
      openCamera: (wanted, target, listener) => open({ ...wanted, analysisFps }, target, listener),
      newTracker: () => this.#ports.newTracker(model ?? nothingWatched),
      input: model?.input ?? pictureOnly.input,
      classes: model?.classes ?? [],
      finishedTrack: (track) => this.#finished(track),
      observed: (observation) => this.#observationReader?.(observation),
      learntView: (view) => this.#learnt(view),
      frameReady: () => this.#ports.pool.kick(),
    });
    this.#cameras.set(job.cameraId, camera);
    if (isAnalysed) this.#ports.pool.add(camera);
  }

  #learnt(view: LearntView): void {
    if (this.#viewReader) this.#viewReader(view);
    else this.#waitingViews.set(view.cameraId, view);
  }

  #finished(track: FinishedTrack): void {
    if (this.#trackReader) return this.#trackReader(track);
    this.#waitingTracks.push(track);
    if (this.#waitingTracks.length > mostWaitingTracks) this.#waitingTracks.shift();
  }

  #camera(cameraId: string): CameraPipeline {
    const camera = this.#cameras.get(cameraId);
    if (!camera) throw new AppError('not-found', 'This camera is switched off or was deleted.');
    return camera;
  }
}

/** Whether a camera can stay open: nothing that its stream depends on has changed. */
function sameStream(a: CameraJob, b: CameraJob): boolean {
  return streamOf(a) === streamOf(b);
}

function streamOf({ sourceUrl, credentials, analysisFps, playback, weight }: CameraJob): string {
  return JSON.stringify([sourceUrl, credentials, analysisFps, playback, weight]);
}

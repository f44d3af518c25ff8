import { AppError } from '../../../base/error.ts';
import { silentLog } from '../../../base/log.ts';
import { SimulatedClock } from '../../../base/simulatedClock.ts';
import type { CameraStatus } from '../../../camera/cameraState.ts';
import { consoleContract, type Health } from '../../../contracts/console.ts';
import type { Client, FeedSink, Implementation } from '../../../contracts/contract.ts';
import { memoryLinkPair } from '../../../contracts/memoryLink.ts';
import { connect, serve } from '../../../contracts/rpc.ts';
import {
  type InferenceStatus,
  type LearntView,
  type Observation,
  visionContract,
  type VisionStatus,
} from '../../../contracts/vision.ts';
import type { Model } from '../../../model/model.ts';
import { memoryStores } from '../../../store/memoryStores.ts';
import type { Stores } from '../../../store/ports.ts';
import type { FinishedTrack } from '../../../track/finishedTrack.ts';
import type { SafeMode } from '../ports.ts';
import { replayHere } from '../../traffic/replayPort.ts';
import { createStation, type Station } from '../station.ts';

type Vision = Implementation<typeof visionContract>;
type Wish = Parameters<Vision['configure']>[0];

/** A vision process that does what a test says and remembers what it was told. */
export interface ScriptedVision {
  readonly wishes: Wish[];
  readonly tests: Parameters<Vision['testSource']>[0][];
  readonly retried: string[];
  /** Refuses the next configurations with this message, until `null`. */
  refuse(message: string | null): void;
  say(status: VisionStatus): void;
  finish(track: FinishedTrack): void;
  observe(observation: Observation): void;
  learn(view: LearntView): void;
  /** What it gives for a picture; `null` for none. */
  jpeg: Uint8Array | null;
  /** The process is gone. */
  die(): void;
}

/** A whole station on a simulated clock with stores in memory, a window that talks to it, and a machine made of values. */
export interface World {
  readonly clock: SimulatedClock;
  readonly stores: Stores;
  readonly station: Station;
  readonly window: Client<typeof consoleContract>;
  readonly commits: string[];
  readonly machine: {
    freeDiskMb: number | null;
    uploads: Map<string, number[]>;
    imported: string[];
    deleted: string[];
    /** A model's import waits for it. */
    trial: Promise<void>;
  };
  health(): Health;
  startVision(): ScriptedVision;
  /** Brings the first model of the station. */
  modelInUse(path: string): Promise<void>;
  /** Lets everything that is under way come to rest. */
  settle(): Promise<void>;
}

export function createWorld(
  change: (stores: Stores) => Stores = (stores) => stores,
  safeMode: SafeMode | null = null,
): World {
  const clock = new SimulatedClock();
  let ids = 0;
  const newId = (): string => `id-${++ids}`;
  const stores = change(memoryStores(newId));
  const commits: string[] = [];
  const machine: World['machine'] = {
    ...{ freeDiskMb: 50_000, uploads: new Map(), imported: [], deleted: [] },
    trial: Promise.resolve(),
  };
  const station = createStation({
    stores,
    clock,
    log: silentLog,
    newId,
    safeMode,
    startReplay: replayHere(stores, clock),
    committed: (done) => commits.push(done),
    cidrProblem: (cidr) => (cidr.includes('/') ? null : `"${cidr}" is not a network.`),
    disk: () => ({ databaseMb: 12, freeDiskMb: machine.freeDiskMb }),
    models: {
      importModel: async (file, name) => {
        await machine.trial;
        return importedModel(machine, clock, file, name);
      },
      jobOf: (model, { scoreByClass, nmsIou }) => modelJob(model, scoreByClass, nmsIou),
      delete: async (modelId) => void machine.deleted.push(modelId),
    },
    newUpload: async () => {
      const path = `/uploads/${newId()}`;
      machine.uploads.set(path, []);
      return {
        path,
        append: async (bytes) => void machine.uploads.get(path)?.push(...bytes),
        discard: async () => void machine.uploads.delete(path),
      };
    },
  });
  const [stationEnd, windowEnd] = memoryLinkPair();
  serve(stationEnd, consoleContract, station.implementation, { name: 'window-1' });
  const window = connect(windowEnd, consoleContract);
  let health: Health | null = null;
  window.health({}, { item: (item) => (health = item) });
  return {
    clock,
    stores,
    station,
    window,
    commits,
    machine,
    health() {
      if (!health) throw new Error('no health was sent yet');
      return health;
    },
    startVision: () => startVision(station),
    async modelInUse(path) {
      stores.models.keepUntriedFile(path);
      await station.tryModel();
    },
    async settle() {
      for (let turn = 0; turn < 5; turn++) await clock.advance(0);
    },
  };
}

function startVision(station: Station): ScriptedVision {
  const [visionEnd, consoleEnd] = memoryLinkPair();
  let refusal: string | null = null;
  let statusSink: FeedSink<VisionStatus> | null = null;
  let trackSink: FeedSink<FinishedTrack> | null = null;
  let observationSink: FeedSink<Observation> | null = null;
  let viewSink: FeedSink<LearntView> | null = null;
  const wishes: Wish[] = [];
  const tests: ScriptedVision['tests'] = [];
  const retried: string[] = [];
  const vision: Vision = {
    configure(wish) {
      if (refusal !== null) throw new AppError('internal', refusal);
      wishes.push(wish);
      return {};
    },
    testSource(wanted) {
      tests.push(wanted);
      return { ok: true, reason: null, warnings: [], codec: 'h264', width: 640, height: 360, fps: 25, picture: null };
    },
    retryCamera({ cameraId }) {
      retried.push(cameraId);
      return {};
    },
    status(_, sink) {
      statusSink = sink;
      return () => undefined;
    },
    finishedTracks(_, sink) {
      trackSink = sink;
      return () => undefined;
    },
    observations(_, sink) {
      observationSink = sink;
      return () => undefined;
    },
    learntViews(_, sink) {
      viewSink = sink;
      return () => undefined;
    },
    picture: () => ({ jpeg: scripted.jpeg }),
  };
  serve(visionEnd, visionContract, vision, { name: 'console' });
  const scripted: ScriptedVision = {
    jpeg: null,
    wishes,
    tests,
    retried,
    refuse(message) {
      refusal = message;
    },
    say: (status) => statusSink?.push(status),
    finish: (track) => trackSink?.push(track),
    observe: (observation) => observationSink?.push(observation),
    learn: (view) => viewSink?.push(view),
    die: () => visionEnd.close('killed'),
  };
  station.visionLinked(connect(consoleEnd, visionContract));
  return scripted;
}

export const runningInference: InferenceStatus = {
  state: 'running',
  modelId: 'm1',
  backend: 'cpu',
  offSinceAtMs: null,
  problem: null,
  runMs: 50,
  framesPerS: 10,
  restarts: 0,
};

export function statusOf(cameraId: string, changes: Partial<CameraStatus> = {}): CameraStatus {
  return {
    cameraId,
    state: 'live',
    sinceAtMs: 0,
    reason: null,
    warnings: [],
    retryInMs: null,
    restarts: 0,
    quality: {
      width: 1280,
      height: 720,
      codec: 'h264',
      fpsIn: 25,
      fpsAnalysed: 5,
      bitrateKbps: 2000,
      gaps: 0,
      keyframeIntervalMs: 2000,
      analysisLatencyMs: 80,
      brightness: 100,
      contrast: 40,
      sharpness: 300,
      transcoded: false,
    },
    drops: { slot: 0, overlay: 0, video: 0 },
    ...changes,
  };
}

export function trackOf(trackId: number, firstAtMs = 0): FinishedTrack {
  return {
    cameraId: 'id-1',
    epoch: 1,
    trackId,
    className: 'car',
    score: 0.5,
    firstAtMs,
    width: 640,
    height: 360,
    path: [
      [0, 10, 20, 30, 40],
      [200, 11, 21, 31, 41],
    ],
  };
}

function importedModel(machine: World['machine'], clock: SimulatedClock, file: string, name: string): Model {
  const bytes = machine.uploads.get(file) ?? [];
  if (bytes.includes(255)) throw new AppError('invalid-argument', 'This is no ONNX file. Choose another one.');
  machine.imported.push(`${name}: ${bytes.join(' ')}`);
  return {
    modelId: `model-${machine.imported.length}`,
    name,
    sha256: 'cd'.repeat(32),
    sizeBytes: Math.max(1, bytes.length),
    inputShape: [1, 3, 640, 640],
    outputLayout: 'yolo',
    precision: 'fp32',
    classes: ['car'],
    importedAtMs: clock.wallMs() + machine.imported.length,
    active: false,
    backend: 'cpu',
    timings: [],
    selfTest: { ok: true, found: [], problem: null },
  };
}

function modelJob(model: Model, scoreByClass: Record<string, number>, nmsIou: number) {
  return {
    modelId: model.modelId,
    path: `/models/${model.modelId}`,
    input: { width: 640, height: 640 },
    backend: model.backend,
    cacheFolder: '/cache',
    classes: model.classes,
    scoreByClass,
    nmsIou,
  };
}

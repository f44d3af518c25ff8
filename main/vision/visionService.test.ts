import { describe, expect, it } from 'vitest';
import { silentLog } from '../../app/base/log.ts';
import { SimulatedClock } from '../../app/base/simulatedClock.ts';
import type { CameraJob, ModelJob } from '../../app/contracts/vision.ts';
import { createTracker } from '../../app/track/tracker.ts';
import type { CameraSource } from '../sources/source.ts';
import { InferencePool } from './inferencePool.ts';
import type { InferenceThread } from './inferenceThread.ts';
import { VisionService } from './visionService.ts';

const camera = (cameraId: string, change: Partial<CameraJob> = {}): CameraJob => ({
  cameraId,
  number: 1,
  name: cameraId,
  sourceUrl: `rtsp://10.0.0.1/${cameraId}`,
  enabled: true,
  analysisFps: 5,
  playback: { pace: 'realTime', loop: true },
  credentials: null,
  weight: 1,
  signalHeads: [],
  sceneVersion: null,
  viewFingerprint: null,
  ...change,
});

const model: ModelJob = {
  modelId: 'm1',
  path: '/m1',
  backend: 'cpu',
  input: { width: 8, height: 8 },
  cacheFolder: '/m1',
  classes: ['car'],
  scoreByClass: { car: 0.4 },
  nmsIou: 0.6,
};

const rules = { allowedCidrs: [], allowLoopback: false };
const thread: InferenceThread = {
  shape: { input: model.input, maxBatch: 1, classes: model.classes, backend: 'cpu' },
  detect: () => Promise.resolve({ detections: [], runMs: 1, cpuMs: 1 }),
  onLost: () => undefined,
  end: () => Promise.resolve(),
};

/** A vision service whose cameras only note that they were opened and closed. */
function scene() {
  const clock = new SimulatedClock();
  const events: string[] = [];
  const service = new VisionService({
    clock,
    log: silentLog,
    pool: new InferencePool({
      clock,
      log: silentLog,
      random: () => 0.5,
      startThread: () => Promise.resolve(thread),
      threads: () => 1,
      onStarted: () => undefined,
    }),
    openCamera: () => (job, target) => {
      events.push(`open ${job.cameraId} at ${job.analysisFps} fps for ${target.width}x${target.height}`);
      return {
        transcode: () => undefined,
        ...({ state: 'opening', sinceAtMs: 0, reason: null, warnings: [], retryInMs: null, restarts: 0 } as const),
        close: () => {
          events.push(`close ${job.cameraId}`);
          return Promise.resolve();
        },
      } as unknown as CameraSource;
    },
    testSource: () => Promise.reject(new Error('not tested here')),
    newTracker: () => createTracker(),
    lastPicture: () => Promise.resolve(null),
    restart: (why) => events.push(`restart: ${why}`),
  });
  return {
    events,
    service,
    async configure(cameras: CameraJob[], wantedModel: ModelJob | null = null, addressRules = rules) {
      events.length = 0;
      await service.vision.configure({ cameras, model: wantedModel, addressRules }, { name: 'console' });
      return [...events];
    },
  };
}

describe('a configuration of the vision process', () => {
  it('opens what is new, closes what is gone or switched off, and leaves the rest alone', async () => {
    const { configure } = scene();
    await configure([camera('a'), camera('b'), camera('c')], model);
    expect(await configure([camera('a'), camera('b', { enabled: false }), camera('d')], model)).toEqual([
      'close b',
      'close c',
      'open d at 5 fps for 8x8',
    ]);
  });

  it.each<[string, Partial<CameraJob>, boolean]>([
    ['another name', { name: 'North' }, false],
    ['another number', { number: 7 }, false],
    ['another address', { sourceUrl: 'rtsp://10.0.0.2/' }, true],
    ['other credentials', { credentials: { user: 'u', password: 'p' } }, true],
    ['another rate', { analysisFps: 10 }, true],
  ])('%s reopens the camera: only when its stream depends on it', async (_, change, reopened) => {
    const { configure } = scene();
    await configure([camera('a')], model);
    expect((await configure([camera('a', change)], model)).length > 0).toBe(reopened);
  });

  it('shows cameras without a model, at a rate that is enough for the statistics of the picture', async () => {
    const { configure } = scene();
    expect(await configure([camera('a')])).toEqual(['open a at 1 fps for 320x192']);
    expect(await configure([camera('a')])).toEqual([]);
  });

  it('takes the first model without a restart, and restarts for another one', async () => {
    const { configure } = scene();
    await configure([camera('a')]);
    expect(await configure([camera('a')], model)).toEqual(['close a', 'open a at 5 fps for 8x8']);
    expect(await configure([camera('a')], { ...model, modelId: 'm2' })).toEqual([
      'restart: another model or other thresholds',
    ]);
  });

  it('reopens every camera under other address rules', async () => {
    const { configure } = scene();
    await configure([camera('a')], model);
    const changed = await configure([camera('a')], model, { ...rules, allowLoopback: true });
    expect(changed).toEqual(['close a', 'open a at 5 fps for 8x8']);
  });
});

describe('a window that looks at a camera', () => {
  /** Subscribes to pictures and boxes of camera a, and says what came. */
  async function look({ video }: VisionService, heard: string[]): Promise<void> {
    const sinkOf = (feed: string) => ({ push: () => undefined, end: () => heard.push(`${feed} ended`), dropped: 0 });
    await video.video({ cameraId: 'a', hevc: true }, sinkOf('video'), { name: 'window' });
    await video.overlay({ cameraId: 'a' }, sinkOf('boxes'), { name: 'window' });
  }

  it.each<[string, CameraJob[], ModelJob | null, string[]]>([
    ['a model is put in use', [camera('a')], model, ['video ended', 'boxes ended']],
    ['its address changes', [camera('a', { sourceUrl: 'rtsp://10.0.0.2/' })], null, ['video ended', 'boxes ended']],
    ['it is deleted', [], null, ['video ended', 'boxes ended']],
    ['only its name changes', [camera('a', { name: 'North' })], null, []],
  ])('is told to ask anew when %s', async (_, cameras, wantedModel, expected) => {
    const { configure, service } = scene();
    await configure([camera('a')]);
    const heard: string[] = [];
    await look(service, heard);
    await configure(cameras, wantedModel);
    expect(heard).toEqual(expected);
  });
});

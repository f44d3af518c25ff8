import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { sleep } from '../../app/base/clock.ts';
import { silentLog } from '../../app/base/log.ts';
import type { ModelJob } from '../../app/contracts/vision.ts';
import { roadTracker } from '../../app/pipeline/roadTracker.ts';
import { modelJobOf } from '../../main/inference/modelFolder.ts';
import { importModel } from '../../main/inference/modelImport.ts';
import { platformClock } from '../../main/platformClock.ts';
import { CameraPipeline } from '../../main/vision/cameraPipeline.ts';
import { InferencePool, type Lane } from '../../main/vision/inferencePool.ts';
import { startInferenceThread } from '../../main/vision/inferenceThread.ts';
import { openCamera } from '../../main/vision/openCamera.ts';
import { testdata } from '../fixtures/testdata.ts';
import { figureOf, type Measure, median, percentile, ratioOf } from './measure.ts';

const windowMs = 3000;
const pairs = 7;
const cameras = 4;
const cameraFps = 15;

/** What one frame cost and how old it was. */
interface Analysed {
  readonly cameraId: string;
  readonly cpuMs: number;
  readonly runMs: number;
  readonly ageAtStartMs: number;
}

/** Goals 1, 2, 21 and 22: four cameras at fifteen frames a second, one inference thread, decoders running throughout. */
export async function measurePipeline(): Promise<Measure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'its-bench-'));
  const model = await importModel({
    file: testdata('models/yolo11n_640_dynbatch_fp32.onnx'),
    name: 'bench',
    modelsFolder: folder,
    clock: platformClock,
  });
  // As a traffic camera sends: no B-frames, whose reordering would count as age, and a keyframe every two seconds.
  const clip = join(folder, 'camera.mp4');
  const encode = ['-an', '-c:v', 'libx264', '-preset', 'veryfast', '-bf', '0', '-g', '48'];
  execFileSync('ffmpeg', ['-v', 'error', '-i', testdata('clips/suburb_road_38s.mp4'), ...encode, clip]);
  const job = modelJobOf(model, folder, { scoreByClass: { car: 0.4, truck: 0.4, bus: 0.4 }, nmsIou: 0.6 });
  const analysed: Analysed[] = [];
  const gate = { open: false };
  const pool = await startPool(job);
  const pipelines = openPipelines(clip, job, pool, gate, analysed);
  const raw = await startRaw(job);
  try {
    await sleep(platformClock, 3000);
    const windows = { raw: [] as number[], thread: [] as number[], whole: [] as number[] };
    for (let pair = 0; pair < pairs; pair++) {
      windows.raw.push(await raw.window(windowMs));
      const { thread, whole } = await pipelineWindow(pool, gate, analysed);
      windows.thread.push(thread);
      windows.whole.push(whole);
    }
    return figures(windows, analysed);
  } finally {
    await Promise.all(pipelines.map((pipeline) => pipeline.close()));
    await pool.close();
    await raw.end();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function startPool(job: ModelJob): Promise<InferencePool> {
  const pool = new InferencePool({
    clock: platformClock,
    log: silentLog,
    random: Math.random,
    startThread: startInferenceThread,
    threads: () => 1,
    onStarted: () => undefined,
  });
  await pool.load(job);
  return pool;
}

/** Cameras whose frames the pool may take only while the gate is open; slots are filled either way. */
function openPipelines(
  clip: string,
  job: ModelJob,
  pool: InferencePool,
  gate: { open: boolean },
  analysed: Analysed[],
): CameraPipeline[] {
  const open = openCamera({ clock: platformClock, log: silentLog, random: Math.random, ownPorts: [] });
  return Array.from({ length: cameras }, (_, at) => {
    const pipeline = new CameraPipeline(
      {
        cameraId: `camera-${at + 1}`,
        number: at + 1,
        name: `Camera ${at + 1}`,
        sourceUrl: clip,
        enabled: true,
        analysisFps: cameraFps,
        playback: { pace: 'realTime', loop: true },
        credentials: null,
        weight: 1,
        signalHeads: [],
        sceneVersion: null,
        viewFingerprint: null,
      },
      {
        ...{ clock: platformClock, log: silentLog, isAnalysed: true },
        openCamera: open({ allowedCidrs: [], allowLoopback: false }),
        newTracker: () => roadTracker(job),
        input: job.input,
        classes: job.classes,
        finishedTrack: () => undefined,
        observed: () => undefined,
        learntView: () => undefined,
        frameReady: () => {
          if (gate.open) pool.kick();
        },
      },
    );
    const lane: Lane = {
      cameraId: pipeline.cameraId,
      weight: 1,
      get slot() {
        return pipeline.slot;
      },
      analysed(stamp, result) {
        const ageAtStartMs = platformClock.monoMs() - result.runMs - stamp.arrivedMonoMs;
        analysed.push({ cameraId: pipeline.cameraId, cpuMs: result.cpuMs, runMs: result.runMs, ageAtStartMs });
        pipeline.analysed(stamp, result);
      },
    };
    pool.add(lane);
    return pipeline;
  });
}

/** CPU ms a frame of the inference thread, and of the whole process with its decoders' readers. */
async function pipelineWindow(pool: InferencePool, gate: { open: boolean }, analysed: Analysed[]) {
  gate.open = true;
  pool.kick();
  await sleep(platformClock, 200);
  const first = analysed.length;
  const before = process.cpuUsage();
  await sleep(platformClock, windowMs);
  const used = process.cpuUsage(before);
  const frames = analysed.slice(first);
  gate.open = false;
  await sleep(platformClock, 200);
  return {
    thread: frames.reduce((sum, { cpuMs }) => sum + cpuMs, 0) / frames.length,
    whole: (used.user + used.system) / 1000 / frames.length,
  };
}

function figures(
  windows: { raw: number[]; thread: number[]; whole: number[] },
  analysed: readonly Analysed[],
): Measure[] {
  const perCamera = Array.from(
    { length: cameras },
    (_, at) => analysed.filter(({ cameraId }) => cameraId === `camera-${at + 1}`).length,
  );
  const runMs = median(analysed.map((frame) => frame.runMs));
  // A window begins with slots that filled while the pool stood still: their age says nothing about the pipeline.
  const ages = analysed.map((frame) => frame.ageAtStartMs).filter((ageMs) => ageMs < 2000);
  const limitMs = runMs + 1000 / cameraFps;
  return [
    ratioOf(
      { goal: 1, what: 'CPU a frame: raw run / inference thread', bound: '>=', target: 0.97 },
      { a: windows.raw, b: windows.thread },
      { a: 'raw', b: 'thread', unit: 'ms' },
    ),
    ratioOf(
      { goal: 2, what: 'CPU a frame: raw run / whole vision process', bound: '>=', target: 0.93 },
      { a: windows.raw, b: windows.whole },
      { a: 'raw', b: 'process', unit: 'ms' },
    ),
    figureOf(
      { goal: 21, what: 'fairness: least / most analysed of equal cameras', bound: '>=', target: 0.9 },
      Math.min(...perCamera) / Math.max(...perCamera),
      perCamera.join(' '),
      analysed.length,
    ),
    figureOf(
      { goal: 22, what: 'frame age at inference start / (run + frame period), P95', bound: '<=', target: 1.2 },
      percentile(ages, 0.95) / limitMs,
      `P95 ${percentile(ages, 0.95).toFixed(0)} ms / ${limitMs.toFixed(0)} ms`,
      ages.length,
    ),
  ];
}

async function startRaw(job: ModelJob): Promise<{ window(forMs: number): Promise<number>; end(): Promise<void> }> {
  const worker = new Worker(new URL('./rawInference.ts', import.meta.url), {
    workerData: { path: job.path, ...job.input },
  });
  const next = () => new Promise<unknown>((resolve) => worker.once('message', resolve));
  await next();
  return {
    async window(forMs) {
      worker.postMessage(forMs);
      return Number(await next());
    },
    async end() {
      await worker.terminate();
    },
  };
}

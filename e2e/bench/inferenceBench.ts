import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { cocoClasses, defaultScores } from '../../app/detect/classFilter.ts';
import { detectorFilter, roadTracker } from '../../app/pipeline/roadTracker.ts';
import { createYoloReader } from '../../app/detect/yoloOutput.ts';
import { modelJobOf } from '../../main/inference/modelFolder.ts';
import { importModel } from '../../main/inference/modelImport.ts';
import { modelStructureOf } from '../../main/inference/modelStructure.ts';
import { createOnnxDetector } from '../../main/inference/onnxDetector.ts';
import { readOnnx } from '../../main/inference/onnxFile.ts';
import { prependU8Nhwc } from '../../main/inference/onnxGraph.ts';
import { platformClock } from '../../main/platformClock.ts';
import { findFfmpeg } from '../../main/sources/ffmpegPath.ts';
import { letterboxedByFfmpeg } from '../fixtures/pictures.ts';
import { testdata } from '../fixtures/testdata.ts';
import { alternate, figureOf, type Measure, median, ratioOf } from './measure.ts';

/** CPU ms of the runtime alone for one picture of one model, on the CPU with one thread. */
export interface RawRun {
  readonly model: string;
  readonly medianCpuMs: number;
  readonly medianWallMs: number;
  readonly load: number;
}

/** What the inference part of the benchmark found. Needs the shared test material. */
export interface InferenceFigures {
  /** Goals 4 and 23. */
  readonly measures: readonly Measure[];
  /** CPU of a run with u8 input, channels last, over a run of the file as it was brought (float32). */
  readonly u8OverFloat: { readonly ratio: number; readonly detail: string };
  readonly rawRuns: readonly RawRun[];
}

const pairs = 6;
const models = [
  'yolo11n_640_dynbatch_fp32',
  'yolo11n_640_b1_int8dyn',
  'yolo11n_640_b1_int8dyn_e2e_nms',
  'yolo11n_640_b1_fp16',
  'yolo11n_320_b1_int8dyn',
];

/** Measures the reading of outputs, the optimised copy and the picture input on YOLO11n. Takes about a minute. */
export async function measureInference(): Promise<InferenceFigures> {
  const folder = mkdtempSync(join(tmpdir(), 'inference-bench-'));
  try {
    const imported = new Map(models.map((name) => [name, importedFile(folder, name)]));
    const reference = imported.get(models[0] ?? '') ?? '';
    const rawRuns: RawRun[] = [];
    for (const [name, path] of imported) rawRuns.push(await rawRun(name, path));
    return {
      measures: [
        await readingShare(reference),
        await cachedCreate(join(folder, 'models'), 'yolo11n_640_dynbatch_fp32'),
        await cachedCreate(join(folder, 'models'), 'yolo11n_640_b1_int8dyn'),
      ],
      u8OverFloat: await u8OverFloat(reference),
      rawRuns,
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Goal 4: scan and suppression of a real frame over its inference. */
async function readingShare(path: string): Promise<Measure> {
  const source = { width: 640, height: 360 };
  const input = { width: 640, height: 640 };
  const clip = testdata('clips/junction_signals_opendatacam.mp4');
  const { rgb } = letterboxedByFfmpeg(await findFfmpeg(), clip, source, input, 5);
  const session = await InferenceSession.create(path, options);
  const feeds = { [session.inputNames[0] ?? '']: new Tensor('uint8', rgb, [1, 640, 640, 3]) };
  const output = Object.values(await session.run(feeds))[0] as Tensor;
  const reader = createYoloReader('yolo', cocoClasses.length, input);
  const watched = { classes: cocoClasses, scoreByClass: defaultScores(cocoClasses), nmsIou: 0.6 };
  const filter = detectorFilter(watched);
  const boxes = reader.read(output.data as Float32Array, 8400, filter, source).length;
  const tracker = roadTracker(watched);
  let ptsMs = 0;
  const { a, b } = await alternate(
    pairs,
    () =>
      cpuMsOf(200, async () => {
        const detections = reader.read(output.data as Float32Array, 8400, filter, source);
        tracker.update({ ptsMs: (ptsMs += 100), detections });
      }),
    () => cpuMsOf(8, async () => void (await session.run(feeds))),
  );
  await session.release();
  const detail = `${median(a).toFixed(3)} / ${median(b).toFixed(1)} CPU ms, ${boxes} boxes of six classes`;
  return figureOf(
    { goal: 4, what: '(scan + NMS + track) / inference', bound: '<=', target: 0.01 },
    median(a) / median(b),
    detail,
    pairs,
  );
}

/** Goal 23: a session from the optimised copy over one made anew, checks included, on a model that was really imported. */
async function cachedCreate(modelsFolder: string, name: string): Promise<Measure> {
  const file = testdata(`models/${name}.onnx`);
  const model = await importModel({ file, name, modelsFolder, clock: platformClock });
  const job = { ...modelJobOf(model, modelsFolder, { scoreByClass: {}, nmsIou: 0.6 }), backend: 'cpu' };
  let caches = 0;
  const create = async (cacheFolder: string): Promise<number> =>
    cpuMsOf(1, async () => {
      const detector = await createOnnxDetector({ ...job, cacheFolder });
      await detector.dispose();
    });
  await create(job.cacheFolder);
  const windows = await alternate(
    pairs,
    () => create(job.cacheFolder),
    () => create(join(modelsFolder, `${name}-cold${caches++}`)),
  );
  return ratioOf({ goal: 23, what: `session create, cached / cold (${name})`, bound: '<=', target: 0.35 }, windows, {
    a: 'cached',
    b: 'cold',
    unit: 'CPU ms',
  });
}

async function u8OverFloat(path: string): Promise<InferenceFigures['u8OverFloat']> {
  const u8 = await InferenceSession.create(path, options);
  const float = await InferenceSession.create(testdata(`models/${models[0]}.onnx`), options);
  const u8Feeds = {
    [u8.inputNames[0] ?? '']: new Tensor('uint8', new Uint8Array(3 * 640 * 640).fill(114), [1, 640, 640, 3]),
  };
  const floats = new Float32Array(3 * 640 * 640).fill(114 / 255);
  const floatFeeds = { [float.inputNames[0] ?? '']: new Tensor('float32', floats, [1, 3, 640, 640]) };
  const { a, b } = await alternate(
    pairs,
    () => cpuMsOf(8, async () => void (await u8.run(u8Feeds))),
    () => cpuMsOf(8, async () => void (await float.run(floatFeeds))),
  );
  await u8.release();
  await float.release();
  const ratio = median(a.map((value, at) => value / (b[at] ?? Number.NaN)));
  return { ratio, detail: `${median(a).toFixed(1)} / ${median(b).toFixed(1)} CPU ms` };
}

async function rawRun(model: string, path: string): Promise<RawRun> {
  const session = await InferenceSession.create(path, options);
  const side = model.includes('_320_') ? 320 : 640;
  const picture = new Tensor('uint8', new Uint8Array(3 * side * side).fill(114), [1, side, side, 3]);
  const feeds = { [session.inputNames[0] ?? '']: picture };
  await session.run(feeds);
  const cpuMs: number[] = [];
  const wallMs: number[] = [];
  for (let run = 0; run < 15; run++) {
    const startMs = performance.now();
    cpuMs.push(await cpuMsOf(1, async () => void (await session.run(feeds))));
    wallMs.push(performance.now() - startMs);
  }
  await session.release();
  return { model, medianCpuMs: median(cpuMs), medianWallMs: median(wallMs), load: loadavg()[0] ?? Number.NaN };
}

const options: InferenceSession.SessionOptions = {
  executionMode: 'sequential',
  intraOpNumThreads: 1,
  interOpNumThreads: 1,
  logSeverityLevel: 3,
  extra: { session: { intra_op: { allow_spinning: '0' } } },
};

/** CPU ms of this thread for one of `times` calls. */
async function cpuMsOf(times: number, call: () => Promise<void>): Promise<number> {
  const before = process.threadCpuUsage();
  for (let at = 0; at < times; at++) await call();
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1000 / times;
}

function importedFile(folder: string, name: string): string {
  const model = readOnnx(readFileSync(testdata(`models/${name}.onnx`)));
  const path = join(folder, `${name}.onnx`);
  writeFileSync(path, prependU8Nhwc(model, modelStructureOf(model).input));
  return path;
}

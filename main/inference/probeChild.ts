import { readFileSync, writeFileSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { listSupportedBackends } from 'onnxruntime-node';
import { toAppError } from '../../app/base/error.ts';
import type { Detector } from '../../app/detect/detector.ts';
import { letterboxed } from '../../app/detect/letterbox.ts';
import { runThrowAway } from '../workers/runThrowAway.ts';
import { type KnownPicture, readKnownPictures } from './knownPicture.ts';
import { modelStructureOf } from './modelStructure.ts';
import { createOnnxDetector } from './onnxDetector.ts';
import { readOnnx } from './onnxFile.ts';
import { prependU8Nhwc } from './onnxGraph.ts';
import { type Measured, type Prepared, type ProbeAnswer, type ProbeJob, probeOrderSchema } from './probeJob.ts';
import { selfTest } from './selfTest.ts';

/** Entry of the throw-away process. Whatever goes wrong in here, the product lives on. */
runThrowAway((options) => {
  const { job, ...limits } = probeOrderSchema.parse(options);
  const workerData = { parentPid: process.ppid, ...limits };
  new Worker(new URL('./probeWatchdog.ts', import.meta.url), { workerData }).unref();
  return answer(job);
});

async function answer(job: ProbeJob): Promise<ProbeAnswer> {
  try {
    return { ok: true, value: await done(job) };
  } catch (thrown) {
    const { code, message } = toAppError(thrown);
    return { ok: false, code, message };
  }
}

function done(job: ProbeJob): Promise<Measured> | Prepared {
  return job.kind === 'prepare' ? prepare(job.file, job.importedFile) : measure(job);
}

function prepare(file: string, importedFile: string): Prepared {
  const model = readOnnx(readFileSync(file));
  const { input, outputLayout, precision, classes } = modelStructureOf(model);
  writeFileSync(importedFile, prependU8Nhwc(model, input), { flag: 'wx' });
  const { batch, size } = input;
  const inputShape = [batch, 3, size.height, size.width];
  const backends = listSupportedBackends().map(({ name }) => name);
  return { inputShape, outputLayout, precision, classes: [...classes], backends };
}

async function measure(job: Extract<ProbeJob, { kind: 'measure' }>): Promise<Measured> {
  const known = await readKnownPictures(job.bundleFolder);
  const startMonoMs = performance.now();
  const detector = await createOnnxDetector(job);
  const createMs = performance.now() - startMonoMs;
  const result = await selfTest(detector, known);
  return { createMs, medianMs: result.ok ? await medianMs(detector, known[0]) : 0, selfTest: result };
}

/** Median ms of one frame over at most ten runs or two seconds, three runs at least; the self-test was the warm-up. */
async function medianMs(detector: Detector, known: KnownPicture): Promise<number> {
  const { rgb } = letterboxed(known.picture, detector.shape.input);
  const filter = { scoreByClass: new Map<number, number>(), nmsIou: 0.6, maxDetections: 100 };
  const runsMs: number[] = [];
  const startMonoMs = performance.now();
  while (runsMs.length < 3 || (runsMs.length < 10 && performance.now() - startMonoMs < 2000)) {
    const runMonoMs = performance.now();
    await detector.detect([{ rgb, source: known.picture }], filter);
    runsMs.push(performance.now() - runMonoMs);
  }
  runsMs.sort((a, b) => a - b);
  return runsMs[Math.floor(runsMs.length / 2)] as number;
}

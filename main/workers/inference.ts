import { parentPort } from 'node:worker_threads';
import type { DetectionFilter } from '../../app/detect/detection.ts';
import type { Detector } from '../../app/detect/detector.ts';
import { toAppError } from '../../app/base/error.ts';
import { createOnnxDetector } from '../inference/onnxDetector.ts';
import type { InferenceAnswer, InferenceRequest } from '../vision/inferenceThread.ts';

/**
 * The inference thread: one session for the life of the thread, one request after the other. `run` of the runtime
 * blocks the event loop it is called on, so this thread does nothing else.
 */
const port = parentPort;
if (!port) throw new Error('inference.ts runs as a worker thread');

let detector: Awaited<ReturnType<typeof createOnnxDetector>> | null = null;
let filter: DetectionFilter | null = null;
/** The thread's CPU time at the last answer, so that what a request costs includes taking it in. */
let cpuBefore = process.threadCpuUsage();

async function answer(request: Exclude<InferenceRequest, { kind: 'end' }>): Promise<InferenceAnswer> {
  if (request.kind === 'load') {
    detector = await createOnnxDetector(request.detector);
    filter = request.filter;
    await warmUp(detector, filter);
    return { kind: 'loaded', shape: detector.shape };
  }
  if (!detector || !filter) throw new Error('a picture came before the model');
  const startedMs = performance.now();
  const [detections] = await detector.detect([{ rgb: request.rgb, source: request.source }], filter);
  const runMs = performance.now() - startedMs;
  const cpu = process.threadCpuUsage(cpuBefore);
  cpuBefore = process.threadCpuUsage();
  return {
    kind: 'detected',
    requestId: request.requestId,
    detections: detections ?? [],
    runMs,
    cpuMs: (cpu.user + cpu.system) / 1000,
  };
}

/** The first run takes memory and compiles kernels; no camera is to wait for it. */
async function warmUp(loaded: Detector, wanted: DetectionFilter): Promise<void> {
  const { width, height } = loaded.shape.input;
  await loaded.detect([{ rgb: new Uint8Array(3 * width * height).fill(114), source: { width, height } }], wanted);
}

port.on('message', (request: InferenceRequest) => {
  if (request.kind === 'end') return port.close();
  answer(request)
    .catch((thrown: unknown): InferenceAnswer => {
      const { code, message } = toAppError(thrown);
      return { kind: 'failed', code, message, during: request.kind };
    })
    .then((reply) => port.postMessage(reply))
    .catch((thrown: unknown) => {
      throw thrown;
    });
});

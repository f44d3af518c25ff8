import { Worker } from 'node:worker_threads';
import { AppError, type ErrorCode } from '../../app/base/error.ts';
import type { Detection, DetectionFilter } from '../../app/detect/detection.ts';
import type { DetectorShape } from '../../app/detect/detector.ts';
import type { Size } from '../../app/space/box.ts';

/** What a thread needs to load its model. */
export interface DetectorSpec {
  readonly path: string;
  readonly backend: string;
  readonly cacheFolder: string;
  readonly classes: readonly string[];
}

export type InferenceRequest =
  | { readonly kind: 'load'; readonly detector: DetectorSpec; readonly filter: DetectionFilter }
  | { readonly kind: 'detect'; readonly requestId: number; readonly rgb: Uint8Array; readonly source: Size }
  | { readonly kind: 'end' };

export type InferenceAnswer =
  | { readonly kind: 'loaded'; readonly shape: DetectorShape }
  | {
      readonly kind: 'detected';
      readonly requestId: number;
      readonly detections: Detection[];
      readonly runMs: number;
      /** CPU time of the whole inference thread since its last answer. */
      readonly cpuMs: number;
    }
  | {
      readonly kind: 'failed';
      readonly code: ErrorCode;
      readonly message: string;
      readonly during: InferenceRequest['kind'];
    };

export interface InferenceResult {
  readonly detections: readonly Detection[];
  readonly runMs: number;
  readonly cpuMs: number;
}

/** One inference thread with its model loaded. It takes one picture at a time. */
export interface InferenceThread {
  readonly shape: DetectorShape;
  /** `rgb` sits on a SharedArrayBuffer and must not be written until the promise settles. */
  detect(rgb: Uint8Array, source: Size): Promise<InferenceResult>;
  /** Called once when the thread is gone without having been asked to go. */
  onLost(listener: (why: string) => void): void;
  end(): Promise<void>;
}

/** How long a thread is waited for that was asked to end. */
const giveUpMs = 3000;

export type StartInferenceThread = (spec: DetectorSpec, filter: DetectionFilter) => Promise<InferenceThread>;

/** Starts a real thread (main/workers/inference.ts) and loads the model. Throws what loading threw. */
export const startInferenceThread: StartInferenceThread = async (spec, filter) => {
  const worker = new Worker(new URL('../workers/inference.ts', import.meta.url), { stdout: false, stderr: false });
  const waiting = new Map<number, { resolve: (result: InferenceResult) => void; reject: (error: Error) => void }>();
  const lostListeners: ((why: string) => void)[] = [];
  let nextId = 1;
  let ended = false;
  let lost: string | null = null;

  const shape = await new Promise<DetectorShape>((resolve, reject) => {
    worker.on('message', (answer: InferenceAnswer) => {
      if (answer.kind === 'loaded') return resolve(answer.shape);
      if (answer.kind === 'detected') {
        waiting.get(answer.requestId)?.resolve(answer);
        waiting.delete(answer.requestId);
        return;
      }
      const error = new AppError(answer.code, answer.message);
      if (answer.during === 'load') return reject(error);
      lose(error.message);
    });
    worker.on('error', (error) => {
      reject(error);
      lose(error.message);
    });
    worker.on('exit', (code) => {
      reject(new AppError('unavailable', `The inference thread ended with code ${code} while it loaded the model.`));
      lose(`the inference thread ended with code ${code}`);
    });
    worker.postMessage({ kind: 'load', detector: spec, filter } satisfies InferenceRequest);
  }).catch(async (error: unknown) => {
    ended = true;
    worker.postMessage({ kind: 'end' } satisfies InferenceRequest);
    throw error;
  });

  function lose(why: string): void {
    if (ended || lost !== null) return;
    lost = why;
    for (const { reject } of waiting.values()) reject(new AppError('unavailable', why));
    waiting.clear();
    for (const listener of lostListeners) listener(why);
    worker.postMessage({ kind: 'end' } satisfies InferenceRequest);
  }

  return {
    shape,
    detect(rgb, source) {
      if (lost !== null) return Promise.reject(new AppError('unavailable', lost));
      const requestId = nextId++;
      worker.postMessage({ kind: 'detect', requestId, rgb, source } satisfies InferenceRequest);
      return new Promise((resolve, reject) => waiting.set(requestId, { resolve, reject }));
    },
    onLost(listener) {
      if (lost !== null) listener(lost);
      else lostListeners.push(listener);
    },
    end() {
      ended = true;
      for (const { reject } of waiting.values()) reject(new AppError('cancelled', 'Inference was stopped.'));
      waiting.clear();
      return leave(worker);
    },
  };
};

/**
 * Lets the thread end by itself after its present run: terminating a thread inside the runtime aborts the whole
 * process. A thread that hangs for good is given up, it ends with the process.
 */
function leave(worker: Worker): Promise<void> {
  return new Promise((resolve) => {
    const givenUp = setTimeout(() => {
      worker.unref();
      resolve();
    }, giveUpMs);
    worker.once('exit', () => {
      clearTimeout(givenUp);
      resolve();
    });
    worker.postMessage({ kind: 'end' } satisfies InferenceRequest);
  });
}

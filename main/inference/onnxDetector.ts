import { env, InferenceSession, listSupportedBackends, Tensor } from 'onnxruntime-node';
import { AppError } from '../../app/base/error.ts';
import type { Detection } from '../../app/detect/detection.ts';
import type { Detector, DetectorPicture } from '../../app/detect/detector.ts';
import { createYoloReader, outputLayoutOf } from '../../app/detect/yoloOutput.ts';
import { importedSha256Of } from './modelFolder.ts';
import { optimisedCopy } from './optimisedCache.ts';

export interface OnnxDetectorOptions {
  /** A model in the imported form: u8 `[N, H, W, 3]` in, float32 out. */
  readonly path: string;
  /** `cpu`, `webgpu`, `dml`, `cuda` or `coreml`. */
  readonly backend: string;
  /** Folder for optimised copies of the graph (CPU only). */
  readonly cacheFolder: string;
  readonly classes: readonly string[];
}

export interface OnnxDetector extends Detector {
  /** True when the session came from the optimised copy. */
  readonly fromCache: boolean;
  dispose(): Promise<void>;
}

/** Pictures a run on a GPU, where batching gains; on a CPU it gains nothing. */
const gpuBatch = 8;

/**
 * A detector on onnxruntime. `detect` blocks its thread for the whole run, so that it belongs into a thread of its own;
 * a session should live as long as its process (reloading leaks in the runtime).
 * Throws `failed-precondition` for a model that is not in the imported form, `unavailable` when the backend cannot run it.
 */
export async function createOnnxDetector(options: OnnxDetectorOptions): Promise<OnnxDetector> {
  const { session, fromCache } = await openSession(options);
  const { path, backend, classes } = options;
  const [inputName] = session.inputNames;
  const [outputName] = session.outputNames;
  const [input] = session.inputMetadata;
  const [output] = session.outputMetadata;
  if (!inputName || !outputName || !input?.isTensor || !output?.isTensor || !isPicture(input)) {
    await session.release();
    throw new AppError('failed-precondition', `The model file ${path} was not imported. Import the model again.`);
  }
  const [batch, height, width] = input.shape as [number | string, number, number];
  const size = { width, height };
  const layout = outputLayoutOf(output.shape.map(Number), classes.length);
  if (!layout) {
    await session.release();
    throw new AppError(
      'failed-precondition',
      `The model's output [${output.shape.join(', ')}] does not fit its ${classes.length} classes. Import it again.`,
    );
  }
  const reader = createYoloReader(layout, classes.length, size);
  const pictureBytes = 3 * width * height;
  const fixedBatch = typeof batch === 'number' ? batch : null;
  const maxBatch = fixedBatch ?? (backend === 'cpu' ? 1 : gpuBatch);
  let gathered: Uint8Array | null = null;

  /** One picture stays where it lies; more are gathered, a fixed batch is filled up. */
  function inputTensor(pictures: readonly DetectorPicture[]): Tensor {
    for (const { rgb } of pictures) {
      if (rgb.length !== pictureBytes) {
        throw new AppError(
          'invalid-argument',
          `A picture has ${rgb.length} bytes where the model takes ${pictureBytes} (${width}x${height} RGB).`,
        );
      }
    }
    const count = fixedBatch ?? pictures.length;
    const shape = [count, height, width, 3];
    if (count === 1) return new Tensor('uint8', (pictures[0] as DetectorPicture).rgb, shape);
    gathered ??= new Uint8Array(maxBatch * pictureBytes);
    for (const [at, { rgb }] of pictures.entries()) gathered.set(rgb, at * pictureBytes);
    return new Tensor('uint8', gathered.subarray(0, count * pictureBytes), shape);
  }

  return {
    shape: { input: size, maxBatch, classes, backend },
    fromCache,
    async detect(pictures, filter) {
      const found: Detection[][] = [];
      for (let first = 0; first < pictures.length; first += maxBatch) {
        const part = pictures.slice(first, first + maxBatch);
        const results = await run(session, { [inputName]: inputTensor(part) }, backend);
        const result = results[outputName] as Tensor;
        const [frames, rows, columns] = result.dims as [number, number, number];
        const values = result.data as Float32Array;
        if (frames < part.length || (layout === 'yolo' && rows !== 4 + classes.length)) {
          throw new AppError('internal', `The model gave [${result.dims.join(', ')}] for ${part.length} pictures.`);
        }
        const count = layout === 'yolo' ? columns : rows;
        for (const [at, { source }] of part.entries()) {
          const frame = values.subarray(at * rows * columns, (at + 1) * rows * columns);
          found.push(reader.read(frame, count, filter, source));
        }
      }
      return found;
    },
    dispose: () => session.release(),
  };
}

async function run(session: InferenceSession, feeds: Record<string, Tensor>, backend: string) {
  try {
    return await session.run(feeds);
  } catch (cause) {
    throw new AppError('unavailable', `The inference backend ${backend} failed: ${reasonOf(cause)}`, { cause });
  }
}

async function openSession(options: OnnxDetectorOptions): Promise<{ session: InferenceSession; fromCache: boolean }> {
  const { path, backend, cacheFolder } = options;
  env.logLevel = 'error';
  // The runtime itself would take the CPU in silence.
  if (!listSupportedBackends().some(({ name }) => name === backend)) {
    throw new AppError('unavailable', `This computer's inference runtime has no backend ${backend}. Use the CPU.`);
  }
  const session = sessionOptions(backend);
  try {
    if (backend !== 'cpu') return { session: await InferenceSession.create(path, session), fromCache: false };
    const copy = optimisedCopy(cacheFolder, importedSha256Of(path), env.versions.node ?? 'unknown');
    if (copy.isGood()) {
      try {
        const cached = await InferenceSession.create(copy.file, { ...session, graphOptimizationLevel: 'disabled' });
        return { session: cached, fromCache: true };
      } catch {
        copy.forget();
      }
    }
    try {
      const opened = await InferenceSession.create(path, { ...session, optimizedModelFilePath: copy.newFile });
      copy.commit();
      return { session: opened, fromCache: false };
    } catch {
      // The copy may be what failed (full disk): once more without.
      copy.forget();
      return { session: await InferenceSession.create(path, session), fromCache: false };
    }
  } catch (cause) {
    throw new AppError('unavailable', `The inference backend ${backend} cannot run the model: ${reasonOf(cause)}`, {
      cause,
    });
  }
}

/** One thread a session and no spinning: on a CPU several such sessions beat one with many threads. */
function sessionOptions(backend: string): InferenceSession.SessionOptions {
  return {
    executionProviders: backend === 'cpu' ? ['cpu'] : [backend, 'cpu'],
    executionMode: 'sequential',
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
    graphOptimizationLevel: 'all',
    enableMemPattern: backend !== 'dml',
    logSeverityLevel: 3,
    extra: { session: { intra_op: { allow_spinning: '0' }, inter_op: { allow_spinning: '0' } } },
  };
}

function isPicture(input: InferenceSession.TensorValueMetadata): boolean {
  const [, height, width, channels] = input.shape;
  return input.type === 'uint8' && typeof height === 'number' && typeof width === 'number' && channels === 3;
}

/** Usual reasons in plain words; otherwise the runtime's own first line without its source code position. */
function reasonOf(thrown: unknown): string {
  const text = thrown instanceof Error ? thrown.message : String(thrown);
  if (/adapter/i.test(text)) return 'no graphics adapter was found (on Linux, Vulkan drivers are needed).';
  if (/load shared library|backend not found/i.test(text)) return 'its libraries are not installed on this computer.';
  return (text.split('\n')[0] ?? '').replace(/^.*?\.(?:cc|h|cpp):\d+ \S+ /, '').slice(0, 300);
}

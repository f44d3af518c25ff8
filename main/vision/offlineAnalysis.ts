import { AppError } from '../../app/base/error.ts';
import type { DetectionFilter } from '../../app/detect/detection.ts';
import { FramePool } from '../../app/pipeline/framePool.ts';
import { InOrder } from '../../app/pipeline/inOrder.ts';
import type { Detection } from '../../app/detect/detection.ts';
import type { FrameStamp, FrameTarget } from '../sources/source.ts';
import type { DetectorSpec, InferenceThread, StartInferenceThread } from './inferenceThread.ts';

/** The boxes of one frame; frames come in the order of the video. */
export interface DetectedFrame {
  readonly stamp: FrameStamp;
  readonly detections: readonly Detection[];
}

/** Every frame of a source through several inference threads, none dropped, results in order. */
export class OfflineAnalysis {
  readonly target: FrameTarget;
  readonly #pool: FramePool;
  readonly #threads: readonly InferenceThread[];
  readonly #idle: InferenceThread[];
  readonly #waiting: { readonly rgb: Uint8Array; readonly stamp: FrameStamp; readonly place: number }[] = [];
  readonly #order: InOrder<DetectedFrame>;
  #failure: AppError | null = null;
  #drained: (() => void) | null = null;

  /**
   * @param threads sessions that run side by side
   * @param detected called for every frame, in order
   */
  static async start(
    startThread: StartInferenceThread,
    threads: number,
    spec: DetectorSpec,
    filter: DetectionFilter,
    detected: (frame: DetectedFrame) => void,
  ): Promise<OfflineAnalysis> {
    const started = await Promise.all(Array.from({ length: threads }, () => startThread(spec, filter)));
    return new OfflineAnalysis(started, detected);
  }

  private constructor(threads: readonly InferenceThread[], detected: (frame: DetectedFrame) => void) {
    const [first] = threads;
    if (!first) throw new AppError('internal', 'An analysis needs at least one inference thread.');
    const { width, height } = first.shape.input;
    this.#threads = threads;
    this.#idle = [...threads];
    this.#order = new InOrder(detected);
    const frames = threads.length * 2 + 2;
    this.#pool = new FramePool(
      Array.from({ length: frames }, () => new Uint8Array(new SharedArrayBuffer(3 * width * height))),
    );
    this.target = {
      width,
      height,
      begin: () => this.#pool.begin(),
      publish: (stamp) => this.#publish(stamp),
      onFree: (listener) => this.#pool.onFree(listener),
    };
  }

  /** Resolves when every published frame was given out. Throws what inference threw. */
  async drained(): Promise<void> {
    if (this.#order.open > 0 && !this.#failure) await new Promise<void>((resolve) => (this.#drained = resolve));
    if (this.#failure) throw this.#failure;
  }

  async close(): Promise<void> {
    await Promise.all(this.#threads.map((thread) => thread.end()));
  }

  #publish(stamp: FrameStamp): void {
    this.#waiting.push({ rgb: this.#pool.take(), stamp, place: this.#order.handIn() });
    this.#next();
  }

  #next(): void {
    while (this.#idle.length > 0 && this.#waiting.length > 0) {
      const thread = this.#idle.pop();
      const frame = this.#waiting.shift();
      if (thread && frame) void this.#run(thread, frame);
    }
  }

  async #run(thread: InferenceThread, frame: { rgb: Uint8Array; stamp: FrameStamp; place: number }): Promise<void> {
    try {
      const { detections } = await thread.detect(frame.rgb, frame.stamp.source);
      this.#idle.push(thread);
      this.#order.done(frame.place, { stamp: frame.stamp, detections });
    } catch (thrown) {
      this.#failure ??= new AppError('internal', `Inference stopped: ${(thrown as Error).message}`, { cause: thrown });
    }
    this.#pool.release(frame.rgb);
    this.#next();
    if (this.#order.open === 0 || this.#failure) this.#drained?.();
  }
}

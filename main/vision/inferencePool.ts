import { backOffMs, type BackOffPolicy } from '../../app/base/backOff.ts';
import type { Clock } from '../../app/base/clock.ts';
import { toAppError } from '../../app/base/error.ts';
import type { Log } from '../../app/base/log.ts';
import { type InferenceStatus, type ModelJob, noInference } from '../../app/contracts/vision.ts';
import type { DetectionFilter } from '../../app/detect/detection.ts';
import { detectorFilter } from '../../app/pipeline/roadTracker.ts';
import { Scheduler } from '../../app/pipeline/scheduler.ts';
import type { TripleSlot } from '../../app/pipeline/tripleSlot.ts';
import type { FrameStamp } from '../sources/source.ts';
import type { InferenceResult, InferenceThread, StartInferenceThread } from './inferenceThread.ts';
import { RateMeter } from './rateMeter.ts';

/** One camera's way into the pool. */
export interface Lane {
  readonly cameraId: string;
  readonly weight: number;
  readonly slot: TripleSlot<FrameStamp>;
  /** Called with every result, before the next frame of this camera is claimed. */
  analysed(stamp: FrameStamp, result: InferenceResult): void;
}

export interface PoolPorts {
  readonly clock: Clock;
  readonly log: Log;
  readonly random: () => number;
  readonly startThread: StartInferenceThread;
  /** Threads for a backend, each with a session of its own. */
  readonly threads: (backend: string) => number;
  /** An inference started: the sign of life that the supervisor watches. */
  readonly onStarted: () => void;
}

/** A run that takes longer is a hang, unless runs are long on this machine: the thread is given up and replaced. */
const deadlineMs = 2000;
const deadlineRuns = 20;
const restartPolicy: BackOffPolicy = { firstMs: 250, maxMs: 4000, jitter: 0.2, resetAfterMs: 600_000 };
const crashLoop = { restarts: 5, withinMs: 60_000, retryMs: 60_000 };
const backendRetryMs = 300_000;

/**
 * Runs inference over the newest frames of all cameras: chooses, sends to a free thread, hands the boxes back, and
 * replaces threads that crash, hang or lose their backend (CPU first, the chosen backend again after five minutes).
 * After five restarts in a minute it stops trying for a minute and says since when detection is off.
 */
export class InferencePool {
  readonly #ports: PoolPorts;
  readonly #lanes = new Map<string, Lane>();
  readonly #scheduler = new Scheduler();
  readonly #idle = new Set<InferenceThread>();
  readonly #threads = new Set<InferenceThread>();
  readonly #runs: RateMeter;
  readonly #cancels = new Set<() => void>();
  #restartsAtMono: number[] = [];
  #model: ModelJob | null = null;
  #filter: DetectionFilter = { scoreByClass: new Map(), nmsIou: 0.6, maxDetections: 300 };
  #status: InferenceStatus = noInference;
  #closed = false;

  constructor(ports: PoolPorts) {
    this.#ports = ports;
    this.#runs = new RateMeter(ports.clock);
  }

  status(): InferenceStatus {
    return { ...this.#status, framesPerS: this.#runs.perS() };
  }

  /** Loads the model for the life of the process. Resolves when the threads run or have failed for now. */
  async load(model: ModelJob): Promise<void> {
    this.#model = model;
    this.#filter = detectorFilter(model);
    this.#status = { ...this.#status, state: 'loading', modelId: model.modelId, backend: model.backend };
    await Promise.all(
      Array.from({ length: this.#ports.threads(model.backend) }, () => this.#startThread(model.backend)),
    );
  }

  /** True while no frame waits or no thread runs: silence then means nothing, video goes on without detection. */
  get idle(): boolean {
    return this.#threads.size === 0 || ![...this.#lanes.values()].some(({ slot }) => slot.hasNewest || slot.beingRead);
  }

  add(lane: Lane): void {
    this.#lanes.set(lane.cameraId, lane);
  }

  remove(cameraId: string): void {
    this.#lanes.delete(cameraId);
    this.#scheduler.forget(cameraId);
  }

  /** A frame was published: gives free threads work. */
  kick(): void {
    for (const thread of this.#idle) {
      const cameraId = this.#scheduler.choose(this.#candidates(), this.#ports.clock.monoMs());
      const lane = cameraId === null ? undefined : this.#lanes.get(cameraId);
      if (!lane) return;
      this.#run(thread, lane);
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    for (const cancel of this.#cancels) cancel();
    await Promise.all([...this.#threads].map((thread) => thread.end()));
  }

  *#candidates() {
    for (const lane of this.#lanes.values()) {
      yield {
        cameraId: lane.cameraId,
        weight: lane.weight,
        hasFrame: lane.slot.hasNewest && !lane.slot.beingRead,
      };
    }
  }

  #run(thread: InferenceThread, lane: Lane): void {
    const claimed = lane.slot.claim();
    if (!claimed) return;
    this.#idle.delete(thread);
    this.#ports.onStarted();
    const limitMs = Math.max(deadlineMs, deadlineRuns * (this.#status.runMs ?? 0));
    const cancelDeadline = this.#later(limitMs, () => {
      void thread.end();
      this.#replace(thread, `an inference did not finish within ${Math.round(limitMs / 1000)} s`);
    });
    thread
      .detect(claimed.buffer, claimed.stamp.source)
      .then((result) => {
        this.#runs.tick();
        this.#status = { ...this.#status, runMs: smoothed(this.#status.runMs, result.runMs) };
        if (this.#lanes.get(lane.cameraId) === lane) lane.analysed(claimed.stamp, result);
        if (this.#threads.has(thread)) this.#idle.add(thread);
      })
      .catch((thrown: unknown) =>
        this.#ports.log.log('warn', 'inference gave no result', { why: toAppError(thrown).message }),
      )
      .finally(() => {
        cancelDeadline();
        lane.slot.release(claimed.place);
        this.kick();
      });
  }

  async #startThread(backend: string): Promise<void> {
    const model = this.#model;
    if (!model || this.#closed) return;
    try {
      const thread = await this.#ports.startThread({ ...model, backend }, this.#filter);
      if (this.#closed) return void (await thread.end());
      this.#threads.add(thread);
      this.#idle.add(thread);
      thread.onLost((why) => this.#replace(thread, why));
      const degraded = backend !== model.backend;
      this.#status = {
        ...this.#status,
        state: 'running',
        backend,
        offSinceAtMs: null,
        problem: degraded ? `${model.backend} failed; detection runs on ${backend}, slower.` : null,
      };
      if (degraded) this.#later(backendRetryMs, () => void this.#tryChosenBackend(thread, model));
      this.kick();
    } catch (thrown) {
      const why = toAppError(thrown).message;
      this.#ports.log.log('error', 'inference thread did not start', { backend, why });
      if (backend !== 'cpu') return this.#startThread('cpu');
      this.#fail(why);
    }
  }

  async #tryChosenBackend(degraded: InferenceThread, model: ModelJob): Promise<void> {
    this.#forget(degraded);
    await degraded.end();
    await this.#startThread(model.backend);
  }

  #forget(thread: InferenceThread): void {
    this.#threads.delete(thread);
    this.#idle.delete(thread);
  }

  #replace(thread: InferenceThread, why: string): void {
    if (!this.#threads.has(thread)) return;
    this.#forget(thread);
    this.#ports.log.log('error', 'inference thread lost', { why });
    this.#fail(why);
  }

  /** Detection is short of a thread: counts, waits and starts another. */
  #fail(why: string): void {
    const nowMono = this.#ports.clock.monoMs();
    this.#restartsAtMono = [...this.#restartsAtMono.filter((at) => nowMono - at < crashLoop.withinMs), nowMono];
    const off = this.#threads.size === 0;
    const looping = this.#restartsAtMono.length > crashLoop.restarts;
    this.#status = {
      ...this.#status,
      state: off ? (looping ? 'failed' : 'loading') : 'running',
      offSinceAtMs: off ? (this.#status.offSinceAtMs ?? this.#ports.clock.wallMs()) : null,
      problem: why,
      restarts: this.#status.restarts + 1,
    };
    const delayMs = looping
      ? crashLoop.retryMs
      : backOffMs(restartPolicy, this.#restartsAtMono.length, this.#ports.random);
    this.#later(delayMs, () => void this.#startThread(this.#model?.backend ?? 'cpu'));
  }

  #later(delayMs: number, callback: () => void): () => void {
    const cancel = this.#ports.clock.after(delayMs, () => {
      this.#cancels.delete(cancel);
      callback();
    });
    this.#cancels.add(cancel);
    return () => {
      cancel();
      this.#cancels.delete(cancel);
    };
  }
}

function smoothed(before: number | null, now: number): number {
  return before === null ? now : before * 0.9 + now * 0.1;
}

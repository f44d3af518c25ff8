import { describe, expect, it } from 'vitest';
import { AppError } from '../../app/base/error.ts';
import { silentLog } from '../../app/base/log.ts';
import { SimulatedClock } from '../../app/base/simulatedClock.ts';
import type { ModelJob } from '../../app/contracts/vision.ts';
import { TripleSlot } from '../../app/pipeline/tripleSlot.ts';
import type { FrameStamp } from '../sources/source.ts';
import { InferencePool, type Lane, type PoolPorts } from './inferencePool.ts';
import type { InferenceResult, InferenceThread, StartInferenceThread } from './inferenceThread.ts';

const model: ModelJob = {
  modelId: 'm1',
  path: '/models/m1/model.onnx',
  backend: 'cpu',
  input: { width: 1, height: 1 },
  cacheFolder: '/models/m1',
  classes: ['person', 'bicycle', 'car'],
  scoreByClass: { car: 0.4 },
  nmsIou: 0.6,
};

/** A thread whose runs take `runMs` of simulated time; `behaviour` may hang or crash it. */
class ScriptedThread implements InferenceThread {
  readonly shape = { input: { width: 1, height: 1 }, maxBatch: 1, classes: model.classes, backend: 'cpu' };
  readonly #clock: SimulatedClock;
  readonly #runMs: number;
  #lost: ((why: string) => void) | null = null;
  #reject: ((error: Error) => void) | null = null;
  runs = 0;
  ended = false;

  constructor(clock: SimulatedClock, runMs: number) {
    this.#clock = clock;
    this.#runMs = runMs;
  }

  detect(): Promise<InferenceResult> {
    this.runs++;
    return new Promise((resolve, reject) => {
      this.#reject = reject;
      if (Number.isFinite(this.#runMs)) {
        this.#clock.after(this.#runMs, () => resolve({ detections: [], runMs: this.#runMs, cpuMs: this.#runMs }));
      }
    });
  }

  onLost(listener: (why: string) => void): void {
    this.#lost = listener;
  }

  crash(why: string): void {
    this.#reject?.(new AppError('unavailable', why));
    this.#lost?.(why);
  }

  end(): Promise<void> {
    this.ended = true;
    this.#reject?.(new AppError('cancelled', 'ended'));
    return Promise.resolve();
  }
}

class ScriptedLane implements Lane {
  readonly cameraId: string;
  readonly weight = 1;
  readonly slot = new TripleSlot<FrameStamp>([new Uint8Array(1), new Uint8Array(1), new Uint8Array(1)]);
  readonly agesMs: number[] = [];
  readonly #clock: SimulatedClock;

  constructor(cameraId: string, clock: SimulatedClock) {
    this.cameraId = cameraId;
    this.#clock = clock;
  }

  publish(): void {
    this.slot.begin();
    const stamp = { ptsUs: 0, epoch: 1, arrivedAtMs: 0, source: { width: 1, height: 1 } };
    this.slot.publish({ ...stamp, arrivedMonoMs: this.#clock.monoMs() });
  }

  analysed(stamp: FrameStamp): void {
    this.agesMs.push(this.#clock.monoMs() - stamp.arrivedMonoMs);
  }
}

interface Scene {
  readonly clock: SimulatedClock;
  readonly pool: InferencePool;
  readonly lanes: readonly ScriptedLane[];
  readonly starts: { backend: string; atMonoMs: number }[];
  readonly threads: ScriptedThread[];
  /** Cameras deliver a frame every `periodMs` for `forMs`. */
  film(forMs: number, periodMs: number): Promise<void>;
}

async function scene(
  cameras: number,
  makeThread: (backend: string, start: number, clock: SimulatedClock) => ScriptedThread,
  job: ModelJob = model,
): Promise<Scene> {
  const clock = new SimulatedClock();
  const starts: Scene['starts'] = [];
  const threads: ScriptedThread[] = [];
  const startThread: StartInferenceThread = async ({ backend }) => {
    starts.push({ backend, atMonoMs: clock.monoMs() });
    const thread = makeThread(backend, starts.length, clock);
    threads.push(thread);
    return thread;
  };
  const ports: PoolPorts = {
    clock,
    log: silentLog,
    random: () => 0.5,
    startThread,
    threads: () => 1,
    onStarted: () => undefined,
  };
  const pool = new InferencePool(ports);
  const lanes = Array.from({ length: cameras }, (_, at) => new ScriptedLane(`camera-${at + 1}`, clock));
  for (const lane of lanes) pool.add(lane);
  await pool.load(job);
  return {
    clock,
    pool,
    lanes,
    starts,
    threads,
    async film(forMs, periodMs) {
      for (let passedMs = 0; passedMs < forMs; passedMs += periodMs) {
        for (const lane of lanes) lane.publish();
        pool.kick();
        await clock.advance(periodMs);
      }
    },
  };
}

describe('the inference pool', () => {
  it('F30: sheds load instead of queueing: frames stay young and cameras are served equally', async () => {
    const { lanes, film, pool } = await scene(4, (_, __, clock) => new ScriptedThread(clock, 300));
    await film(60_000, 100);
    const served = lanes.map((lane) => lane.agesMs.length);
    expect(Math.max(...served) - Math.min(...served)).toBeLessThanOrEqual(1);
    expect(Math.max(...lanes.flatMap((lane) => lane.agesMs))).toBeLessThanOrEqual(400);
    expect(pool.status()).toEqual({
      state: 'running',
      modelId: 'm1',
      backend: 'cpu',
      offSinceAtMs: null,
      problem: null,
      runMs: expect.closeTo(300, 6),
      framesPerS: expect.closeTo(3.4, 0),
      restarts: 0,
    });
  });

  it('F27: ends a thread that hangs after 2 s and goes on with a new one', async () => {
    const { threads, lanes, film, pool } = await scene(1, (_, start, clock) =>
      start === 1 ? new ScriptedThread(clock, Number.POSITIVE_INFINITY) : new ScriptedThread(clock, 50),
    );
    await film(5000, 100);
    expect([threads.length, threads[0]?.ended, pool.status().state, pool.status().restarts]).toEqual([
      2,
      true,
      'running',
      1,
    ]);
    expect(lanes[0]?.agesMs.length).toBeGreaterThan(20);
  });

  it('F27 control: a thread that takes 1.9 s is slow, not hung', async () => {
    const { threads, film } = await scene(1, (_, __, clock) => new ScriptedThread(clock, 1900));
    await film(10_000, 100);
    expect(threads.length).toBe(1);
  });

  it('F26: after five restarts in a minute it waits a minute, and says since when detection is off', async () => {
    const { threads, clock, pool, film } = await scene(1, (_, __, threadClock) => new ScriptedThread(threadClock, 50));
    const beganAtMs = clock.wallMs();
    for (let crash = 0; crash < 6; crash++) {
      threads.at(-1)?.crash('the driver failed');
      if (crash < 5) await clock.advance(6000);
    }
    const { state, offSinceAtMs, problem, restarts } = pool.status();
    expect({ state, offAfterMs: (offSinceAtMs ?? 0) - beganAtMs, problem, restarts, threads: threads.length }).toEqual({
      state: 'failed',
      offAfterMs: 30_000,
      problem: 'the driver failed',
      restarts: 6,
      threads: 6,
    });
    await film(59_000, 1000);
    expect(threads.length).toBe(6);
    await film(2000, 1000);
    expect([threads.length, pool.status().state, pool.status().offSinceAtMs]).toEqual([7, 'running', null]);
  });

  it('F22: a backend that fails is replaced by the CPU at once, and tried again after five minutes', async () => {
    const { starts, clock, pool } = await scene(
      1,
      (backend, start, threadClock) => {
        if (backend === 'webgpu' && start < 3) throw new AppError('unavailable', 'the adapter was lost');
        return new ScriptedThread(threadClock, 50);
      },
      { ...model, backend: 'webgpu' },
    );
    expect([starts.map(({ backend }) => backend), pool.status().backend, pool.status().problem]).toEqual([
      ['webgpu', 'cpu'],
      'cpu',
      'webgpu failed; detection runs on cpu, slower.',
    ]);
    await clock.advance(300_000);
    expect([starts.at(-1), pool.status().backend, pool.status().problem]).toEqual([
      { backend: 'webgpu', atMonoMs: 300_000 },
      'webgpu',
      null,
    ]);
  });

  it('gives no box of a camera that was taken away while its frame was being read', async () => {
    const { pool, lanes, clock } = await scene(1, (_, __, threadClock) => new ScriptedThread(threadClock, 50));
    const [lane] = lanes;
    lane?.publish();
    pool.kick();
    pool.remove('camera-1');
    await clock.advance(100);
    expect(lane?.agesMs).toEqual([]);
  });
});

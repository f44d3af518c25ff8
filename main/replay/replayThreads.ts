import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { AppError, type ErrorCode } from '../../app/base/error.ts';
import type { ReplayedCamera, ReplayJob, ReplayProgress } from '../../app/contracts/replayJob.ts';
import type { CameraFindings } from '../../app/pipeline/traffic/replayReport.ts';

/** What a thread is asked for, one camera at a time. */
export interface ReplayOrder {
  readonly fromAtMs: number;
  readonly toAtMs: number;
  readonly camera: ReplayedCamera;
}

/** What it tells of the camera that it was asked for last. */
export type ReplayThreadNews =
  | ({ readonly kind: 'progress' } & ReplayProgress)
  | { readonly kind: 'done'; readonly findings: CameraFindings }
  | { readonly kind: 'failed'; readonly code: ErrorCode; readonly message: string };

/** What is made for a frame is garbage with the next one: with room for thousands of frames hardly any is ever copied. */
const resourceLimits = { maxYoungGenerationSizeMb: 96 };

/** What a replay beside a station takes: one core is left to the cameras and windows. */
export function replayThreadCount(cores = availableParallelism()): number {
  return Math.max(1, cores - 1);
}

/**
 * Replays cameras over the tracks of a file that others may go on writing, several at once, each on a thread.
 * @returns findings in the order of the job's cameras
 * @throws AppError that of the first camera that failed; the others are ended
 */
export async function replayInThreads(
  tracksFile: string,
  { cameras, fromAtMs, toAtMs }: ReplayJob,
  progress: (progress: ReplayProgress) => void,
  threadCount: number,
): Promise<CameraFindings[]> {
  const findings: CameraFindings[] = [];
  const states = cameras.map((): ReplayProgress => ({ share: 0, tracks: 0 }));
  let next = 0;

  function told(at: number, state: ReplayProgress): void {
    states[at] = state;
    progress({
      share: states.reduce((sum, { share }) => sum + share, 0) / states.length,
      tracks: states.reduce((sum, one) => sum + one.tracks, 0),
    });
  }
  async function work(thread: Worker): Promise<void> {
    for (let at = next++; at < cameras.length; at = next++) {
      const found = await replayOn(thread, { fromAtMs, toAtMs, camera: cameras[at]! }, (state) => told(at, state));
      findings[at] = found;
      told(at, { share: 1, tracks: found.tracks });
    }
  }
  const threads = Array.from(
    { length: Math.min(threadCount, cameras.length) },
    () => new Worker(new URL('./replayThread.ts', import.meta.url), { workerData: { tracksFile }, resourceLimits }),
  );
  try {
    await Promise.all(threads.map(work));
    return findings;
  } finally {
    for (const thread of threads) void thread.terminate();
  }
}

function replayOn(
  thread: Worker,
  order: ReplayOrder,
  progress: (progress: ReplayProgress) => void,
): Promise<CameraFindings> {
  return new Promise<CameraFindings>((resolve, reject) => {
    thread.removeAllListeners();
    thread.on('message', (news: ReplayThreadNews) => {
      if (news.kind === 'progress') progress({ share: news.share, tracks: news.tracks });
      else if (news.kind === 'done') resolve(news.findings);
      else reject(new AppError(news.code, news.message));
    });
    thread.on('error', reject);
    thread.on('exit', () =>
      reject(new AppError('internal', 'The replay of a camera ended by itself. Try a shorter time.')),
    );
    thread.postMessage(order);
  });
}

import { Worker } from 'node:worker_threads';
import { entryFile } from './entryFile.ts';

export interface LoopWatchdogOptions {
  readonly blockedAfterMs: number;
  readonly lookEveryMs: number;
}

/** Start values of the thread. */
export interface LoopWatchdogStart extends LoopWatchdogOptions {
  readonly counter: SharedArrayBuffer;
}

const usual: LoopWatchdogOptions = { blockedAfterMs: 2000, lookEveryMs: 250 };

/**
 * Watches this process's event loop from a thread of its own, since a watchdog inside a blocked loop stays quiet. The
 * thread writes one line to standard error when the loop stands, with the stack where it can be had, and one when it
 * moves again. Returns the end of the watch.
 */
export function watchLoop(options: Partial<LoopWatchdogOptions> = {}): () => void {
  const { blockedAfterMs, lookEveryMs } = { ...usual, ...options };
  const counter = new SharedArrayBuffer(4);
  const count = new Int32Array(counter);
  const timer = setInterval(() => Atomics.add(count, 0, 1), lookEveryMs / 2);
  timer.unref();
  const start: LoopWatchdogStart = { counter, blockedAfterMs, lookEveryMs };
  const thread = new Worker(entryFile('host/loopWatchdogThread'), { workerData: start });
  thread.unref();
  return () => {
    clearInterval(timer);
    void thread.terminate();
  };
}

/**
 * Time is a port. Three times are kept apart: wall (`…AtMs`, Unix ms, may step), monotonic (`…MonoMs`, never steps,
 * the only one that watchdogs may read) and media (`ptsMs`, from the stream).
 */
export interface Clock {
  /** Wall time in Unix milliseconds. */
  wallMs(): number;
  /** Monotonic milliseconds since an arbitrary start, with fractions. */
  monoMs(): number;
  /** Calls back once after `delayMs` of monotonic time; the returned function cancels. */
  after(delayMs: number, callback: () => void): () => void;
}

/** Resolves after `delayMs`; resolves early (never rejects) when `signal` aborts. */
export function sleep(clock: Clock, delayMs: number, signal?: CancelSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve();
    const cancel = clock.after(delayMs, resolve);
    signal?.addEventListener('abort', () => {
      cancel();
      resolve();
    });
  });
}

/** The part of the platform's AbortSignal that the core reads; the DOM's and Node's both fit. */
export interface CancelSignal {
  readonly aborted: boolean;
  addEventListener(type: 'abort', listener: () => void): void;
}

/** Calls back every `periodMs` until the returned function is called. */
export function every(clock: Clock, periodMs: number, callback: () => void): () => void {
  let cancel = clock.after(periodMs, tick);
  function tick(): void {
    cancel = clock.after(periodMs, tick);
    callback();
  }
  return () => cancel();
}

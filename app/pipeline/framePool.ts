/**
 * Places for frames of which none may be lost: the writer waits while all are taken. Writer and readers' bookkeeping
 * live on one thread.
 */
export class FramePool {
  readonly #free: Uint8Array[];
  #begun: Uint8Array | null = null;
  #waitingWriter: (() => void) | null = null;
  #writerWaits = false;

  constructor(buffers: readonly Uint8Array[]) {
    this.#free = [...buffers];
  }

  /** The place for the next frame, or `null`: wait for `onFree`. */
  begin(): Uint8Array | null {
    this.#begun ??= this.#free.pop() ?? null;
    this.#writerWaits = this.#begun === null;
    return this.#begun;
  }

  /** The frame begun last is whole; its place stays taken until `release`. */
  take(): Uint8Array {
    const whole = this.#begun;
    if (!whole) throw new Error('a frame was published that was never begun');
    this.#begun = null;
    return whole;
  }

  release(buffer: Uint8Array): void {
    this.#free.push(buffer);
    if (!this.#writerWaits) return;
    this.#writerWaits = false;
    this.#waitingWriter?.();
  }

  onFree(listener: () => void): void {
    this.#waitingWriter = listener;
  }
}

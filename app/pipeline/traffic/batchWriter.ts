import { toAppError } from '../../base/error.ts';
import type { StationPorts } from '../station/ports.ts';

const retryMs = 2000;

export interface BatchWriting<T> {
  /** What is stored, for the log and the list of commits: `intervals`. */
  readonly what: string;
  /** How long the first of a batch waits for others. */
  readonly waitMs: number;
  /** Kept while the store fails; the oldest are lost beyond it. */
  readonly mostWaiting: number;
  /** One transaction. */
  append(batch: readonly T[]): void;
  /** What follows from a batch that is stored. */
  after?(batch: readonly T[]): void;
}

/** Stores what comes in batches, and keeps it, up to a bound, while the store cannot take it. */
export class BatchWriter<T> {
  readonly #ports: Pick<StationPorts, 'clock' | 'log' | 'committed'>;
  readonly #writing: BatchWriting<T>;
  #waiting: T[] = [];
  #cancel: (() => void) | null = null;

  constructor(ports: Pick<StationPorts, 'clock' | 'log' | 'committed'>, writing: BatchWriting<T>) {
    this.#ports = ports;
    this.#writing = writing;
  }

  add(news: readonly T[]): void {
    if (news.length === 0) return;
    const { waitMs, mostWaiting } = this.#writing;
    this.#waiting.push(...news);
    if (this.#waiting.length > mostWaiting) this.#waiting.splice(0, this.#waiting.length - mostWaiting);
    this.#cancel ??= this.#ports.clock.after(waitMs, () => this.flush());
  }

  flush(): void {
    this.#cancel?.();
    this.#cancel = null;
    const batch = this.#waiting;
    if (batch.length === 0) return;
    const { clock, log, committed } = this.#ports;
    const { what } = this.#writing;
    try {
      this.#writing.append(batch);
      this.#waiting = [];
      committed(`${what} saved`);
      this.#writing.after?.(batch);
    } catch (thrown) {
      log.log('error', `${what} could not be saved`, { problem: toAppError(thrown).message });
      this.#cancel = clock.after(retryMs, () => this.flush());
    }
  }
}

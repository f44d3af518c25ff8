import { toAppError } from '../../base/error.ts';
import type { Interval } from '../../traffic/quantities/interval.ts';
import type { StationPorts } from '../station/ports.ts';

const retryMs = 2000;
/** Intervals kept while the store fails. */
const mostWaiting = 50_000;

/** Stores intervals in batches, and makes the longer ones of them once their time is over. */
export class IntervalWriter {
  readonly #ports: Pick<StationPorts, 'stores' | 'clock' | 'log' | 'committed'>;
  #waiting: Interval[] = [];
  #cancel: (() => void) | null = null;

  constructor(ports: Pick<StationPorts, 'stores' | 'clock' | 'log' | 'committed'>) {
    this.#ports = ports;
  }

  add(intervals: readonly Interval[]): void {
    if (intervals.length === 0) return;
    this.#waiting.push(...intervals);
    this.#waiting.splice(0, this.#waiting.length - mostWaiting);
    // All cameras end their ten seconds at once: one transaction for them all.
    this.#cancel ??= this.#ports.clock.after(500, () => this.flush());
  }

  flush(): void {
    this.#cancel?.();
    this.#cancel = null;
    if (this.#waiting.length === 0) return;
    const { stores, clock, log, committed } = this.#ports;
    try {
      stores.intervals.append(this.#waiting);
      this.#waiting = [];
      committed('intervals saved');
    } catch (thrown) {
      log.log('error', 'intervals could not be saved', { problem: toAppError(thrown).message });
      this.#cancel = clock.after(retryMs, () => this.flush());
    }
  }
}

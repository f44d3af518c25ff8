import { toAppError } from '../../base/error.ts';
import { type Interval, intervalLengthsMs } from '../../traffic/quantities/interval.ts';
import { rollUp } from '../../traffic/quantities/rollUp.ts';
import type { StationPorts } from '../station/ports.ts';

const retryMs = 2000;
/** Intervals kept while the store fails. */
const mostWaiting = 50_000;
const mostOfOneRollUp = 100_000;

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
      const ended = this.#waiting;
      this.#waiting = [];
      committed('intervals saved');
      this.#rollUpAfter(ended);
    } catch (thrown) {
      log.log('error', 'intervals could not be saved', { problem: toAppError(thrown).message });
      this.#cancel = clock.after(retryMs, () => this.flush());
    }
  }

  /** The longer intervals that are over now: each is the sum of those of the length below it. */
  #rollUpAfter(ended: readonly Interval[]): void {
    const { intervals: store } = this.#ports.stores;
    let news = ended;
    intervalLengthsMs.slice(1).forEach((lengthMs, i) => {
      const partMs = intervalLengthsMs[i]!;
      const over = new Map<string, { cameraId: string; beginAtMs: number }>();
      for (const { cameraId, beginAtMs, lengthMs: newMs } of news) {
        const endsAtMs = beginAtMs + newMs;
        if (newMs !== partMs || endsAtMs % lengthMs !== 0) continue;
        over.set(`${cameraId} ${endsAtMs}`, { cameraId, beginAtMs: endsAtMs - lengthMs });
      }
      news = [...over.values()].flatMap(({ cameraId, beginAtMs }) => {
        const span = { fromAtMs: beginAtMs, toAtMs: beginAtMs + lengthMs };
        const parts = store.find({ ...span, cameraIds: [cameraId], lengthMs: partMs, limit: mostOfOneRollUp });
        return rollUp(parts, lengthMs);
      });
      if (news.length > 0) store.append(news);
    });
  }
}

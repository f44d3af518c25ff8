import { toAppError } from '../../base/error.ts';
import type { SignalChange } from '../../traffic/signals/signalChange.ts';
import type { StationPorts } from '../station/ports.ts';

const waitMs = 1000;
const retryMs = 2000;
/** Changes kept while the store fails; the oldest are lost beyond it. */
const mostWaiting = 20_000;

/** Stores what signals showed, in batches: a replay then knows who drove at red. */
export class SignalWriter {
  readonly #ports: Pick<StationPorts, 'stores' | 'clock' | 'log' | 'committed'>;
  #waiting: SignalChange[] = [];
  #cancel: (() => void) | null = null;

  constructor(ports: Pick<StationPorts, 'stores' | 'clock' | 'log' | 'committed'>) {
    this.#ports = ports;
  }

  add(changes: readonly SignalChange[]): void {
    if (changes.length === 0) return;
    this.#waiting.push(...changes);
    this.#waiting.splice(0, this.#waiting.length - mostWaiting);
    this.#cancel ??= this.#ports.clock.after(waitMs, () => this.flush());
  }

  flush(): void {
    this.#cancel?.();
    this.#cancel = null;
    if (this.#waiting.length === 0) return;
    const { stores, clock, log, committed } = this.#ports;
    try {
      stores.signals.append(this.#waiting);
      this.#waiting = [];
      committed('signals saved');
    } catch (thrown) {
      log.log('error', 'what signals showed could not be saved', { problem: toAppError(thrown).message });
      this.#cancel = clock.after(retryMs, () => this.flush());
    }
  }
}

import type { Clock } from '../../base/clock.ts';
import { toAppError } from '../../base/error.ts';
import type { TrackStore } from '../../store/ports.ts';
import type { FinishedTrack } from '../../track/finishedTrack.ts';

export interface TrackWriterLimits {
  /** Rows of one transaction. */
  readonly batch: number;
  /** Longest time that a track waits for others. */
  readonly waitMs: number;
  /** Pause after a failure. */
  readonly retryMs: number;
  /** Tracks kept while the store fails; beyond it the oldest are lost and counted. */
  readonly mostWaiting: number;
}

export const trackWriterLimits: TrackWriterLimits = { batch: 1000, waitMs: 250, retryMs: 2000, mostWaiting: 20_000 };

/** Groups finished tracks into transactions and keeps them, up to a bound, while the store cannot take them. */
export class TrackWriter {
  readonly #store: TrackStore;
  readonly #clock: Clock;
  readonly #saved: (count: number) => void;
  readonly #limits: TrackWriterLimits;
  #waiting: FinishedTrack[] = [];
  #cancel: (() => void) | null = null;
  #lost = 0;
  #problem: string | null = null;

  constructor(store: TrackStore, clock: Clock, saved: (count: number) => void, limits = trackWriterLimits) {
    this.#store = store;
    this.#clock = clock;
    this.#saved = saved;
    this.#limits = limits;
  }

  get state(): { waiting: number; lost: number; problem: string | null } {
    return { waiting: this.#waiting.length, lost: this.#lost, problem: this.#problem };
  }

  add(track: FinishedTrack): void {
    this.#waiting.push(track);
    const over = this.#waiting.length - this.#limits.mostWaiting;
    if (over > 0) {
      this.#waiting.splice(0, over);
      this.#lost += over;
    }
    if (this.#problem === null && this.#waiting.length >= this.#limits.batch) this.flush();
    else this.#cancel ??= this.#clock.after(this.#limits.waitMs, () => this.flush());
  }

  /** Stores what waits, batch by batch; after a failure the rest waits for the next attempt. */
  flush(): void {
    this.#cancel?.();
    this.#cancel = null;
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.slice(0, this.#limits.batch);
      try {
        this.#store.append(batch);
      } catch (thrown) {
        this.#failed(batch, toAppError(thrown).code === 'invalid-argument', toAppError(thrown).message);
        if (this.#problem !== null) return;
        continue;
      }
      this.#waiting.splice(0, batch.length);
      this.#problem = null;
      this.#saved(batch.length);
    }
  }

  /** One impossible track must not hold up the others: a batch that is refused for its content is taken apart. */
  #failed(batch: readonly FinishedTrack[], badContent: boolean, problem: string): void {
    if (!badContent) {
      this.#problem = problem;
      this.#cancel = this.#clock.after(this.#limits.retryMs, () => this.flush());
      return;
    }
    this.#waiting.splice(0, batch.length);
    for (const track of batch) {
      try {
        this.#store.append([track]);
        this.#saved(1);
      } catch {
        this.#lost += 1;
      }
    }
  }
}

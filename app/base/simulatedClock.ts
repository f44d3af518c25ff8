import type { Clock } from './clock.ts';

interface Alarm {
  readonly dueMonoMs: number;
  readonly callback: () => void;
}

/** A clock that stands still until told to move: the clock of tests, of simulation and of replay. */
export class SimulatedClock implements Clock {
  #monoMs = 0;
  #wallOffsetMs: number;
  readonly #alarms = new Set<Alarm>();

  /** @param startAtMs wall time at the start, Unix milliseconds */
  constructor(startAtMs = Date.UTC(2026, 0, 1)) {
    this.#wallOffsetMs = startAtMs;
  }

  wallMs(): number {
    return this.#wallOffsetMs + this.#monoMs;
  }

  monoMs(): number {
    return this.#monoMs;
  }

  after(delayMs: number, callback: () => void): () => void {
    const alarm = { dueMonoMs: this.#monoMs + Math.max(0, delayMs), callback };
    this.#alarms.add(alarm);
    return () => this.#alarms.delete(alarm);
  }

  /** Moves both times on, firing what falls due in order; pending promises run between alarms. */
  async advance(byMs: number): Promise<void> {
    const endMonoMs = this.#monoMs + byMs;
    await settle();
    for (let next = this.#next(endMonoMs); next; next = this.#next(endMonoMs)) {
      this.#alarms.delete(next);
      this.#monoMs = next.dueMonoMs;
      next.callback();
      await settle();
    }
    this.#monoMs = endMonoMs;
  }

  /** Steps the wall clock alone, as an operator or NTP would. */
  stepWall(byMs: number): void {
    this.#wallOffsetMs += byMs;
  }

  #next(endMonoMs: number): Alarm | undefined {
    let first: Alarm | undefined;
    for (const alarm of this.#alarms) {
      if (alarm.dueMonoMs <= endMonoMs && (!first || alarm.dueMonoMs < first.dueMonoMs)) first = alarm;
    }
    return first;
  }
}

/** Lets promise chains of a usual depth run to their end. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
}

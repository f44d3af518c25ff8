import type { Clock } from '../../../app/base/clock.ts';

/** The longest rest, ms: figures on the map stay of now even where a frame takes very long. */
const longestRestMs = 400;

/**
 * Lets moving things rest for as long as their last frame took: about thirty frames a second where the graphics card
 * draws, and half of the time for everything else where a processor has to.
 */
export class FramePace {
  readonly #clock: Clock;
  readonly #repaint: () => void;
  #askedMonoMs: number | null = null;
  #restUntilMonoMs = Number.NEGATIVE_INFINITY;
  #cancel: (() => void) | null = null;

  constructor(clock: Clock, repaint: () => void) {
    this.#clock = clock;
    this.#repaint = repaint;
  }

  /** Wants another frame. */
  ask(): void {
    if (this.#askedMonoMs !== null || this.#cancel) return;
    const restMs = this.#restUntilMonoMs - this.#clock.monoMs();
    if (restMs <= 0) return this.#now();
    this.#cancel = this.#clock.after(restMs, () => this.#now());
  }

  /** A frame is drawn, asked for or not. */
  drawn(): void {
    const nowMonoMs = this.#clock.monoMs();
    if (this.#askedMonoMs === null) return;
    this.#restUntilMonoMs = nowMonoMs + Math.min(longestRestMs, nowMonoMs - this.#askedMonoMs);
    this.#askedMonoMs = null;
  }

  stop(): void {
    this.#cancel?.();
    this.#cancel = null;
  }

  #now(): void {
    this.#cancel = null;
    this.#askedMonoMs = this.#clock.monoMs();
    this.#repaint();
  }
}

/**
 * When to show a picture. Encoded chunks wait (they are small; decoded frames are not) until the boxes of their picture
 * are known, so that boxes and picture agree exactly. How long that takes is measured, never configured.
 */
export interface PacingRules {
  /** No picture is held back longer than this after it came, ms. */
  readonly maxDelayMs: number;
  /** Share of pictures whose boxes must be known when they are shown, 0..1. */
  readonly share: number;
  /** Added to the measured wait, ms: the timer's grain and a frame of the display. */
  readonly marginMs: number;
  /** Samples older than this are forgotten, ms. */
  readonly memoryMs: number;
}

export const exactBoxes: PacingRules = { maxDelayMs: 1200, share: 0.95, marginMs: 50, memoryMs: 5000 };
/** Pictures are shown as they come; boxes are predicted. */
export const lowLatency: PacingRules = { maxDelayMs: 0, share: 0.95, marginMs: 0, memoryMs: 5000 };

interface Sample {
  readonly atMonoMs: number;
  readonly valueMs: number;
}

/** How fast a delay that is longer than needed shrinks: 5 % faster playback is not seen. */
const shrinkPerMs = 0.05;
/** A delay that is too short by less than this grows as gently; by more, at once. */
const gentleMs = 60;
/** Without boxes for this long nobody waits for them any more. */
const analysisGoneMs = 2000;
const updatePeriodMs = 100;

/** The pacing of one camera in one epoch. Times: media ms on the time line, and monotonic ms. */
export class Pacer {
  #rules: PacingRules;
  #offsets: Sample[] = [];
  /** The quickest recent arrival stands for the stream's own clock: what came later was held up on its way. */
  #offsetMs: number | null = null;
  #waits: Sample[] = [];
  #unboxed: number[] = [];
  #boxedUpToMs = Number.NEGATIVE_INFINITY;
  #boxesMonoMs = Number.NEGATIVE_INFINITY;
  #analysing = false;
  #delayMs = 0;
  #updatedMonoMs: number | null = null;

  constructor(rules: PacingRules) {
    this.#rules = rules;
  }

  /** Changing the rules keeps what was measured. */
  set rules(rules: PacingRules) {
    this.#rules = rules;
  }

  /** The delay in force after the newest `update`, ms. */
  get delayMs(): number {
    return this.#delayMs;
  }

  /** Forgets the relation of media time to arrival: a new epoch began. The delay itself stays. */
  restart(): void {
    this.#offsets = [];
    this.#offsetMs = null;
    this.#waits = [];
    this.#unboxed = [];
    this.#boxedUpToMs = Number.NEGATIVE_INFINITY;
  }

  chunkArrived(mediaMs: number, arrivedMonoMs: number): void {
    const valueMs = arrivedMonoMs - mediaMs;
    this.#offsets.push({ atMonoMs: arrivedMonoMs, valueMs });
    this.#offsetMs = Math.min(valueMs, this.#offsetMs ?? valueMs);
    this.#unboxed.push(mediaMs);
    // Without a detector nothing ever takes these away.
    if (this.#unboxed.length > 300) this.#unboxed.splice(0, 100);
  }

  /** Boxes of the picture at `mediaMs` are known: with them every picture up to it can be drawn, by interpolation. */
  boxesArrived(mediaMs: number, nowMonoMs: number): void {
    const offsetMs = this.#offsetMs;
    if (offsetMs === null) return;
    this.#boxedUpToMs = mediaMs;
    this.#boxesMonoMs = nowMonoMs;
    const still: number[] = [];
    for (const waiting of this.#unboxed) {
      if (waiting > mediaMs + 1) still.push(waiting);
      else this.#waits.push({ atMonoMs: nowMonoMs, valueMs: nowMonoMs - waiting - offsetMs });
    }
    this.#unboxed = still;
  }

  /** Moves the delay towards what was measured. Called before due times are asked for; works at most ten times a second. */
  update(nowMonoMs: number): void {
    const elapsedMs = this.#updatedMonoMs === null ? 0 : nowMonoMs - this.#updatedMonoMs;
    if (this.#updatedMonoMs !== null && elapsedMs < updatePeriodMs) return;
    this.#updatedMonoMs = nowMonoMs;
    const sinceMonoMs = nowMonoMs - this.#rules.memoryMs;
    // The newest offset stays whatever its age, so that a stalled stream keeps its clock.
    this.#offsets = this.#offsets.filter((offset, i, all) => offset.atMonoMs >= sinceMonoMs || i === all.length - 1);
    if (this.#offsets.length > 0) this.#offsetMs = Math.min(...this.#offsets.map((offset) => offset.valueMs));
    this.#waits = this.#waits.filter((wait) => wait.atMonoMs >= sinceMonoMs);
    this.#analysing = nowMonoMs - this.#boxesMonoMs < analysisGoneMs;
    const wantedMs = this.#wantedMs();
    const stepMs = elapsedMs * shrinkPerMs;
    if (this.#rules.maxDelayMs === 0 || wantedMs > this.#delayMs + gentleMs) this.#delayMs = wantedMs;
    else if (wantedMs > this.#delayMs) this.#delayMs = Math.min(wantedMs, this.#delayMs + stepMs);
    else this.#delayMs = Math.max(wantedMs, this.#delayMs - stepMs);
  }

  /** When the picture at `mediaMs` is to be shown by the stream's own clock; a time in the past means now. */
  dueMonoMs(mediaMs: number): number {
    if (this.#offsetMs === null || this.#delayMs === 0) return Number.NEGATIVE_INFINITY;
    return mediaMs + this.#offsetMs + this.#delayMs;
  }

  /**
   * When a waiting picture is to go to the decoder. One whose boxes are late is held a little longer, up to the limit
   * counted from its own arrival: the next ones follow sooner.
   */
  releaseMonoMs(mediaMs: number, arrivedMonoMs: number): number {
    const dueMonoMs = this.dueMonoMs(mediaMs);
    const boxesAreComing = this.#analysing && mediaMs > this.#boxedUpToMs + 1;
    return boxesAreComing ? Math.max(dueMonoMs, arrivedMonoMs + this.#rules.maxDelayMs) : dueMonoMs;
  }

  #wantedMs(): number {
    if (this.#waits.length === 0) return 0;
    const sorted = this.#waits.map((wait) => wait.valueMs).sort((a, b) => a - b);
    const wait = sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * this.#rules.share) - 1)] ?? 0;
    return Math.min(this.#rules.maxDelayMs, Math.max(0, wait + this.#rules.marginMs));
  }
}

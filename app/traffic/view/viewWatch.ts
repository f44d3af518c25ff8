import { compareView, type ViewComparison } from './compareView.ts';
import { fingerprintOf, median, type ViewFingerprint } from './viewFingerprint.ts';
import { ViewMemory } from './viewMemory.ts';
import type { ViewSample } from './viewSample.ts';
import { isTampered, type ViewState } from './viewState.ts';
import { symptomOf, symptomOfUnknown, type ViewFault, viewFaults } from './viewSymptom.ts';

export interface ViewWatchLimits {
  /** A view is learnt over so long, ms. */
  readonly learningMs: number;
  /** From samples at least so far apart, ms. */
  readonly learnEveryMs: number;
  /** A fault must last so long, and be gone so long, before it is believed, ms. */
  readonly faultMs: number;
  /** The same for weather. */
  readonly weatherMs: number;
}

export const viewWatchLimits: ViewWatchLimits = {
  learningMs: 60_000,
  learnEveryMs: 4000,
  faultMs: 5000,
  weatherMs: 30_000,
};

/** A longer pause between two samples counts only this much: while no picture comes, nothing is known. */
const longestPauseMs = 2000;
/** After a pause this long the light may be another one. A fingerprint that was kept may be as old as that, or older. */
const lightLastsMs = 600_000;
/** The shift that is told is the median of so many samples: wind shakes cameras. */
const shiftsKept = 5;

/**
 * Watches whether a camera still shows its view. Learns the view over the first minute, or is given it; then each fault
 * gathers evidence while pictures show it and loses it while they do not.
 */
export class ViewWatch {
  readonly #limits: ViewWatchLimits;
  #memory: ViewMemory | null;
  #learning: ViewSample[] = [];
  #learningSinceMs: number | null = null;
  #lookedMs: number | null = null;
  #isLightKnown = false;
  /** Evidence of each fault, ms, and when it began to gather. */
  #evidenceMs = new Map<ViewFault, number>();
  #beganMs = new Map<ViewFault, number>();
  #shifts: { readonly x: number; readonly y: number }[] = [];
  #view: ViewState;

  /** @param fingerprint of the view as it should be; `null` learns it */
  constructor(fingerprint: ViewFingerprint | null = null, limits = viewWatchLimits) {
    this.#limits = limits;
    this.#memory = fingerprint && new ViewMemory(fingerprint);
    const state = fingerprint ? 'ok' : 'learning';
    this.#view = { state, sinceMs: 0, foundMs: 0, similarity: null, shift: null };
  }

  get view(): ViewState {
    return this.#view;
  }

  /** Of the view as it is known now, in the present light; `null` while it is learnt. */
  get fingerprint(): ViewFingerprint | null {
    return this.#memory?.fingerprint ?? null;
  }

  /** Someone turned the camera on purpose: from now on the view is another one. */
  learnAnew(): void {
    this.#memory = null;
    this.#learning = [];
    this.#learningSinceMs = null;
    this.#evidenceMs.clear();
    this.#beganMs.clear();
    this.#shifts = [];
    const atMs = this.#lookedMs ?? 0;
    this.#view = { state: 'learning', sinceMs: atMs, foundMs: atMs, similarity: null, shift: null };
  }

  /**
   * @param sample the next one, times rise; about one a second
   * @param isFrozen the picture has been repeating itself, as `PictureWatch` says
   */
  look(sample: ViewSample, isFrozen: boolean): ViewState {
    const { atMs } = sample;
    if (this.#lookedMs === null) this.#view = { ...this.#view, sinceMs: atMs, foundMs: atMs };
    const overMs = Math.max(0, Math.min(atMs - (this.#lookedMs ?? atMs), longestPauseMs));
    if (this.#lookedMs !== null && atMs - this.#lookedMs >= lightLastsMs) this.#isLightKnown = false;
    this.#lookedMs = atMs;
    if (!this.#isLightKnown && symptomOfUnknown(sample) === null) {
      this.#memory?.forgetLight(sample);
      this.#isLightKnown = true;
    }
    const comparison = this.#memory && compareView(this.#memory.fingerprint, sample);
    const symptom = this.#symptomOf(sample, comparison);
    this.#gather(symptom ?? (isFrozen ? 'frozen' : null), atMs, overMs, isFrozen);
    this.#keepShift(comparison);
    if (symptom === null || symptom === 'low-visibility') this.#learn(sample, comparison, overMs);
    this.#decide(comparison, atMs);
    return this.#view;
  }

  #symptomOf(sample: ViewSample, comparison: ViewComparison | null): ViewFault | null {
    if (!this.#memory || !comparison) return symptomOfUnknown(sample);
    return symptomOf(this.#memory.fingerprint, sample, comparison, {
      isMoved: this.#view.state === 'moved',
      isHazy: (this.#evidenceMs.get('low-visibility') ?? 0) >= this.#limits.faultMs,
    });
  }

  #gather(symptom: ViewFault | null, atMs: number, overMs: number, isFrozen: boolean): void {
    for (const fault of viewFaults) {
      const before = this.#evidenceMs.get(fault) ?? 0;
      // A picture that repeats itself has been watched for long enough already, and one new picture ends it.
      if (fault === 'frozen') this.#evidenceMs.set(fault, symptom === 'frozen' && isFrozen ? this.#needsMs(fault) : 0);
      else {
        const now = symptom === fault ? before + overMs : before - overMs;
        this.#evidenceMs.set(fault, Math.max(0, Math.min(now, this.#needsMs(fault))));
      }
      if (symptom === fault && !this.#beganMs.has(fault)) this.#beganMs.set(fault, atMs);
      if (symptom !== fault && this.#evidenceMs.get(fault) === 0) this.#beganMs.delete(fault);
    }
  }

  #needsMs(fault: ViewFault): number {
    return fault === 'low-visibility' ? this.#limits.weatherMs : this.#limits.faultMs;
  }

  #keepShift(comparison: ViewComparison | null): void {
    if (!comparison) return;
    if (comparison.shift) this.#shifts = [...this.#shifts, comparison.shift].slice(-shiftsKept);
    else if (this.#view.state === 'moved') this.#shifts = [];
  }

  /** Only what shows no fault is learnt, and nothing while one is believed. Weather is: what fog hides is not covered. */
  #learn(sample: ViewSample, comparison: ViewComparison | null, overMs: number): void {
    if (this.#memory && comparison) {
      if (!isTampered(this.#view) && comparison.shift) this.#memory.learn(sample, comparison.shift, overMs);
      return;
    }
    this.#learningSinceMs ??= sample.atMs;
    const last = this.#learning.at(-1);
    if (!last || sample.atMs - last.atMs >= this.#limits.learnEveryMs) this.#learning.push(sample);
    if (sample.atMs - this.#learningSinceMs < this.#limits.learningMs) return;
    this.#memory = new ViewMemory(fingerprintOf(this.#learning));
    this.#learning = [];
  }

  #decide(comparison: ViewComparison | null, atMs: number): void {
    const state = this.#stateNow();
    const similarity = comparison && Math.max(0, Math.min(1, comparison.similarity));
    const shift = this.#shiftNow();
    if (state === this.#view.state) this.#view = { ...this.#view, similarity, shift };
    else {
      const sinceMs = (state === 'ok' || state === 'learning' ? null : this.#beganMs.get(state)) ?? atMs;
      this.#view = { state, sinceMs, foundMs: atMs, similarity, shift };
    }
  }

  /** The present fault stays until its evidence is gone; another one needs all of its own. */
  #stateNow(): ViewState['state'] {
    const sure = viewFaults.find((fault) => this.#evidenceMs.get(fault) === this.#needsMs(fault));
    if (sure) return sure;
    const { state } = this.#view;
    if (state !== 'ok' && state !== 'learning' && (this.#evidenceMs.get(state) ?? 0) > 0) return state;
    return this.#memory ? 'ok' : 'learning';
  }

  #shiftNow(): ViewState['shift'] {
    if (this.#shifts.length === 0) return null;
    return { x: median(this.#shifts.map(({ x }) => x)), y: median(this.#shifts.map(({ y }) => y)) };
  }
}

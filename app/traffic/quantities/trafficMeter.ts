import type { RoadView } from '../road/roadUser.ts';
import type { CompiledScene } from '../scene/compiledScene.ts';
import { DetectorHealth, type Watched } from './detectorHealth.ts';
import type { GroundIs } from './footprint.ts';
import { goodConditions, qualityOf, type ViewConditions } from './grading.ts';
import { type Interval, intervalLengthsMs, type MeasuredElement } from './interval.ts';
import { laneElement, LaneMeter } from './laneMeter.ts';
import { keyOf, Ledger, type OpenInterval } from './ledger.ts';
import { lineElement, LineMeter, measuredLines } from './lineMeter.ts';
import { cameraElement, MovementMeter } from './movementMeter.ts';
import { ViewNotes } from './viewNotes.ts';
import { sectionElement, SectionMeter } from './sectionMeter.ts';

/** What a camera's intervals say of themselves. */
export interface MeterOf {
  readonly cameraId: string;
  readonly scene: CompiledScene;
  readonly sceneVersion: number | null;
  /** Relative error of lengths on the road, one sigma; `null` without a calibration or where it is not known. */
  readonly lengthErrorShare: number | null;
  readonly groundIs?: GroundIs;
}

/** Passages are known a moment after they happened, those of a lost track when it ends. */
const heldOpenMs = 5000;
/** Views farther apart than this leave the time between them unobserved. */
const longestStepMs = 2000;
/** After a longer pause the time without views gets no intervals of its own. */
const longestFilledMs = 3_600_000;

/**
 * Makes intervals of ten seconds of a camera's road views, for its lines, lanes, sections and the whole view. An
 * interval is given out five seconds after it ended, observed or not. When the clock steps back, what is still open goes
 * on, and intervals that were given out already come again: the clock that was set is the better one.
 */
export class TrafficMeter {
  readonly #of: MeterOf;
  readonly #ledger: Ledger;
  readonly #notes: ViewNotes;
  readonly #lanes: LaneMeter;
  readonly #sections: SectionMeter;
  readonly #movements: MovementMeter;
  readonly #health: ReadonlyMap<string, DetectorHealth>;
  #lines: LineMeter | null = null;
  #lastAtMs: number | null = null;

  constructor(of: MeterOf) {
    const { scene, cameraId } = of;
    const [lengthMs] = intervalLengthsMs;
    this.#of = of;
    this.#ledger = new Ledger(elementsOf(cameraId, scene), lengthMs);
    this.#notes = new ViewNotes(lengthMs);
    this.#lanes = new LaneMeter(scene, this.#ledger);
    this.#sections = new SectionMeter(scene, this.#ledger);
    this.#movements = new MovementMeter(cameraId, this.#ledger);
    this.#health = new Map(
      detectorsOf(scene).map(([element, watched]) => [keyOf(element), new DetectorHealth(watched)]),
    );
  }

  /** Takes the next view. @returns the intervals that are complete now, by begin */
  observe(view: RoadView, conditions: ViewConditions = goodConditions): Interval[] {
    const { atMs } = view;
    const lastAtMs = this.#lastAtMs;
    const hasGoneBack = lastAtMs !== null && atMs < lastAtMs;
    const closed = this.#pass(atMs);
    this.#lines ??= new LineMeter(this.#of.scene, this.#ledger, atMs, this.#of.groundIs);
    if (hasGoneBack) {
      this.#notes.markClockSet(lastAtMs);
      this.#lines.restart(atMs);
      this.#lanes.restart();
      this.#sections.restart();
    }
    const wasClockSet = hasGoneBack || conditions.wasClockSet;
    this.#notes.add(view, { ...conditions, wasClockSet });
    const sinceMs = lastAtMs === null || hasGoneBack ? 0 : atMs - lastAtMs;
    const stepMs = sinceMs <= longestStepMs ? sinceMs : 0;
    if (conditions.isViewTrue) {
      const passages = this.#lines.observe(view, stepMs);
      this.#lanes.observe(view, stepMs);
      this.#sections.observe(view, stepMs, passages);
      this.#movements.observe(view, stepMs, passages);
    }
    return closed;
  }

  /** Time goes on without views. @returns the intervals that are complete now, by begin */
  pass(atMs: number): Interval[] {
    return this.#lastAtMs === null || atMs < this.#lastAtMs ? [] : this.#pass(atMs);
  }

  /** No view follows: the last intervals, the unfinished one too. */
  finish(): Interval[] {
    if (this.#lastAtMs === null) return [];
    this.#movements.add(this.#lines?.endAll() ?? []);
    this.#lanes.finish();
    this.#movements.endAll(this.#lastAtMs);
    return this.#closed(Number.POSITIVE_INFINITY);
  }

  #pass(atMs: number): Interval[] {
    const { lengthMs } = this.#ledger;
    const filledFromMs = Math.max(this.#lastAtMs ?? atMs, atMs - longestFilledMs);
    for (let openMs = filledFromMs; openMs < atMs; openMs += lengthMs) this.#ledger.open(openMs);
    this.#ledger.open(atMs);
    this.#lastAtMs = atMs;
    return this.#closed(atMs - heldOpenMs);
  }

  #closed(untilMs: number): Interval[] {
    return this.#ledger.close(untilMs).map((open) => this.#interval(open));
  }

  #interval({ element, beginAtMs, sums }: OpenInterval): Interval {
    const { cameraId, scene, sceneVersion, lengthErrorShare } = this.#of;
    const { lengthMs } = this.#ledger;
    const noted = this.#notes.of(beginAtMs);
    const faults = this.#health.get(keyOf(element))?.judge(sums) ?? [];
    const quality = qualityOf(
      {
        ...noted,
        observedShare: Math.min(1, sums.observedMs / lengthMs),
        rateHz: sums.observedMs > 0 ? noted.views / (sums.observedMs / 1000) : 0,
        lengthErrorShare: scene.plane ? (lengthErrorShare ?? 0) : null,
      },
      faults,
    );
    return { cameraId, element, beginAtMs, lengthMs, sums, ...quality, sceneVersion };
  }
}

function elementsOf(cameraId: string, compiled: CompiledScene): MeasuredElement[] {
  return [
    cameraElement(cameraId),
    ...measuredLines(compiled).map(({ id }) => lineElement(id)),
    ...compiled.lanes.map(({ id }) => laneElement(id)),
    ...compiled.scene.sections.map(({ id }) => sectionElement(id)),
  ];
}

function detectorsOf(compiled: CompiledScene): [MeasuredElement, Watched][] {
  const lanes = Math.max(1, compiled.lanes.length);
  return [
    ...measuredLines(compiled).map(({ id }): [MeasuredElement, Watched] => [
      lineElement(id),
      { lanes, kind: 'driving' },
    ]),
    ...compiled.lanes.map(({ id, kind }): [MeasuredElement, Watched] => [laneElement(id), { lanes: 1, kind }]),
  ];
}

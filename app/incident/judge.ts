import type { RoadView } from '../traffic/road/roadUser.ts';
import type { CompiledScene } from '../traffic/scene/compiledScene.ts';
import type { Incident } from './incident.ts';
import { explanationOf, foldedText } from './judge/folding.ts';
import { IncidentCase, type IncidentChange } from './judge/incidentCase.ts';
import { clearAfterMs } from './judge/lifeTimes.ts';
import { isSameThing } from './judge/sameThing.ts';
import { incidentName } from './judge/sentences.ts';
import type { Finding } from './rule.ts';
import type { RulesSettings } from './settings.ts';
import { type IdleRule, type StartedRule, startRules } from './startRules.ts';

export type { IncidentChange } from './judge/incidentCase.ts';

export interface CameraJudgeOptions {
  readonly scene: CompiledScene;
  /** `null` for a scene that was never saved. */
  readonly sceneVersion: number | null;
  /** Of the site; those of the scene go before them. */
  readonly rules: RulesSettings;
  readonly newId: () => string;
  /** Incidents of this camera that were open when analysis stopped: they go on when they are found again. */
  readonly resume?: readonly Incident[];
}

/** A wall clock that went back by less is waited for. */
const smallStepMs = 5000;

/**
 * What the rules find on one camera, as incidents: one physical thing is one incident for as long as it lasts.
 * Changes are to be committed before anybody is shown them.
 */
export class CameraJudge {
  readonly #options: CameraJudgeOptions;
  #rules: RulesSettings;
  #started: readonly StartedRule[];
  #idle: readonly IdleRule[];
  #cases: IncidentCase[];
  #lastAtMs = Number.NEGATIVE_INFINITY;

  /** @throws AppError `invalid-argument` with one sentence when the rules' settings are none */
  constructor(options: CameraJudgeOptions) {
    const { started, idle } = startRules(options.scene, options.rules);
    this.#options = options;
    this.#rules = options.rules;
    this.#started = started;
    this.#idle = idle;
    this.#cases = (options.resume ?? []).map((incident) => IncidentCase.resume(incident));
  }

  get open(): readonly Incident[] {
    return this.#cases.map(({ incident }) => incident);
  }

  /** Rules that are enabled and cannot run with the scene. */
  get idleRules(): readonly IdleRule[] {
    return this.#idle;
  }

  /**
   * Takes other rules of the site into use. Those whose settings stay as they are go on; what a rule found that is now
   * switched off has ended.
   * @throws AppError `invalid-argument` with one sentence when the settings are none; nothing is changed then
   */
  changeRules(rules: RulesSettings): IncidentChange[] {
    const { started, idle } = startRules(this.#options.scene, rules, this.#started);
    const isOff = ({ incident: { type } }: IncidentCase) =>
      this.#started.some(({ rule }) => rule === type) && !started.some(({ rule }) => rule === type);
    const over = this.#cases.filter(isOff);
    this.#cases = this.#cases.filter((one) => !isOff(one));
    this.#rules = rules;
    this.#started = started;
    this.#idle = idle;
    for (const one of over) {
      one.end(this.#lastAtMs, `${incidentName(one.incident.type)}: the rule was switched off.`);
    }
    return changesOf(over, this.#lastAtMs);
  }

  /** Takes the next view of the camera. Views that come in no order are left out. */
  step(view: RoadView): IncidentChange[] {
    if (view.atMs <= this.#lastAtMs) {
      if (this.#lastAtMs - view.atMs < smallStepMs) return [];
      return [...this.#restart(view.atMs), ...this.step(view)];
    }
    this.#lastAtMs = view.atMs;
    const findings: Finding[] = [];
    for (const { run } of this.#started) for (const finding of run.step(view)) findings.push(finding);
    if (findings.length === 0 && this.#cases.length === 0) return [];
    this.#assign(findings, view);
    const ended = this.#clear(view.atMs);
    this.#fold(view.atMs);
    return changesOf([...ended, ...this.#cases], view.atMs);
  }

  /** Analysis stops: what is open has ended, as far as is known. */
  end(atMs: number): IncidentChange[] {
    const ended = this.#cases;
    this.#cases = [];
    for (const one of ended) one.end(atMs, `${incidentName(one.incident.type)}: analysis of the camera ended.`);
    return changesOf(ended, atMs);
  }

  /** The wall clock went back: nothing that was measured before can be compared with what comes. */
  #restart(atMs: number): IncidentChange[] {
    const changes = this.end(this.#lastAtMs);
    this.#started = startRules(this.#options.scene, this.#rules).started;
    this.#lastAtMs = atMs - 1;
    return changes;
  }

  /** Each finding goes to the incident of its name, then to one that it continues, then to a new one. */
  #assign(findings: readonly Finding[], view: RoadView): void {
    const unnamed: Finding[] = [];
    for (const finding of findings) {
      const key = keyOf(finding);
      const known = this.#cases.find(({ keys }) => keys.includes(key));
      if (known) known.see(finding, key, view);
      else unnamed.push(finding);
    }
    for (const finding of unnamed) {
      const key = keyOf(finding);
      const isFree = (one: IncidentCase) => one.incident.lastSeenAtMs < view.atMs;
      const continued = this.#cases.find((one) => isFree(one) && isSameThing(one, finding, view));
      if (continued) continued.see(finding, key, view);
      else this.#cases.push(this.#opened(finding, key, view));
    }
  }

  #opened(finding: Finding, key: string, view: RoadView): IncidentCase {
    const { newId, sceneVersion } = this.#options;
    return IncidentCase.open(finding, key, view, { incidentId: newId(), sceneVersion });
  }

  #clear(atMs: number): IncidentCase[] {
    const isOver = ({ incident: { type, lastSeenAtMs } }: IncidentCase) => atMs - lastSeenAtMs > clearAfterMs[type];
    if (!this.#cases.some(isOver)) return [];
    const over = this.#cases.filter(isOver);
    this.#cases = this.#cases.filter((one) => !isOver(one));
    for (const one of over) {
      const { type, beganAtMs, lastSeenAtMs } = one.incident;
      const lastedS = Math.round((lastSeenAtMs - beganAtMs) / 1000);
      one.end(atMs, `${incidentName(type)} is over after ${lastedS} s.`);
    }
    return over;
  }

  #fold(atMs: number): void {
    for (const one of this.#cases) {
      const { partOf, type } = one.incident;
      if (partOf !== null && !this.#cases.some(({ incident }) => incident.incidentId === partOf)) {
        one.unfold(atMs, `${incidentName(type)} goes on after what it was part of.`);
      }
      if (one.incident.partOf !== null || this.#cases.length < 2) continue;
      const outer = explanationOf(one, this.#cases);
      if (outer) one.fold(outer.incident, atMs, foldedText(one, outer));
    }
  }
}

function keyOf({ type, thing }: Finding): string {
  return `${type} ${thing}`;
}

function changesOf(cases: readonly IncidentCase[], atMs: number): IncidentChange[] {
  return cases.flatMap((one) => one.change(atMs) ?? []);
}

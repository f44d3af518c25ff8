import type { JudgedBy } from '../../contracts/replayJob.ts';
import type { Incident } from '../../incident/incident.ts';
import { CameraJudge, type IncidentChange } from '../../incident/judge.ts';
import { onlyRules } from '../../incident/sieve/changedRules.ts';
import { layeredRules, type RulesSettings } from '../../incident/settings.ts';
import { RoadObserver } from '../../traffic/road/roadObserver.ts';
import type { ObservedFrame, RoadView } from '../../traffic/road/roadUser.ts';
import { CompiledScene } from '../../traffic/scene/compiledScene.ts';

/** One road, judged in one or more ways that have their scenes in common but for the rules. */
export class ReplayedRoad {
  readonly #observer: RoadObserver;
  readonly #judges: readonly GatheringJudge[];

  /**
   * @param only the rules that are run; absent: all
   * @throws AppError `invalid-argument` for a scene or rules that cannot be used
   */
  constructor(cameraId: string, judged: readonly JudgedBy[], only?: readonly string[]) {
    // The rules of a scene lie over those of the site: given as one, they leave the scene itself to be shared.
    const scene = new CompiledScene({ ...judged[0]!.scene, rules: {} });
    this.#observer = new RoadObserver(cameraId, scene);
    const judges: GatheringJudge[] = [];
    for (const { siteRules, scene: by } of judged) {
      const rules = layeredRules(siteRules, by.rules);
      judges.push(new GatheringJudge(cameraId, scene, only ? onlyRules(rules, only) : rules));
    }
    this.#judges = judges;
  }

  take(frame: ObservedFrame): void {
    const view = this.#observer.observe(frame);
    for (const judge of this.#judges) judge.take(view);
  }

  /** @returns what was found, one list for each way of judging */
  end(): readonly (readonly Incident[])[] {
    return this.#judges.map((judge) => judge.end());
  }
}

/** A judge with all that it found; of each incident what was known last. */
class GatheringJudge {
  readonly #judge: CameraJudge;
  readonly #found = new Map<string, Incident>();
  #lastAtMs = 0;

  constructor(cameraId: string, scene: CompiledScene, rules: RulesSettings) {
    let ids = 0;
    const newId = () => `${cameraId}-${++ids}`;
    this.#judge = new CameraJudge({ scene, sceneVersion: null, rules, newId });
  }

  take(view: RoadView): void {
    this.#lastAtMs = view.atMs;
    this.#keep(this.#judge.step(view));
  }

  end(): readonly Incident[] {
    this.#keep(this.#judge.end(this.#lastAtMs));
    return [...this.#found.values()];
  }

  #keep(changes: readonly IncidentChange[]): void {
    for (const { incident } of changes) this.#found.set(incident.incidentId, incident);
  }
}

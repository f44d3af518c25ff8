import type { Incident } from '../../incident/incident.ts';
import type { RulesSettings } from '../../incident/settings.ts';
import type { Scene } from '../../traffic/scene/scene.ts';
import type { FinishedTrack } from '../../track/finishedTrack.ts';
import type { ObservedFrame } from '../../traffic/road/roadUser.ts';
import { JudgeOnly } from './cameraChain.ts';
import { framesOf } from './replay.ts';

/** Judges frames and gathers what it finds; nothing is measured, nothing stored. */
export class ReplayedScene {
  readonly #chain: JudgeOnly;
  readonly #found = new Map<string, Incident>();

  /**
   * @param siteRules rules of the site, which the scene's go before
   * @throws AppError `invalid-argument` for a scene or rules that cannot be used
   */
  constructor(cameraId: string, scene: Scene, siteRules: RulesSettings = {}) {
    let ids = 0;
    const newId = () => `${cameraId}-${++ids}`;
    this.#chain = new JudgeOnly({ cameraId, scene, sceneVersion: null, newId, siteRules });
  }

  take(frame: ObservedFrame): void {
    for (const { incident } of this.#chain.step(frame)) this.#found.set(incident.incidentId, incident);
  }

  end(): Incident[] {
    for (const { incident } of this.#chain.end()) this.#found.set(incident.incidentId, incident);
    return [...this.#found.values()];
  }
}

/** What a scene's rules make of the stored tracks of one camera. @param tracks by begin */
export function replayTracks(
  cameraId: string,
  scene: Scene,
  tracks: Iterable<FinishedTrack>,
  siteRules: RulesSettings = {},
): Incident[] {
  const replayed = new ReplayedScene(cameraId, scene, siteRules);
  for (const frame of framesOf(cameraId, tracks)) replayed.take(frame);
  return replayed.end();
}

import type { Incident } from '../../incident/incident.ts';
import type { Scene } from '../../traffic/scene/scene.ts';
import type { FinishedTrack } from '../../track/finishedTrack.ts';
import type { ObservedFrame } from '../../traffic/road/roadUser.ts';
import { JudgeOnly } from './cameraChain.ts';
import { framesOf } from './replay.ts';

/** Judges frames and gathers what it finds; nothing is measured, nothing stored. */
export class ReplayedScene {
  readonly #chain: JudgeOnly;
  readonly #found = new Map<string, Incident>();

  /** @throws AppError `invalid-argument` for a scene that cannot be used */
  constructor(cameraId: string, scene: Scene) {
    let ids = 0;
    this.#chain = new JudgeOnly({ cameraId, scene, sceneVersion: null, newId: () => `${cameraId}-${++ids}` });
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
export function replayTracks(cameraId: string, scene: Scene, tracks: Iterable<FinishedTrack>): Incident[] {
  const replayed = new ReplayedScene(cameraId, scene);
  for (const frame of framesOf(cameraId, tracks)) replayed.take(frame);
  return replayed.end();
}

import type { CompiledScene } from '../scene/compiledScene.ts';
import { ObservedTrack } from './observedTrack.ts';
import type { ObservedFrame, RoadUser, RoadView } from './roadUser.ts';

/** A track that was not seen for this long is forgotten, whether its end was told or not. */
const forgottenAfterMs = 30_000;

/** Makes road users of one camera's tracks, frame by frame. */
export class RoadObserver {
  readonly #cameraId: string;
  readonly #scene: CompiledScene;
  readonly #tracks = new Map<number, ObservedTrack>();
  #lastAtMs = Number.NEGATIVE_INFINITY;
  #sweptAtMs = 0;

  constructor(cameraId: string, scene: CompiledScene) {
    this.#cameraId = cameraId;
    this.#scene = scene;
  }

  /**
   * Takes the next frame, at any rate and with gaps. When the wall clock stepped back, all tracks begin anew: they are
   * among `ended`, and those that are in the frame have a short past again.
   */
  observe(frame: ObservedFrame): RoadView {
    const { atMs, tracks, signals } = frame;
    const ended = [...frame.ended];
    for (const trackId of frame.ended) this.#tracks.delete(trackId);
    if (atMs < this.#lastAtMs) {
      ended.push(...this.#tracks.keys());
      this.#tracks.clear();
      this.#sweptAtMs = atMs;
    }
    this.#lastAtMs = atMs;
    const users: RoadUser[] = [];
    for (const track of tracks) {
      let observed = this.#tracks.get(track.trackId);
      if (!observed || atMs - observed.lastAtMs > forgottenAfterMs) {
        observed = new ObservedTrack(this.#scene, atMs);
        this.#tracks.set(track.trackId, observed);
      }
      const user = observed.observe(atMs, track, tracks);
      if (user) users.push(user);
    }
    if (atMs - this.#sweptAtMs > 1000) ended.push(...this.#forgotten(atMs));
    return { cameraId: this.#cameraId, atMs, scene: this.#scene, users, ended, signals };
  }

  #forgotten(atMs: number): number[] {
    this.#sweptAtMs = atMs;
    const old = [...this.#tracks].filter(([, track]) => atMs - track.lastAtMs > forgottenAfterMs).map(([id]) => id);
    for (const trackId of old) this.#tracks.delete(trackId);
    return old;
  }
}

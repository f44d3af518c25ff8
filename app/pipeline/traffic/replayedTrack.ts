import type { EvenPath } from '../../track/evenPath.ts';
import type { StoredTrack } from '../../track/storedTrack.ts';
import type { ObservedFrame } from '../../traffic/road/roadUser.ts';

/** A stored track at the instants of a replay. */
export class ReplayedTrack {
  readonly trackId: number;
  readonly #track: StoredTrack;
  readonly #path: EvenPath;

  /** @param path of the track, on the replay's grid */
  constructor(track: StoredTrack, path: EvenPath) {
    this.#track = track;
    this.#path = path;
    this.trackId = track.trackId;
  }

  /** As it was in a frame; `null` once it is over. */
  at(atMs: number): ObservedFrame['tracks'][number] | null {
    const { className, score } = this.#track;
    const { fromAtMs, stepMs, length, values } = this.#path;
    const at = Math.round((atMs - fromAtMs) / stepMs);
    if (at >= length) return null;
    const boxInImage = {
      cx: values[at]!,
      cy: values[length + at]!,
      w: values[2 * length + at]!,
      h: values[3 * length + at]!,
    };
    return { trackId: this.trackId, className, score, boxInImage };
  }
}

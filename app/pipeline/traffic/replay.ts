import { evenPath, gridFrom } from '../../track/evenPath.ts';
import type { StoredTrack } from '../../track/storedTrack.ts';
import type { ObservedFrame } from '../../traffic/road/roadUser.ts';
import type { SignalChange } from '../../traffic/signals/signalChange.ts';
import { ReplayedSignals } from './replayedSignals.ts';
import { ReplayedTrack } from './replayedTrack.ts';

/** Frames a second that a replay looks at; the black box keeps what the tracker saw, whatever its rate was. */
export const replayStepMs = 200;
/** So long after the last road user everything that was found has ended: there is one frame more, to end it. */
const allOverAfterMs = 65_000;

/**
 * The frames that stored tracks of one camera came from, on an even grid. While nobody is there it has only those in
 * which a signal changes, those just before, and one when all that was found must be over: frames that are not looked at
 * must not change what the others say.
 */
export class ReplayFrames {
  readonly #cameraId: string;
  readonly #signals: ReplayedSignals;
  #running: ReplayedTrack[] = [];
  #nextAtMs = Number.NEGATIVE_INFINITY;
  #overAtMs = Number.POSITIVE_INFINITY;

  /** @param signalChanges by time */
  constructor(cameraId: string, signalChanges: readonly SignalChange[]) {
    this.#cameraId = cameraId;
    this.#signals = new ReplayedSignals(signalChanges);
  }

  /** Takes the next track by begin, once the frames until then were taken. */
  add(track: StoredTrack): void {
    if (this.#running.length === 0) {
      this.#nextAtMs = Math.max(this.#nextAtMs, gridFrom(track.firstAtMs, replayStepMs));
    }
    this.#running.push(new ReplayedTrack(track, evenPath(track.columns(), track.firstAtMs, replayStepMs)));
  }

  /** The next frames that lie before a time; all that are left before infinity. */
  *until(untilMs: number): Generator<ObservedFrame> {
    while (this.#running.length > 0 && this.#nextAtMs < untilMs) yield this.#frame();
    if (this.#running.length > 0 || this.#nextAtMs === Number.NEGATIVE_INFINITY) return;
    for (let atMs = this.#inPause(); atMs < untilMs && Number.isFinite(atMs); atMs = this.#inPause()) {
      this.#nextAtMs = atMs;
      yield this.#frame();
    }
  }

  #frame(): ObservedFrame {
    const atMs = this.#nextAtMs;
    const [tracks, ended, running]: [ObservedFrame['tracks'][number][], number[], ReplayedTrack[]] = [[], [], []];
    for (const track of this.#running) {
      const now = track.at(atMs);
      if (now) {
        running.push(track);
        tracks.push(now);
      } else ended.push(track.trackId);
    }
    if (this.#running.length > 0) this.#overAtMs = atMs + allOverAfterMs;
    else if (atMs >= this.#overAtMs) this.#overAtMs = Number.POSITIVE_INFINITY;
    this.#running = running;
    this.#nextAtMs = atMs + replayStepMs;
    return { cameraId: this.#cameraId, atMs, tracks, ended, signals: this.#signals.at(atMs) };
  }

  /** When something is to be seen although nobody is there; infinity: never. */
  #inPause(): number {
    const changeAtMs = Math.max(this.#nextAtMs, gridFrom(this.#signals.nextAtMs, replayStepMs));
    const beforeAtMs = changeAtMs - replayStepMs;
    return Math.min(this.#overAtMs, beforeAtMs >= this.#nextAtMs ? beforeAtMs : changeAtMs);
  }
}

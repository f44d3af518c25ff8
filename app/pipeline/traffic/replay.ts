import type { ObservedFrame, SignalState } from '../../traffic/road/roadUser.ts';
import type { SignalChange } from '../../traffic/signals/signalChange.ts';
import type { FinishedTrack } from '../../track/finishedTrack.ts';

/** Frames a second that a replay looks at; the black box keeps what the tracker saw, whatever its rate was. */
const stepMs = 200;

/**
 * The frames that stored tracks of one camera came from, on an even grid, without those in which there was nothing.
 * @param tracks by begin
 * @param signalChanges by time
 */
export function* framesOf(
  cameraId: string,
  tracks: Iterable<FinishedTrack>,
  signalChanges: readonly SignalChange[] = [],
): Generator<ObservedFrame> {
  const signals = new SignalsThen(signalChanges);
  const source = tracks[Symbol.iterator]();
  let next = source.next();
  let running: RunningTrack[] = [];
  let atMs = Number.NEGATIVE_INFINITY;
  while (!next.done || running.length > 0) {
    if (running.length === 0 && !next.done) atMs = Math.max(atMs, Math.ceil(next.value.firstAtMs / stepMs) * stepMs);
    while (!next.done && next.value.firstAtMs <= atMs) {
      running.push(new RunningTrack(next.value));
      next = source.next();
    }
    const ended = running.filter(({ lastAtMs }) => lastAtMs < atMs);
    running = running.filter(({ lastAtMs }) => lastAtMs >= atMs);
    yield {
      cameraId,
      atMs,
      tracks: running.map((track) => track.at(atMs)),
      ended: ended.map(({ trackId }) => trackId),
      signals: signals.at(atMs),
    };
    atMs += stepMs;
  }
}

/** What signals showed, read forwards. */
class SignalsThen {
  readonly #changes: readonly SignalChange[];
  #next = 0;
  #shown: ReadonlyMap<string, SignalState> = new Map();

  constructor(changes: readonly SignalChange[]) {
    this.#changes = changes;
  }

  at(atMs: number): ReadonlyMap<string, SignalState> {
    if (!((this.#changes[this.#next]?.atMs ?? Number.POSITIVE_INFINITY) <= atMs)) return this.#shown;
    const shown = new Map(this.#shown);
    for (; this.#next < this.#changes.length && this.#changes[this.#next]!.atMs <= atMs; this.#next++) {
      const { headId, state } = this.#changes[this.#next]!;
      if (state === 'unknown') shown.delete(headId);
      else shown.set(headId, state);
    }
    this.#shown = shown;
    return shown;
  }
}

/** A stored path read forwards. */
class RunningTrack {
  readonly trackId: number;
  readonly lastAtMs: number;
  readonly #track: FinishedTrack;
  readonly #offsetMs: number;
  #index = 0;

  constructor(track: FinishedTrack) {
    const [firstPtsMs] = track.path[0]!;
    this.#track = track;
    this.trackId = track.trackId;
    this.#offsetMs = track.firstAtMs - firstPtsMs;
    this.lastAtMs = track.path.at(-1)![0] + this.#offsetMs;
  }

  at(atMs: number): ObservedFrame['tracks'][number] {
    const { path, className, score } = this.#track;
    const ptsMs = atMs - this.#offsetMs;
    while (this.#index + 2 < path.length && path[this.#index + 1]![0] <= ptsMs) this.#index++;
    const a = path[this.#index]!;
    const b = path[this.#index + 1] ?? a;
    const share = b[0] > a[0] ? Math.min(1, Math.max(0, (ptsMs - a[0]) / (b[0] - a[0]))) : 0;
    const [cx, cy, w, h] = [1, 2, 3, 4].map((i) => a[i]! + (b[i]! - a[i]!) * share) as [number, number, number, number];
    return { trackId: this.trackId, className, score, boxInImage: { cx, cy, w, h } };
  }
}

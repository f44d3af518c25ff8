import type { SignalState } from '../road/roadUser.ts';

/** A signal head began to show something, or, `unknown`, nothing was known of it any more. */
export interface SignalChange {
  readonly cameraId: string;
  readonly headId: string;
  readonly atMs: number;
  readonly state: SignalState | 'unknown';
}

/** What the signal heads of one camera show, frame by frame, as the changes of it. */
export class SignalChanges {
  readonly #cameraId: string;
  readonly #shown = new Map<string, SignalChange['state']>();
  #isFirst = true;

  /** @param headIds all that there are: what is not known of them at the beginning is a change too */
  constructor(cameraId: string, headIds: readonly string[]) {
    this.#cameraId = cameraId;
    for (const headId of headIds) this.#shown.set(headId, 'unknown');
  }

  take(atMs: number, signals: ReadonlyMap<string, SignalState>): SignalChange[] {
    const changes: SignalChange[] = [];
    for (const [headId, shown] of this.#shown) {
      const state = signals.get(headId) ?? 'unknown';
      if (state === shown && !this.#isFirst) continue;
      this.#shown.set(headId, state);
      changes.push({ cameraId: this.#cameraId, headId, atMs, state });
    }
    this.#isFirst = false;
    return changes;
  }
}

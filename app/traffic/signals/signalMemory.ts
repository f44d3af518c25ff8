import type { SignalState } from '../road/roadUser.ts';

/** A lorry may hide a head for longer; then its state is not known. */
const rememberedMs = 2000;

/** Amber stands between green and red: where it was not seen, a red vehicle may have passed before the head. */
const withoutAmberMs = 1000;

interface Remembered {
  state: SignalState;
  seenAtMs: number;
  next: { readonly state: SignalState; readonly sinceAtMs: number } | null;
}

/** What signals show, from single readings: a change counts when it was read twice, and hidden heads are soon unknown. */
export class SignalMemory {
  readonly #heads = new Map<string, Remembered>();

  /** @param readings by head id; `null` where nothing could be read */
  take(atMs: number, readings: ReadonlyMap<string, SignalState | null>): ReadonlyMap<string, SignalState> {
    for (const [headId, reading] of readings) if (reading !== null) this.#read(headId, reading, atMs);
    const known = [...this.#heads].filter(([, { seenAtMs }]) => atMs - seenAtMs <= rememberedMs && atMs >= seenAtMs);
    return new Map(known.map(([headId, { state }]) => [headId, state]));
  }

  #read(headId: string, reading: SignalState, atMs: number): void {
    const head = this.#heads.get(headId);
    if (!head) {
      this.#heads.set(headId, { state: reading, seenAtMs: atMs, next: null });
      return;
    }
    head.seenAtMs = atMs;
    if (reading === head.state) head.next = null;
    else if (reading !== head.next?.state) head.next = { state: reading, sinceAtMs: atMs };
    else if (!(head.state === 'green' && reading === 'red') || atMs - head.next.sinceAtMs >= withoutAmberMs) {
      head.state = reading;
      head.next = null;
    }
  }
}

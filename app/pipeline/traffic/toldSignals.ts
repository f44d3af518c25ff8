import type { Clock } from '../../base/clock.ts';
import type { SignalState } from '../../traffic/road/roadUser.ts';
import type { SignalHead } from '../../traffic/scene/scene.ts';

/** A controller tells its states every second or with each change; who is silent for longer has stopped telling. */
const validForMs = 5000;

/** States of the signal heads of one camera that are supplied from outside, by a signal controller. */
export class ToldSignals {
  readonly #clock: Clock;
  readonly #external: ReadonlySet<string>;
  readonly #told = new Map<string, { readonly state: SignalState; readonly atMonoMs: number }>();

  constructor(heads: readonly SignalHead[], clock: Clock) {
    this.#clock = clock;
    this.#external = new Set(heads.filter(({ source }) => source === 'external').map(({ id }) => id));
  }

  /** @returns heads that are none of the scene's external ones; their states are not taken */
  tell(states: Readonly<Record<string, SignalState>>): string[] {
    const atMonoMs = this.#clock.monoMs();
    const unknown: string[] = [];
    for (const [headId, state] of Object.entries(states)) {
      if (this.#external.has(headId)) this.#told.set(headId, { state, atMonoMs });
      else unknown.push(headId);
    }
    return unknown;
  }

  /** Those that were told lately. */
  now(): [string, SignalState][] {
    const sinceMonoMs = this.#clock.monoMs() - validForMs;
    return [...this.#told].flatMap(([headId, { state, atMonoMs }]): [string, SignalState][] =>
      atMonoMs >= sinceMonoMs ? [[headId, state]] : [],
    );
  }
}

import type { RoadUser, RoadView } from '../../traffic/road/roadUser.ts';
import type { CompiledScene } from '../../traffic/scene/compiledScene.ts';
import { isInZone } from './places.ts';
import { type LaneStop, SignalMemory, laneStopsOf } from './stopLines.ts';

/** Before a stop line without a known signal, and beyond any line, vehicles wait within this, metres. */
const nearM = 15;
/** As far back from a red light the queue before it reaches. */
const queueReachM = 150;
/** A stopped foot point may lie this far beyond its line. */
const beyondM = 3;

/** Who waits by right: at red, at a stop sign, within a junction, before a crossing. */
export class Waiting {
  readonly #stops: ReadonlyMap<string, readonly LaneStop[]>;
  readonly #signals = new SignalMemory();
  readonly #afterGreenMs: number;
  #known: RoadView['signals'] = new Map();

  constructor(scene: CompiledScene, afterGreenMs: number) {
    this.#stops = laneStopsOf(scene);
    this.#afterGreenMs = afterGreenMs;
  }

  step({ signals, atMs }: RoadView): void {
    this.#known = signals;
    this.#signals.step(signals, atMs);
  }

  /** A signal ahead shows red, or did so a moment ago. */
  surely(user: RoadUser, atMs: number): boolean {
    const stop = this.#stopAhead(user);
    if (!stop || stop.control.kind !== 'signal') return false;
    const redLastAtMs = this.#signals.redLastAtMs(stop.control.signalHeadId);
    return redLastAtMs !== null && atMs - redLastAtMs <= this.#afterGreenMs;
  }

  /** A place where one waits for others, or for a signal whose state is not known. */
  maybe(user: RoadUser): boolean {
    if (isInZone(user, 'junction-box') || isInZone(user, 'crossing')) return true;
    if (user.inLane?.lane.kind === 'turn') return true;
    const stop = this.#stopAhead(user);
    if (!stop) return false;
    if (stop.control.kind === 'signal') return !this.#known.has(stop.control.signalHeadId);
    return stop.aheadM <= nearM;
  }

  #stopAhead({ inLane }: RoadUser): { readonly control: LaneStop['line']['control']; readonly aheadM: number } | null {
    if (!inLane) return null;
    for (const { line, atM } of this.#stops.get(inLane.lane.id) ?? []) {
      const aheadM = atM - inLane.atM;
      if (aheadM > -beyondM && aheadM < queueReachM) return { control: line.control, aheadM };
    }
    return null;
  }
}

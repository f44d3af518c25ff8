import { type GroundPoint, turnRad } from '../../space/ground.ts';
import type { RoadUser, RoadView } from '../../traffic/road/roadUser.ts';
import type { CompiledScene } from '../../traffic/scene/compiledScene.ts';
import type { StopLine } from '../../traffic/scene/scene.ts';
import { isInZone } from './places.ts';
import { type LaneStop, SignalMemory, type StopOnGround, laneStopsOf, stopsOnGround } from './stopLines.ts';
import { ZoneDepth } from './zoneDepth.ts';

/** Before a stop sign, and beyond any line, vehicles wait within this, metres. */
const nearM = 20;
/** As far back from a red light the queue before it reaches. */
const queueReachM = 150;
/** A foot point may lie this far beyond the line its vehicle stands at. */
const beyondM = 8;
/** So far to the side of its lane's line it may be. */
const asideM = 1.2;
/** Around a junction whose stop lines are not all drawn one waits for it. */
const aroundJunctionM = 40;

/** Before lanes that turn off by more than this one waits too, so far back and so far to the side, for who is on the way there. */
const turnsOffRad = Math.PI / 6;
const [turnOffReachM, turnOffAsideM] = [20, 4];

interface TurnOff {
  readonly from: GroundPoint;
  readonly headingRad: number;
}

/** Who waits by right: at red, at a stop sign, within a junction or before it, before a crossing. */
export class Waiting {
  readonly #laneStops: ReadonlyMap<string, readonly LaneStop[]>;
  readonly #stops: readonly StopOnGround[];
  readonly #signals = new SignalMemory();
  readonly #afterGreenMs: number;
  readonly #junctions: ZoneDepth;
  readonly #turnOffs: readonly TurnOff[];
  #known: RoadView['signals'] = new Map();

  constructor(scene: CompiledScene, afterGreenMs: number) {
    this.#laneStops = laneStopsOf(scene);
    this.#stops = stopsOnGround(scene);
    this.#afterGreenMs = afterGreenMs;
    this.#junctions = new ZoneDepth(scene, ['junction-box']);
    this.#turnOffs = turnOffsOf(scene);
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
    if (!stop && this.#turnsOffAhead(user)) return true;
    if (!stop) return !this.#junctions.isEmpty && this.#junctions.of(user) > -aroundJunctionM;
    if (stop.control.kind === 'signal') return !this.#known.has(stop.control.signalHeadId);
    return stop.aheadM <= nearM;
  }

  #turnsOffAhead({ ground }: RoadUser): boolean {
    return this.#turnOffs.some(({ from, headingRad }) => {
      if (!ground) return false;
      const [dx, dy] = [from.xM - ground.xM, from.yM - ground.yM];
      const aheadM = dx * Math.cos(headingRad) + dy * Math.sin(headingRad);
      const besideM = Math.abs(dy * Math.cos(headingRad) - dx * Math.sin(headingRad));
      return aheadM > -beyondM && aheadM < turnOffReachM && besideM < turnOffAsideM;
    });
  }

  #stopAhead(user: RoadUser): { readonly control: StopLine['control']; readonly aheadM: number } | null {
    const { inLane, ground } = user;
    for (const { line, atM } of (inLane && this.#laneStops.get(inLane.lane.id)) ?? []) {
      const aheadM = atM - inLane!.atM;
      if (aheadM > -beyondM && aheadM < queueReachM) return { control: line.control, aheadM };
    }
    if (!ground) return null;
    let nearest: { readonly control: StopLine['control']; readonly aheadM: number } | null = null;
    let leastAsideM = Number.POSITIVE_INFINITY;
    for (const { line, middle, headingRad, halfM } of this.#stops) {
      const [dx, dy] = [middle.xM - ground.xM, middle.yM - ground.yM];
      const aheadM = dx * Math.cos(headingRad) + dy * Math.sin(headingRad);
      const besideM = Math.abs(dy * Math.cos(headingRad) - dx * Math.sin(headingRad)) - halfM;
      if (aheadM < -beyondM || aheadM > queueReachM || besideM > asideM || besideM >= leastAsideM) continue;
      leastAsideM = besideM;
      nearest = { control: line.control, aheadM };
    }
    return nearest;
  }
}

/** Where lanes begin that turn off. */
function turnOffsOf({ lanes }: CompiledScene): TurnOff[] {
  return lanes.flatMap(({ kind, courseOnGround: { points } }) => {
    const [a, b, y, z] = [points[0], points[1], points.at(-2), points.at(-1)];
    if (kind !== 'turn' || !a || !b || !y || !z) return [];
    const headingRad = Math.atan2(b.yM - a.yM, b.xM - a.xM);
    const turned = turnRad(headingRad, Math.atan2(z.yM - y.yM, z.xM - y.xM));
    return turned > turnsOffRad ? [{ from: a, headingRad }] : [];
  });
}

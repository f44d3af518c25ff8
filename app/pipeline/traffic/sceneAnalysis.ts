import type { Incident } from '../../incident/incident.ts';
import type { Interval } from '../../traffic/quantities/interval.ts';
import { type Quantities, quantitiesOf } from '../../traffic/quantities/quantitiesOf.ts';
import type { RoadUser, RoadView, SignalState } from '../../traffic/road/roadUser.ts';
import type { Scene } from '../../traffic/scene/scene.ts';
import type { TrackerOutput } from '../../track/track.ts';
import { CameraChain } from './cameraChain.ts';

/** The best measured speed of one road user, with its standard error. */
export interface SpeedResult {
  readonly trackId: number;
  readonly class: string;
  readonly laneId: string | null;
  readonly ptsMs: number;
  readonly speedKmh: number;
  readonly errorKmh: number;
}

/** What a scene adds to an analysis. Times are media times, ms. */
export interface SceneTables {
  readonly speeds: readonly SpeedResult[];
  readonly intervals: readonly (Interval & { readonly quantities: Quantities })[];
  readonly incidents: readonly Incident[];
  /** Rules that could not run with the scene. */
  readonly idleRules: readonly { readonly rule: string; readonly lacks: string }[];
}

/** Slower than this a direction is chance, and nobody asks for the speed. */
const leastSpeedMps = 1;

/** One video judged by a scene, frame by frame. */
export class SceneAnalysis {
  readonly #chain: CameraChain;
  readonly #nameOf: (classId: number) => string;
  readonly #speeds = new Map<number, SpeedResult>();
  readonly #intervals: Interval[] = [];
  readonly #incidents = new Map<string, Incident>();

  /** @throws AppError `invalid-argument` for a scene that cannot be used */
  constructor(scene: Scene, nameOf: (classId: number) => string) {
    let ids = 0;
    const newId = (): string => `incident-${++ids}`;
    this.#chain = new CameraChain({ cameraId: 'video', scene, sceneVersion: null, newId });
    this.#nameOf = nameOf;
  }

  add(ptsMs: number, { observed, ended }: TrackerOutput, signals: ReadonlyMap<string, SignalState> = new Map()): void {
    const { view, changes, intervals } = this.#chain.step({
      ...{ cameraId: 'video', atMs: ptsMs, ended, signals },
      tracks: observed.map(({ trackId, classId, score, boxInImage }) => ({
        ...{ trackId, score, boxInImage },
        className: this.#nameOf(classId),
      })),
    });
    this.#keep(changes, intervals);
    for (const user of view.users) this.#measure(user, view);
  }

  /** Ends what is still under way. Call once, last. */
  finish(): SceneTables {
    const { changes, intervals } = this.#chain.end();
    this.#keep(changes, intervals);
    return {
      speeds: [...this.#speeds.values()].sort((a, b) => a.ptsMs - b.ptsMs),
      intervals: this.#intervals.map((interval) => ({ ...interval, quantities: quantitiesOf(interval) })),
      incidents: [...this.#incidents.values()],
      idleRules: this.#chain.idleRules,
    };
  }

  #keep(changes: readonly { readonly incident: Incident }[], intervals: readonly Interval[]): void {
    for (const { incident } of changes) this.#incidents.set(incident.incidentId, incident);
    this.#intervals.push(...intervals);
  }

  #measure({ trackId, className, motion, inLane }: RoadUser, { atMs }: RoadView): void {
    if (!motion || motion.speedMps < leastSpeedMps) return;
    const errorKmh = motion.speedErrorMps * 3.6;
    const known = this.#speeds.get(trackId);
    if (known && known.errorKmh <= errorKmh) return;
    this.#speeds.set(trackId, {
      ...{ trackId, class: className, laneId: inLane?.lane.id ?? null, ptsMs: atMs, errorKmh },
      speedKmh: motion.speedMps * 3.6,
    });
  }
}

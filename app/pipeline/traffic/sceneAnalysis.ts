import type { Incident } from '../../incident/incident.ts';
import type { RulesSettings } from '../../incident/settings.ts';
import type { Interval } from '../../traffic/quantities/interval.ts';
import { type Quantities, quantitiesOf } from '../../traffic/quantities/quantitiesOf.ts';
import type { RoadUser, SignalState } from '../../traffic/road/roadUser.ts';
import { TrackSpeed } from '../../traffic/road/trackSpeed.ts';
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

interface Driver {
  readonly speed: TrackSpeed;
  user: RoadUser;
}

/** One video judged by a scene, frame by frame. */
export class SceneAnalysis {
  readonly #chain: CameraChain;
  readonly #nameOf: (classId: number) => string;
  readonly #drivers = new Map<number, Driver>();
  readonly #intervals: Interval[] = [];
  readonly #incidents = new Map<string, Incident>();

  /**
   * @param siteRules which the rules of the scene go before
   * @throws AppError `invalid-argument` for a scene or rules that cannot be used
   */
  constructor(scene: Scene, nameOf: (classId: number) => string, siteRules: RulesSettings = {}) {
    let ids = 0;
    const newId = (): string => `incident-${++ids}`;
    this.#chain = new CameraChain({ cameraId: 'video', scene, sceneVersion: null, newId, siteRules });
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
    for (const user of view.users) this.#measure(user, view.atMs);
  }

  /** Ends what is still under way. Call once, last. */
  finish(): SceneTables {
    const { changes, intervals } = this.#chain.end();
    this.#keep(changes, intervals);
    return {
      speeds: [...this.#drivers.values()].flatMap((driver) => speedOf(driver) ?? []).sort((a, b) => a.ptsMs - b.ptsMs),
      intervals: this.#intervals.map((interval) => ({ ...interval, quantities: quantitiesOf(interval) })),
      incidents: [...this.#incidents.values()],
      idleRules: this.#chain.idleRules,
    };
  }

  #keep(changes: readonly { readonly incident: Incident }[], intervals: readonly Interval[]): void {
    for (const { incident } of changes) this.#incidents.set(incident.incidentId, incident);
    this.#intervals.push(...intervals);
  }

  #measure(user: RoadUser, ptsMs: number): void {
    const driver = this.#drivers.get(user.trackId) ?? { speed: new TrackSpeed(this.#chain.scene), user };
    driver.user = user;
    driver.speed.observe(ptsMs, user);
    this.#drivers.set(user.trackId, driver);
  }
}

function speedOf({ speed, user: { trackId, className, inLane } }: Driver): SpeedResult | null {
  const best = speed.best();
  return (
    best && {
      ...{ trackId, class: className, laneId: inLane?.lane.id ?? null, ptsMs: best.atMs },
      ...{ speedKmh: best.speedMps * 3.6, errorKmh: best.standardErrorMps * 3.6 },
    }
  );
}

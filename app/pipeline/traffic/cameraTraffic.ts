import type { RoadPosition, TrafficState } from '../../contracts/trafficCalls.ts';
import type { Observation } from '../../contracts/vision.ts';
import type { IncidentChange } from '../../incident/judge.ts';
import type { RulesSettings } from '../../incident/settings.ts';
import type { SceneVersion } from '../../traffic/scene/scene.ts';
import type { ObservedFrame, RoadView } from '../../traffic/road/roadUser.ts';
import { isViewTrue, viewText } from '../../traffic/view/viewCondition.ts';
import { type SignalChange, SignalChanges } from '../../traffic/signals/signalChange.ts';
import type { StationPorts } from '../station/ports.ts';
import { CameraChain, type ChainStep } from './cameraChain.ts';
import { LaneStates } from './laneStates.ts';
import { ToldSignals } from './toldSignals.ts';

/** Without a frame for this long a camera's numbers are not of now. */
const silentAfterMs = 5000;

/** One camera's road at work: what it measures, what it finds, and what it says of itself. */
export class CameraTraffic {
  readonly #signalChanges: SignalChanges;
  readonly #version: SceneVersion;
  readonly #ports: Pick<StationPorts, 'clock' | 'newId'>;
  readonly #chain: CameraChain;
  #view: RoadView | null = null;
  #seenMonoMs = Number.NEGATIVE_INFINITY;
  readonly #lanes: LaneStates;
  /** Those that are supplied from outside. */
  readonly signals: ToldSignals;
  #problem: string | null = null;

  /** @throws AppError `invalid-argument` for a scene or rules that cannot be used */
  constructor(version: SceneVersion, siteRules: RulesSettings, ports: Pick<StationPorts, 'clock' | 'newId'>) {
    const { cameraId, scene, version: sceneVersion } = version;
    this.#version = version;
    this.#ports = ports;
    this.#chain = new CameraChain({ cameraId, scene, sceneVersion, newId: ports.newId, siteRules });
    this.#lanes = new LaneStates(scene.lanes);
    this.signals = new ToldSignals(scene.signalHeads, ports.clock);
    this.#signalChanges = new SignalChanges(
      cameraId,
      scene.signalHeads.map(({ id }) => id),
    );
  }

  get sceneVersion(): number {
    return this.#version.version;
  }

  step(observation: Observation): Omit<ChainStep, 'view'> & { readonly signalChanges: readonly SignalChange[] } {
    const { cameraId, atMs, width, height, tracks, ended, signals, staticObjects, view: condition } = observation;
    const { picture } = this.#version.scene;
    if (width !== picture.width || height !== picture.height) {
      this.#problem = `The scene was drawn on ${picture.width}x${picture.height} pixels, the camera gives ${width}x${height}: open the scene and take it over for the new picture.`;
      return { changes: [], intervals: [], signalChanges: [] };
    }
    this.#problem = null;
    this.#seenMonoMs = this.#ports.clock.monoMs();
    const frame: ObservedFrame = {
      ...{ cameraId, atMs, ended, signals: new Map([...Object.entries(signals), ...this.signals.now()]) },
      tracks: tracks.map(([trackId, className, score, cx, cy, w, h]) => ({
        ...{ trackId, className, score },
        boxInImage: { cx, cy, w, h },
      })),
      staticObjects: staticObjects?.map(([objectId, score, sinceAtMs, cx, cy, w, h]) => ({
        ...{ objectId, score, sinceAtMs },
        boxInImage: { cx, cy, w, h },
      })),
    };
    const { view, ...found } = this.#chain.step(frame, condition ?? undefined);
    this.#view = view;
    this.#lanes.add(found.intervals);
    return { ...found, signalChanges: this.#signalChanges.take(atMs, frame.signals) };
  }

  /** Takes other rules of the site into use. @throws AppError `invalid-argument`; the rules stay as they were then */
  changeRules(siteRules: RulesSettings): readonly IncidentChange[] {
    return this.#chain.changeRules(siteRules);
  }

  end(): Omit<ChainStep, 'view'> {
    return this.#chain.end();
  }

  state(): TrafficState {
    const { cameraId, version } = this.#version;
    const reason =
      this.#problem ?? (this.#isSilent() ? 'No analysed pictures come from this camera.' : this.#viewProblem());
    return {
      cameraId,
      state: reason === null ? 'measuring' : 'paused',
      reason,
      sceneVersion: version,
      idleRules: [...this.#chain.idleRules],
      lanes: reason === null ? this.#lanes.read() : [],
    };
  }

  positions(): RoadPosition[] {
    if (!this.#view || this.#isSilent()) return [];
    const { cameraId, users } = this.#view;
    return users.flatMap(({ trackId, className, ground, motion }) =>
      ground
        ? [
            {
              ...{ cameraId, trackId, className, xM: ground.xM, yM: ground.yM },
              headingRad: motion?.headingRad ?? null,
              speedKmh: motion ? motion.speedMps * 3.6 : null,
            },
          ]
        : [],
    );
  }

  #viewProblem(): string | null {
    const condition = this.#view?.picture?.view ?? 'good';
    return isViewTrue(condition) ? null : viewText(condition);
  }

  #isSilent(): boolean {
    return this.#ports.clock.monoMs() - this.#seenMonoMs > silentAfterMs;
  }
}

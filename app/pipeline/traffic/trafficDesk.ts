import { every } from '../../base/clock.ts';
import { AppError, toAppError } from '../../base/error.ts';
import type { FeedSink, FeedStop } from '../../contracts/contract.ts';
import type { RoadPosition, TrafficState } from '../../contracts/trafficCalls.ts';
import type { Observation } from '../../contracts/vision.ts';
import { CommonCause } from '../../incident/commonCause.ts';
import type { RulesSettings } from '../../incident/settings.ts';
import type { SignalState } from '../../traffic/road/roadUser.ts';
import type { Interval } from '../../traffic/quantities/interval.ts';
import type { SceneVersion } from '../../traffic/scene/scene.ts';
import type { SignalChange } from '../../traffic/signals/signalChange.ts';
import { LatestFeed } from '../station/latestFeed.ts';
import type { StationPorts } from '../station/ports.ts';
import { CameraTraffic } from './cameraTraffic.ts';
import type { IncidentDesk } from './incidentDesk.ts';
import type { BatchWriter } from './batchWriter.ts';
import { intervalWriter } from './intervalWriter.ts';
import { signalWriter } from './signalWriter.ts';

const stateEveryMs = 500;
const positionsEveryMs = 100;

/** Measures and judges every camera that has a scene. */
export class TrafficDesk {
  readonly #ports: StationPorts;
  readonly #incidents: IncidentDesk;
  readonly #intervals: BatchWriter<Interval>;
  readonly #signals: BatchWriter<SignalChange>;
  readonly #commonCause = new CommonCause();
  readonly #cameras = new Map<string, CameraTraffic>();
  readonly #stops: (() => void)[];
  readonly states: LatestFeed<TrafficState[]>;
  readonly #viewers = new Map<FeedSink<RoadPosition[]>, ReadonlySet<string>>();

  constructor(ports: StationPorts, incidents: IncidentDesk) {
    this.#ports = ports;
    this.#incidents = incidents;
    this.#intervals = intervalWriter(ports);
    this.#signals = signalWriter(ports);
    this.states = new LatestFeed(() => this.#states());
    for (const version of ports.stores.scenes.newest()) this.#start(version);
    this.#stops = [
      every(ports.clock, stateEveryMs, () => this.states.changed()),
      every(ports.clock, positionsEveryMs, () => this.#tellPositions()),
    ];
  }

  readonly roadUsers = ({ cameraIds }: { cameraIds: string[] }, sink: FeedSink<RoadPosition[]>): FeedStop => {
    this.#viewers.set(sink, new Set(cameraIds));
    return () => this.#viewers.delete(sink);
  };

  observed(observation: Observation): void {
    const camera = this.#cameras.get(observation.cameraId);
    if (!camera) return;
    try {
      const { changes, intervals, signalChanges } = camera.step(observation);
      this.#signals.add(signalChanges);
      if (changes.length > 0) this.#incidents.take(this.#commonCause.take(changes));
      if (intervals.length > 0) this.#intervals.add(intervals);
    } catch (thrown) {
      // One camera's fault must not end the measuring of the others.
      this.#ports.log.log('error', 'a frame could not be measured', {
        cameraId: observation.cameraId,
        problem: toAppError(thrown).message,
      });
    }
  }

  /** Scenes were saved, or cameras deleted: what is affected ends and begins anew. */
  scenesChanged(): void {
    const newest = this.#ports.stores.scenes.newest();
    const versions = new Map(newest.map(({ cameraId, version }) => [cameraId, version]));
    for (const [cameraId, camera] of this.#cameras) {
      if (versions.get(cameraId) !== camera.sceneVersion) this.#end(cameraId);
    }
    for (const version of newest) if (!this.#cameras.has(version.cameraId)) this.#start(version);
    this.states.changed();
  }

  /** Other rules of the site were saved: every camera goes on measuring, and judges by them from its next frame on. */
  rulesChanged(): void {
    const siteRules = this.#siteRules();
    for (const [cameraId, camera] of this.#cameras) {
      try {
        this.#incidents.take(this.#commonCause.take(camera.changeRules(siteRules)));
      } catch (thrown) {
        const problem = toAppError(thrown).message;
        this.#ports.log.log('error', 'the rules of the site cannot be used', { cameraId, problem });
      }
    }
    this.states.changed();
  }

  /** @throws AppError `not-found` (no scene), `invalid-argument` (heads that are none of its external ones) */
  tellSignals(cameraId: string, states: Readonly<Record<string, SignalState>>): void {
    const camera = this.#cameras.get(cameraId);
    if (!camera) throw new AppError('not-found', 'This camera has no scene, so it has no signals either.');
    const unknown = camera.signals.tell(states);
    if (unknown.length === 0) return;
    const text = `The scene has no signal that is supplied from outside with the id ${unknown.join(', ')}.`;
    throw new AppError('invalid-argument', text);
  }

  stop(): void {
    for (const stop of this.#stops) stop();
    for (const cameraId of [...this.#cameras.keys()]) this.#end(cameraId);
    this.#intervals.flush();
    this.#signals.flush();
  }

  #start(version: SceneVersion): void {
    try {
      this.#cameras.set(version.cameraId, new CameraTraffic(version, this.#siteRules(), this.#ports));
    } catch (thrown) {
      this.#ports.log.log('error', 'a scene cannot be used', { problem: toAppError(thrown).message });
    }
  }

  #siteRules(): RulesSettings {
    return this.#ports.stores.siteRules.newest()?.rules ?? {};
  }

  #end(cameraId: string): void {
    const camera = this.#cameras.get(cameraId);
    if (!camera) return;
    this.#cameras.delete(cameraId);
    const { changes, intervals } = camera.end();
    this.#incidents.take(this.#commonCause.take(changes));
    this.#intervals.add(intervals);
  }

  #states(): TrafficState[] {
    return this.#ports.stores.cameras.list().map(
      ({ cameraId }): TrafficState =>
        this.#cameras.get(cameraId)?.state() ?? {
          cameraId,
          state: 'no-scene',
          reason: 'This camera has no scene yet: draw its lanes and zones on the page Scene.',
          sceneVersion: null,
          idleRules: [],
          lanes: [],
        },
    );
  }

  #tellPositions(): void {
    if (this.#viewers.size === 0) return;
    const positions = new Map([...this.#cameras].map(([cameraId, camera]) => [cameraId, camera.positions()]));
    for (const [sink, cameraIds] of this.#viewers) {
      sink.push([...cameraIds].flatMap((cameraId) => positions.get(cameraId) ?? []));
    }
  }
}

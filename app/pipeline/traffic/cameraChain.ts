import type { TrafficState } from '../../contracts/trafficCalls.ts';
import { RoadObserver } from '../../traffic/road/roadObserver.ts';
import type { ObservedFrame, RoadView } from '../../traffic/road/roadUser.ts';
import { CompiledScene } from '../../traffic/scene/compiledScene.ts';
import type { Scene } from '../../traffic/scene/scene.ts';
import type { Interval } from '../../traffic/quantities/interval.ts';
import type { IncidentChange } from './incidentDesk.ts';

export interface ChainStep {
  readonly view: RoadView;
  readonly changes: readonly IncidentChange[];
  readonly intervals: readonly Interval[];
}

export interface ChainOptions {
  readonly cameraId: string;
  readonly scene: Scene;
  readonly sceneVersion: number | null;
  readonly newId: () => string;
}

/** Frames of one camera to incidents and intervals: the same for live cameras, replays and the command line. */
export class CameraChain {
  readonly #observer: RoadObserver;
  readonly idleRules: TrafficState['idleRules'] = [];

  /** @throws AppError `invalid-argument` for a scene that cannot be used */
  constructor({ cameraId, scene }: ChainOptions) {
    this.#observer = new RoadObserver(cameraId, new CompiledScene(scene));
  }

  step(frame: ObservedFrame): ChainStep {
    return { view: this.#observer.observe(frame), changes: [], intervals: [] };
  }

  /** Nothing more comes. */
  end(): Omit<ChainStep, 'view'> {
    return { changes: [], intervals: [] };
  }

  lanes(): TrafficState['lanes'] {
    return [];
  }
}

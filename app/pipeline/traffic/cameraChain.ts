import { CameraJudge, type IncidentChange } from '../../incident/judge.ts';
import type { RulesSettings } from '../../incident/settings.ts';
import type { IdleRule } from '../../incident/startRules.ts';
import { calibrationReport } from '../../traffic/calibration/calibrationReport.ts';
import type { Interval } from '../../traffic/quantities/interval.ts';
import { TrafficMeter } from '../../traffic/quantities/trafficMeter.ts';
import { thingsOnRoad } from '../../traffic/foreground/thingsOnRoad.ts';
import { RoadObserver } from '../../traffic/road/roadObserver.ts';
import type { ObservedFrame, PictureCondition, RoadView } from '../../traffic/road/roadUser.ts';
import { isViewTrue } from '../../traffic/view/viewCondition.ts';
import { CompiledScene } from '../../traffic/scene/compiledScene.ts';
import type { Scene } from '../../traffic/scene/scene.ts';

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
  /** Rules of the site, which the scene's go before; absent: as they come. */
  readonly siteRules?: RulesSettings | undefined;
}

/** Frames of one camera to incidents and intervals: the same for live cameras and the command line. */
export class CameraChain {
  readonly scene: CompiledScene;
  readonly #cameraId: string;
  #observer: RoadObserver;
  readonly #meter: TrafficMeter;
  readonly #judge: CameraJudge;
  #lastAtMs = 0;
  /** Tracks of the last frame that could be trusted. */
  #seen: readonly number[] = [];
  /** Tracks that ended while nothing was judged. */
  #endedMeanwhile: number[] = [];

  /** @throws AppError `invalid-argument` with one sentence for a scene or rules that cannot be used */
  constructor({ cameraId, scene, sceneVersion, newId, siteRules = {} }: ChainOptions) {
    const compiled = new CompiledScene(scene);
    this.scene = compiled;
    this.#cameraId = cameraId;
    this.#observer = new RoadObserver(cameraId, compiled);
    this.#meter = new TrafficMeter({ cameraId, scene: compiled, sceneVersion, lengthErrorShare: lengthErrorOf(scene) });
    this.#judge = new CameraJudge({ scene: compiled, sceneVersion, rules: siteRules, newId });
  }

  get idleRules(): readonly IdleRule[] {
    return this.#judge.idleRules;
  }

  /** Takes other rules of the site into use. @throws AppError `invalid-argument`; the rules stay as they were then */
  changeRules(siteRules: RulesSettings): readonly IncidentChange[] {
    return this.#judge.changeRules(siteRules);
  }

  /**
   * With a view that is not the scene's nothing is measured, and no road user is judged. A picture that is repeated is not
   * judged at all: whoever seems to stand in it may well drive.
   * @param picture how the picture looked; absent where pictures are not judged
   */
  step(frame: ObservedFrame, picture?: PictureCondition): ChainStep {
    this.#lastAtMs = frame.atMs;
    const isTrue = picture === undefined || isViewTrue(picture.view);
    const view = { ...(isTrue ? this.#observed(frame) : this.#unseen(frame)), picture };
    const intervals = this.#meter.observe(view, { picture: picture ?? null, isViewTrue: isTrue, wasClockSet: false });
    const isHeld = isTrue && picture?.isRepeated === true;
    return { view, changes: isHeld ? this.#held(view) : this.#judged(view), intervals };
  }

  #held({ ended }: RoadView): readonly IncidentChange[] {
    this.#endedMeanwhile.push(...ended);
    return [];
  }

  #judged(view: RoadView): readonly IncidentChange[] {
    const ended = [...this.#endedMeanwhile, ...view.ended];
    this.#endedMeanwhile = [];
    return this.#judge.step({ ...view, ended });
  }

  #observed(frame: ObservedFrame): RoadView {
    const view = this.#observer.observe(frame);
    this.#seen = view.users.map(({ trackId }) => trackId);
    return { ...view, staticObjects: frame.staticObjects && thingsOnRoad(frame.staticObjects, this.scene) };
  }

  /** A road without anybody on it: where they are is not known, and when they are seen again their past begins anew. */
  #unseen({ cameraId, atMs, ended, signals }: ObservedFrame): RoadView {
    if (this.#seen.length > 0) this.#observer = new RoadObserver(this.#cameraId, this.scene);
    const gone = [...new Set([...this.#seen, ...ended])];
    this.#seen = [];
    return { cameraId, atMs, scene: this.scene, users: [], ended: gone, signals };
  }

  /** Nothing more comes. */
  end(): Omit<ChainStep, 'view'> {
    return { changes: this.#judge.end(this.#lastAtMs), intervals: this.#meter.finish() };
  }
}

function lengthErrorOf({ calibration, picture }: Scene): number | null {
  return calibration && calibrationReport(calibration, picture).lengthErrorShare;
}

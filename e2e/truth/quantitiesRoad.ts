import { seededRandom } from '../../app/base/random.ts';
import { projectionOf } from '../../app/demo/film/projection.ts';
import type { Body } from '../../app/demo/scene.ts';
import { type DemoCamera, demoCameraViews } from '../../app/demo/site/demoCameras.ts';
import { demoSceneOf } from '../../app/demo/site/scene/demoScene.ts';
import { type Degradation, detectionsOf } from '../../app/demo/truth/degrade.ts';
import { ignoreRules } from '../../app/demo/truth/framePairs.ts';
import { GroundCrossings } from '../../app/demo/truth/groundCrossings.ts';
import { openRun, stepMs } from '../../app/demo/truth/openRun.ts';
import { solidBoxes } from '../../app/demo/truth/solidBoxes.ts';
import { cocoClasses, defaultScores } from '../../app/detect/classFilter.ts';
import { roadTracker } from '../../app/pipeline/roadTracker.ts';
import type { Interval } from '../../app/traffic/quantities/interval.ts';
import { measuredLines } from '../../app/traffic/quantities/lineMeter.ts';
import { TrafficMeter } from '../../app/traffic/quantities/trafficMeter.ts';
import { RoadObserver } from '../../app/traffic/road/roadObserver.ts';
import { CompiledScene } from '../../app/traffic/scene/compiledScene.ts';

/** Who really crossed a line of a scene. */
export interface TrueCrossing {
  readonly lineId: string;
  readonly direction: 'forward' | 'backward';
  readonly bodyId: number;
  readonly speedMps: number;
  /** Seen in part within the second before and the second after; nobody can count the others from boxes. */
  readonly canBeCounted: boolean;
}

export interface MeasuredCamera {
  readonly name: string;
  readonly crossings: readonly TrueCrossing[];
  /** In the order of the degradations. */
  readonly intervals: readonly (readonly Interval[])[];
}

/** All demo cameras over the same minutes, from boxes of known quality through tracker, road observer and meter. */
export function measuredRoad(
  minutes: number,
  degradations: readonly Degradation[],
  seed: number,
  views: readonly DemoCamera[] = demoCameraViews,
): MeasuredCamera[] {
  const steps = Math.round((minutes * 60_000) / stepMs);
  const run = openRun({ seed, startHour: 8, scenarios: '', steps, light: 'day' });
  const cameras = views.map((camera, at) => new WatchedCamera(camera, degradations, seed + at));
  for (let step = 0; step < steps; step++) {
    const { bodies } = run.next();
    for (const camera of cameras) camera.watch(step, bodies);
  }
  return cameras.map((camera) => camera.measured());
}

const secondSteps = Math.round(1000 / stepMs);
const beginAtMs = Date.UTC(2026, 2, 3, 8);

class WatchedCamera {
  readonly #camera: DemoCamera;
  readonly #projection;
  readonly #truth: GroundCrossings;
  readonly #ways;
  readonly #crossings: (Omit<TrueCrossing, 'canBeCounted'> & {
    readonly step: number;
    wasSeen: boolean;
    isSeen: boolean;
  })[] = [];
  readonly #seenAtStep = new Map<number, number>();

  constructor(camera: DemoCamera, degradations: readonly Degradation[], seed: number) {
    const { pose } = camera;
    const scene = new CompiledScene(demoSceneOf(pose.name)!);
    this.#camera = camera;
    this.#projection = projectionOf(pose);
    this.#truth = new GroundCrossings(
      measuredLines(scene).map(({ id, from, to }) => ({
        ...{ camera: pose.name, name: id },
        from: this.#projection.groundOf(from)!,
        to: this.#projection.groundOf(to)!,
      })),
    );
    this.#ways = degradations.map((degradation) => ({
      degradation,
      random: seededRandom(seed),
      tracker: roadTracker({ classes: cocoClasses, scoreByClass: defaultScores(cocoClasses), nmsIou: 0.6 }),
      observer: new RoadObserver(pose.name, scene),
      meter: new TrafficMeter({ cameraId: pose.name, scene, sceneVersion: null, lengthErrorShare: 0 }),
      intervals: [] as Interval[],
    }));
  }

  watch(step: number, bodies: readonly Body[]): void {
    const { pose } = this.#camera;
    const boxes = solidBoxes(this.#projection, bodies);
    for (const { id, visibleShare } of boxes) {
      if (visibleShare >= ignoreRules.leastVisibleShare) this.#seenAtStep.set(id, step);
    }
    for (const crossing of this.#crossings) {
      if (step - crossing.step < secondSteps && this.#seenAtStep.get(crossing.bodyId) === step) crossing.isSeen = true;
    }
    for (const { line, direction, id } of this.#truth.step(step * stepMs, bodies)) {
      const { speedMps } = bodies.find((body) => body.id === id)!;
      const seenAtStep = this.#seenAtStep.get(id) ?? Number.NEGATIVE_INFINITY;
      this.#crossings.push({
        ...{ lineId: line, direction, bodyId: id, speedMps, step },
        wasSeen: step - seenAtStep <= secondSteps,
        isSeen: seenAtStep === step,
      });
    }
    for (const way of this.#ways) {
      const detections = detectionsOf(boxes, pose.size, way.degradation, way.random);
      const { observed, ended } = way.tracker.update({ ptsMs: step * stepMs, detections });
      const tracks = observed.map(({ trackId, classId, score, boxInImage }) => ({
        ...{ trackId, score, boxInImage },
        className: cocoClasses[classId]!,
      }));
      const frame = { cameraId: pose.name, atMs: beginAtMs + step * stepMs, tracks, ended, signals: new Map() };
      way.intervals.push(...way.meter.observe(way.observer.observe(frame)));
    }
  }

  measured(): MeasuredCamera {
    return {
      name: this.#camera.pose.name,
      crossings: this.#crossings.map(({ step: _step, wasSeen, isSeen, ...crossing }) => ({
        ...crossing,
        canBeCounted: wasSeen && isSeen,
      })),
      intervals: this.#ways.map(({ meter, intervals }) => [...intervals, ...meter.finish()]),
    };
  }
}

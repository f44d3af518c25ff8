import { seededRandom } from '../../app/base/random.ts';
import { projectionOf } from '../../app/demo/film/projection.ts';
import { type BodyInPicture, cocoClassOf, type SceneInstant } from '../../app/demo/scene.ts';
import { createSimulation, type Simulation, stepMs } from '../../app/demo/simulation/simulation.ts';
import type { Scenario } from '../../app/demo/simulation/scenario.ts';
import { demoCameraViews } from '../../app/demo/site/demoCameras.ts';
import { demoSceneOf } from '../../app/demo/site/scene/demoScene.ts';
import type { CameraTruth, SeenUser } from '../../app/demo/truth/cameraTruth.ts';
import { type Degradation, degraded, detectionsOf, perfect } from '../../app/demo/truth/degrade.ts';
import { solidBoxes } from '../../app/demo/truth/solidBoxes.ts';
import { truthHeader } from '../../app/demo/truth/truthHeader.ts';
import { cocoClasses, defaultScores } from '../../app/detect/classFilter.ts';
import type { Detection } from '../../app/detect/detection.ts';
import type { Incident } from '../../app/incident/incident.ts';
import { CameraJudge } from '../../app/incident/judge.ts';
import type { RulesSettings } from '../../app/incident/settings.ts';
import { roadTracker } from '../../app/pipeline/roadTracker.ts';
import type { Tracker } from '../../app/track/track.ts';
import { CompiledScene } from '../../app/traffic/scene/compiledScene.ts';
import type { Scene } from '../../app/traffic/scene/scene.ts';
import { RoadObserver } from '../../app/traffic/road/roadObserver.ts';
import type { RoadView, StaticObject } from '../../app/traffic/road/roadUser.ts';

/** Wall time of the beginning, so that times are as in life. */
export const startAtMs = Date.UTC(2026, 4, 4, 6);
/** Bodies farther from the mast have boxes that no detector finds. */
const sightM = 170;

export interface WatchPlan {
  readonly camera: string;
  /** Every so many steps of 80 ms: 1, 2 and 4 are 12.5, 6.25 and 3.1 frames a second. */
  readonly stride: number;
  readonly quality: 'perfect' | 'degraded';
  readonly edit?: (scene: Scene) => Scene;
  readonly rules?: RulesSettings;
}

/** One simulation with the cameras that watch it, each with its own boxes, tracker, observer and rules. */
export class IncidentsRoad {
  readonly simulation: Simulation;
  readonly watches: readonly Watch[];

  constructor(
    seed: number,
    scenarios: readonly Scenario[],
    plans: readonly WatchPlan[],
    more: { readonly startHour?: number; readonly demandShare?: number } = {},
  ) {
    this.simulation = createSimulation({ seed, scenarios, ...more });
    this.watches = plans.map((plan, at) => new Watch(plan, seed + at));
  }

  /** Runs until a time of the simulation, or until `isOver` says so. */
  runUntil(untilMs: number, isOver: (timeMs: number, incidents: Simulation['incidents']) => boolean): void {
    for (let step = 0; this.simulation.timeMs <= untilMs; step++) {
      const instant = this.simulation.instant();
      const boxes = new Map<string, readonly BodyInPicture[]>();
      for (const watch of this.watches) watch.step(step, instant, boxes);
      if (isOver(instant.timeMs, this.simulation.incidents)) return;
      this.simulation.step();
    }
  }
}

/** One camera with its boxes, tracker, observer and rules. */
export class Watch {
  readonly plan: WatchPlan;
  readonly header: CameraTruth['header'];
  readonly seen: SeenUser[][] = [];
  readonly #projection;
  readonly #mast;
  readonly #tracker: Tracker = roadTracker({
    classes: cocoClasses,
    scoreByClass: defaultScores(cocoClasses),
    nmsIou: 0.6,
  });
  readonly #observer: RoadObserver;
  readonly #judge: CameraJudge;
  readonly #random;
  readonly #degradation: Degradation;
  readonly #found = new Map<string, Incident>();
  readonly #lying = new Map<number, number>();
  readonly #scene: CompiledScene;
  /** When each body was seen well enough within the drawn road, ms, rising. */
  readonly #inScope = new Map<number, number[]>();
  view: RoadView | null = null;

  constructor(plan: WatchPlan, seed: number) {
    const { pose, lines } = demoCameraViews.find((camera) => camera.pose.name === plan.camera)!;
    const drawn = demoSceneOf(plan.camera)!;
    const scene = new CompiledScene(plan.edit ? plan.edit(drawn) : drawn);
    let ids = 0;
    this.plan = plan;
    this.#scene = scene;
    this.#mast = pose;
    this.#projection = projectionOf(pose);
    this.#observer = new RoadObserver(plan.camera, scene);
    const rules = plan.rules ?? {};
    this.#judge = new CameraJudge({ scene, sceneVersion: 1, rules, newId: () => `${plan.camera} ${++ids}` });
    this.#random = seededRandom(seed * 7919 + 1);
    this.#degradation = plan.quality === 'perfect' ? perfect : degraded;
    this.header = truthHeader({
      ...{ seed, scenarios: [], startHour: 8, light: 'day', stepMs, steps: 1, boxesFrom: 'solid', lanes: [] },
      cameras: [{ pose, lines, film: null }],
    });
  }

  /** Incidents of the film so far, times from its beginning. */
  get found(): Incident[] {
    return [...this.#found.values()].map((incident) => ({
      ...incident,
      beganAtMs: incident.beganAtMs - startAtMs,
      detectedAtMs: incident.detectedAtMs - startAtMs,
      lastSeenAtMs: incident.lastSeenAtMs - startAtMs,
      endedAtMs: incident.endedAtMs === null ? null : incident.endedAtMs - startAtMs,
    }));
  }

  /** @param found what a detector made of a picture of it; absent: boxes of the truth, as good as the plan has them */
  step(
    step: number,
    instant: SceneInstant,
    shared: Map<string, readonly BodyInPicture[]>,
    found?: readonly Detection[],
  ): void {
    if (step % this.plan.stride !== 0) {
      this.seen.push(this.seen.at(-1) ?? []);
      return;
    }
    const key = this.plan.camera;
    const { xM, yM } = this.#mast;
    const near =
      shared.get(key) ??
      solidBoxes(
        this.#projection,
        instant.bodies.filter((body) => Math.hypot(body.xM - xM, body.yM - yM) < sightM),
      );
    shared.set(key, near);
    this.seen.push(near.flatMap(seenUser));
    this.#scopeOf(near, instant);
    const detections = found ?? detectionsOf(near, this.#mast.size, this.#degradation, this.#random);
    const { observed, ended } = this.#tracker.update({ ptsMs: instant.timeMs, detections });
    const atMs = startAtMs + instant.timeMs;
    const view = this.#observer.observe({
      cameraId: this.plan.camera,
      atMs,
      tracks: observed.map(({ trackId, classId, score, boxInImage }) => ({
        ...{ trackId, score, boxInImage },
        className: cocoClasses[classId]!,
      })),
      ended,
      signals: instant.signals,
    });
    this.view = { ...view, staticObjects: this.#staticObjects(near, atMs) };
    for (const { incident } of this.#judge.step(this.view)) this.#found.set(incident.incidentId, incident);
  }

  /** From when it was seen on the road for a second on end, before which nobody can be sure; infinity: never. */
  seenFromMs(bodyId: number): number {
    let [sinceMs, lastMs] = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (const atMs of this.#inScope.get(bodyId) ?? []) {
      if (atMs - lastMs > gapMs) sinceMs = atMs;
      if (atMs - sinceMs >= 1000) return sinceMs;
      lastMs = atMs;
    }
    return Number.POSITIVE_INFINITY;
  }

  /** How long it was seen on the road within these times, ms. */
  shownMs(bodyId: number, fromMs: number, untilMs: number): number {
    const times = (this.#inScope.get(bodyId) ?? []).filter((atMs) => atMs >= fromMs && atMs <= untilMs);
    return times.length * this.plan.stride * stepMs;
  }

  /** Lanes end, and so does what can be said, at 140 m. */
  #scopeOf(near: readonly BodyInPicture[], { bodies, timeMs }: SceneInstant): void {
    for (const { id, visibleShare, visibleBoxInImage } of near) {
      if (visibleShare < 0.25 || visibleBoxInImage.h < 8) continue;
      const body = bodies.find((one) => one.id === id)!;
      const image = this.#scene.plane!.imageOf(body);
      const zones = image ? this.#scene.zonesAt(image) : [];
      if (this.#scene.laneAt(body) || zones.some(({ kind }) => roads.includes(kind))) {
        const times = this.#inScope.get(id) ?? [];
        this.#inScope.set(id, times);
        times.push(timeMs);
      }
    }
  }

  /** Lost load as a detector of still objects gives it: from its second second on, three times out of four. */
  #staticObjects(bodies: readonly BodyInPicture[], atMs: number): StaticObject[] {
    return bodies.flatMap(({ id, kind, visibleShare, visibleBoxInImage }) => {
      if (kind !== 'debris' || visibleShare < 0.25 || visibleBoxInImage.h < 8) return [];
      const sinceAtMs = this.#lying.get(id) ?? atMs;
      this.#lying.set(id, sinceAtMs);
      const isFound = atMs - sinceAtMs > 2000 && this.#random() < 0.75;
      return isFound ? [{ objectId: id, boxInImage: visibleBoxInImage, sinceAtMs, score: 0.6 }] : [];
    });
  }
}

/** Seen again within this it was seen on end. */
const gapMs = 400;

const roads: readonly string[] = ['carriageway', 'hard-shoulder', 'restricted'];

function seenUser({ id, kind, boxInImage, visibleBoxInImage, visibleShare }: BodyInPicture): SeenUser[] {
  const coco = cocoClassOf[kind];
  if (!coco) return [];
  return [{ id, class: coco.name, boxInImage: visibleBoxInImage, wholeBoxInImage: boxInImage, visibleShare }];
}

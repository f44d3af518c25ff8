import type { Box } from '../../../space/box.ts';
import { RoadObserver } from '../../road/roadObserver.ts';
import type { ObservedFrame } from '../../road/roadUser.ts';
import type { Scene } from '../../scene/scene.ts';
import type { Interval } from '../interval.ts';
import { TrafficMeter } from '../trafficMeter.ts';
import { planOf } from './planScene.ts';
import type { Trajectory, TrajectoryPoint } from './trajectories.ts';

/** Places are taken at this rate, between the points of a trajectory. */
const stepMs = 100;
/** Nobody knows where a vehicle was in a longer gap. */
const longestGapMs = 2000;
/** Of the box that stands for a vehicle in the plan, pixels: it only says how exact a place is. */
const boxPx = 30;

/**
 * Intervals of ten seconds of trajectories, as the console measures them from video.
 * @param beginAtMs wall time at which the recording's time is 0
 * @throws AppError `invalid-argument` for a scene that has no metres
 */
export function measureTrajectories(
  trajectories: readonly Trajectory[],
  scene: Scene,
  { cameraId, beginAtMs }: { readonly cameraId: string; readonly beginAtMs: number },
): Interval[] {
  const plan = planOf(
    scene,
    trajectories.flatMap(({ points }) => points),
  );
  const observer = new RoadObserver(cameraId, plan.scene);
  const meter = new TrafficMeter({
    ...{ cameraId, scene: plan.scene, sceneVersion: null, lengthErrorShare: null },
    groundIs: 'middle',
  });
  const byBegin = trajectories
    .map(({ className, points }, trackId) => ({ trackId, className, points, at: 0 }))
    .sort((a, b) => a.points[0]!.atMs - b.points[0]!.atMs);
  const fromMs = Math.floor(byBegin[0]!.points[0]!.atMs / stepMs) * stepMs;
  const untilMs = Math.max(...trajectories.map(({ points }) => points.at(-1)!.atMs));
  const intervals: Interval[] = [];
  let begun = 0;
  let underWay: (typeof byBegin)[number][] = [];
  for (let atMs = fromMs; atMs <= untilMs + stepMs; atMs += stepMs) {
    for (; byBegin[begun] && byBegin[begun]!.points[0]!.atMs <= atMs; begun++) underWay.push(byBegin[begun]!);
    const ended = underWay.filter(({ points }) => points.at(-1)!.atMs < atMs).map(({ trackId }) => trackId);
    underWay = underWay.filter(({ points }) => points.at(-1)!.atMs >= atMs);
    const tracks = underWay.flatMap((vehicle): ObservedFrame['tracks'] => {
      while (vehicle.points[vehicle.at + 1] && vehicle.points[vehicle.at + 1]!.atMs <= atMs) vehicle.at++;
      const place = between(vehicle.points[vehicle.at]!, vehicle.points[vehicle.at + 1], atMs);
      if (!place) return [];
      const { x, y } = plan.imageOf(place);
      const boxInImage: Box = { cx: x, cy: y - boxPx / 2, w: boxPx, h: boxPx };
      return [{ trackId: vehicle.trackId, className: vehicle.className, score: 1, boxInImage }];
    });
    const view = observer.observe({ cameraId, atMs: beginAtMs + atMs, tracks, ended, signals: new Map() });
    intervals.push(...meter.observe(view));
  }
  return [...intervals, ...meter.finish()];
}

function between(a: TrajectoryPoint, b: TrajectoryPoint | undefined, atMs: number): TrajectoryPoint | null {
  if (!b || a.atMs === atMs) return a.atMs === atMs ? a : null;
  if (b.atMs - a.atMs > longestGapMs) return null;
  const share = (atMs - a.atMs) / (b.atMs - a.atMs);
  return { atMs, xM: a.xM + share * (b.xM - a.xM), yM: a.yM + share * (b.yM - a.yM) };
}

import type { JudgedBy, ReplayedCamera } from '../../contracts/replayJob.ts';
import type { Incident } from '../../incident/incident.ts';
import type { SignalChange } from '../../traffic/signals/signalChange.ts';
import type { FinishedTrack } from '../../track/finishedTrack.ts';
import { framesOf } from './replay.ts';
import { ReplayedRoad } from './replayedRoad.ts';

/** What was found on one camera. */
export interface ReplayedIncidents {
  /** `null` when the camera was judged by `after` alone. */
  readonly before: readonly Incident[] | null;
  readonly after: readonly Incident[];
}

/**
 * Judges the stored tracks of one camera, by two scenes where there are two. What the scenes have in common is done
 * once: where only rules differ, road users are the same for both.
 * @param tracks by begin
 * @param signalChanges by time
 * @yields the time of each frame, after it was judged
 * @throws AppError `invalid-argument` for a scene or rules that cannot be used
 */
export function* replayCamera(
  { cameraId, before, after }: ReplayedCamera,
  tracks: Iterable<FinishedTrack>,
  signalChanges: readonly SignalChange[] = [],
): Generator<number, ReplayedIncidents> {
  const roads = before && !haveSameRoad(before, after) ? [[before], [after]] : [before ? [before, after] : [after]];
  const replayed = roads.map((judged) => new ReplayedRoad(cameraId, judged));
  for (const frame of framesOf(cameraId, tracks, signalChanges)) {
    for (const road of replayed) road.take(frame);
    yield frame.atMs;
  }
  const found = replayed.flatMap((road) => road.end());
  return { before: before ? found[0]! : null, after: found.at(-1)! };
}

/** Whether two scenes differ in their rules alone. */
function haveSameRoad(a: JudgedBy, b: JudgedBy): boolean {
  return JSON.stringify({ ...a.scene, rules: {} }) === JSON.stringify({ ...b.scene, rules: {} });
}

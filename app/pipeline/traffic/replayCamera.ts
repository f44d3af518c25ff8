import type { JudgedBy, ReplayedCamera } from '../../contracts/replayJob.ts';
import type { Incident } from '../../incident/incident.ts';
import { changedRules } from '../../incident/sieve/changedRules.ts';
import { layeredRules } from '../../incident/settings.ts';
import type { StoredTrack } from '../../track/storedTrack.ts';
import { CompiledScene } from '../../traffic/scene/compiledScene.ts';
import type { SignalChange } from '../../traffic/signals/signalChange.ts';
import { ReplayFrames } from './replay.ts';
import { ReplayedRoad } from './replayedRoad.ts';
import { ReplaySieve } from './replaySieve.ts';

/** What was found on one camera. */
export interface ReplayedIncidents {
  /** `null` when the camera was judged by `after` alone. */
  readonly before: readonly Incident[] | null;
  readonly after: readonly Incident[];
  /** The rules that were run, where they are not all: those that `before` and `after` do not have alike. */
  readonly rules: readonly string[] | null;
}

/** How many tracks are read before others get a turn. */
const tracksATurn = 200;

/**
 * Judges the stored tracks of one camera, by two scenes where there are two. Where these differ in rules alone, only the
 * rules that differ are run, and of the tracks only those that could have a part in what these find.
 * @param tracks by begin
 * @param signalChanges by time
 * @yields how far it is, a time of the span, now and then
 * @throws AppError `invalid-argument` for a scene or rules that cannot be used
 */
export function* replayCamera(
  camera: ReplayedCamera,
  tracks: Iterable<StoredTrack>,
  signalChanges: readonly SignalChange[] = [],
): Generator<number, ReplayedIncidents> {
  const { cameraId, before, after } = camera;
  if (!before || !haveSameRoad(before, after)) {
    const roads = (before ? [before, after] : [after]).map((judged) => new ReplayedRoad(cameraId, [judged]));
    yield* run(new ReplayFrames(cameraId, signalChanges), tracks, roads);
    const found = roads.flatMap((road) => road.end());
    return { before: before ? found[0]! : null, after: found.at(-1)!, rules: null };
  }
  // The rules of a scene lie over those of the site: given as one, they leave the scene itself to be shared.
  const scene = new CompiledScene({ ...after.scene, rules: {} });
  const [rulesBefore, rulesAfter] = [before, after].map((by) => layeredRules(by.siteRules, by.scene.rules));
  const changed = changedRules(scene, rulesBefore!, rulesAfter!);
  const rules = changed.map(({ rule }) => rule);
  const road = new ReplayedRoad(cameraId, [before, after], rules);
  const sieve = ReplaySieve.of(cameraId, scene, changed);
  const matter = sieve ? sieve.chosen(tracks) : tracks;
  yield* run(new ReplayFrames(cameraId, signalChanges), matter, [road]);
  const [foundBefore, foundAfter] = road.end();
  return { before: foundBefore!, after: foundAfter!, rules };
}

function* run(
  frames: ReplayFrames,
  tracks: Iterable<StoredTrack | number>,
  roads: readonly ReplayedRoad[],
): Generator<number> {
  let read = 0;
  for (const track of tracks) {
    if (typeof track === 'number') {
      yield track;
      continue;
    }
    for (const frame of frames.until(track.firstAtMs)) for (const road of roads) road.take(frame);
    frames.add(track);
    if (++read % tracksATurn === 0) yield track.firstAtMs;
  }
  for (const frame of frames.until(Number.POSITIVE_INFINITY)) for (const road of roads) road.take(frame);
}

/** Whether two scenes differ in their rules alone. */
function haveSameRoad(a: JudgedBy, b: JudgedBy): boolean {
  return JSON.stringify({ ...a.scene, rules: {} }) === JSON.stringify({ ...b.scene, rules: {} });
}

import type { JudgedBy, ReplayedCamera } from '../../contracts/replayJob.ts';
import type { Incident } from '../../incident/incident.ts';
import { changedRules, type JudgedScene } from '../../incident/sieve/changedRules.ts';
import { haveSameRoad } from '../../incident/sieve/sceneParts.ts';
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
 * Judges the stored tracks of one camera, by two scenes where there are two. Where these have the same road, only the rules
 * are run that their differences are something to, and of the tracks only those that could have a part in what these find.
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
  if (!before || !haveSameRoad(before.scene, after.scene)) {
    const roads = (before ? [before, after] : [after]).map((judged) => new ReplayedRoad(cameraId, [judged]));
    yield* run(new ReplayFrames(cameraId, signalChanges), tracks, roads);
    const found = roads.flatMap((road) => road.end());
    return { before: before ? found[0]! : null, after: found.at(-1)!, rules: null };
  }
  const [by, wanted] = judgedScenes(before, after);
  const changed = changedRules(by, wanted);
  const rules = [...new Set(changed.map(({ rule }) => rule))];
  const isShared = by.scene === wanted.scene;
  const roads = (isShared ? [[before, after]] : [[before], [after]]).map(
    (judged) => new ReplayedRoad(cameraId, judged, rules),
  );
  const sieve = ReplaySieve.of(cameraId, by.scene, changed);
  yield* run(new ReplayFrames(cameraId, signalChanges), sieve ? sieve.chosen(tracks) : tracks, roads);
  const [foundBefore, foundAfter] = roads.flatMap((road) => road.end());
  return { before: foundBefore!, after: foundAfter!, rules };
}

/** The rules of a scene lie over those of the site: given as one, they leave the scene itself to be shared where it can be. */
function judgedScenes(before: JudgedBy, after: JudgedBy): readonly [JudgedScene, JudgedScene] {
  const [a, b] = [before.scene, after.scene].map((scene) => ({ ...scene, rules: {} }));
  const scene = new CompiledScene(a!);
  const other = JSON.stringify(a) === JSON.stringify(b) ? scene : new CompiledScene(b!);
  return [
    { scene, rules: layeredRules(before.siteRules, before.scene.rules) },
    { scene: other, rules: layeredRules(after.siteRules, after.scene.rules) },
  ];
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

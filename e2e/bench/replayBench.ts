import { join } from 'node:path';
import { demoSceneOf } from '../../app/demo/site/scene/demoScene.ts';
import { ReplayFrames } from '../../app/pipeline/traffic/replay.ts';
import { replayCamera } from '../../app/pipeline/traffic/replayCamera.ts';
import { ReplayedRoad } from '../../app/pipeline/traffic/replayedRoad.ts';
import { storedTracks } from '../../app/pipeline/traffic/storedTracks.ts';
import { openReadable } from '../../main/store/pragmas.ts';
import { sqliteStoredTracks } from '../../main/store/trackStore.ts';
import { demoTracks, demoTracksBeginAtMs } from '../fixtures/demoTracks.ts';
import { figureOf, interleave, type Measure, median, ratioOf, type Spent, spentOn } from './measure.ts';
import { inFolder, storesIn } from './storeRows.ts';

const camera = 'motorway-north';
/** So much of a rush hour is simulated, and stored again and again. */
const pieceMs = 300_000;
const hours = 1;
const [pairs, turns] = [6, 1];
const weekOfSixteenH = 16 * 7 * 24;
/** Mean flow of a day over that of its rush hour, by the demo's curve of a working day. */
const dayShare = 0.55;

const changes = {
  'stopped-vehicle': { dwellS: 12 },
  speeding: { onOverKmh: 15 },
  'wrong-way': { leastM: 12 },
  pedestrian: { dwellS: 2 },
  queue: { dwellS: 30 },
} as const;

/**
 * What a changed rule costs over stored tracks, beside the same rules shown every track; and, extrapolated, in seconds of
 * CPU for a week of sixteen cameras.
 */
export function measureReplay(): Promise<Measure[]> {
  return inFolder(async (folder) => {
    const stores = storesIn(folder);
    const tracks = demoTracks(camera, { seed: 5, forMs: pieceMs });
    const pieces = (hours * 3_600_000) / pieceMs;
    for (let piece = 0; piece < pieces; piece++) {
      const moved = { ids: piece * 1_000_000, ms: piece * pieceMs };
      stores.tracks.append(
        tracks.map((one) => ({ ...one, trackId: one.trackId + moved.ids, firstAtMs: one.firstAtMs + moved.ms })),
      );
    }
    const db = openReadable(join(folder, 'tracks.db'));
    const read = () =>
      storedTracks(sqliteStoredTracks(db), camera, demoTracksBeginAtMs, demoTracksBeginAtMs + hours * 3_600_000);
    const scene = demoSceneOf(camera)!;
    const measures: Measure[] = [];
    for (const [rule, settings] of Object.entries(changes)) {
      const judged = [
        { scene, siteRules: {} },
        { scene, siteRules: { [rule]: settings } },
      ] as const;
      const chosen = (): Spent =>
        spentOn(() => {
          const run = replayCamera({ cameraId: camera, before: judged[0], after: judged[1] }, read());
          while (!run.next().done);
          return hours;
        });
      const all = (): Spent => spentOn(() => everyTrack(judged, rule, read()));
      await interleave(1, turns, chosen, all);
      const windows = await interleave(pairs, turns, chosen, all);
      const what = `camera-hours replayed for ${rule} / the same shown every track`;
      const names = { a: 'chosen', b: 'all', unit: 'camera-hours per CPU-s' };
      measures.push(ratioOf({ goal: 0, what, bound: '>=', target: 2 }, windows, names));
      const secondsOfCpu = (weekOfSixteenH * dayShare) / median(windows.a);
      const goal = {
        goal: 0,
        what: `CPU-s for ${rule}, sixteen motorway cameras, a week`,
        bound: '<=',
        target: 60,
      } as const;
      const detail = `extrapolated from ${hours} h at ${Math.round((tracks.length * 3_600_000) / pieceMs)} tracks/h, day mean ${dayShare} of that`;
      measures.push(figureOf(goal, secondsOfCpu, detail, pairs));
    }
    db.close();
    stores.close();
    return measures;
  });
}

function everyTrack(
  judged: ConstructorParameters<typeof ReplayedRoad>[1],
  rule: string,
  tracks: ReturnType<typeof storedTracks>,
): number {
  const road = new ReplayedRoad(camera, judged, [rule]);
  const frames = new ReplayFrames(camera, []);
  for (const track of tracks) {
    for (const frame of frames.until(track.firstAtMs)) road.take(frame);
    frames.add(track);
  }
  for (const frame of frames.until(Number.POSITIVE_INFINITY)) road.take(frame);
  road.end();
  return hours;
}

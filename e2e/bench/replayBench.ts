import { join } from 'node:path';
import type { JudgedBy } from '../../app/contracts/replayJob.ts';
import { demoSceneOf } from '../../app/demo/site/scene/demoScene.ts';
import { cycleS } from '../../app/demo/site/signals.ts';
import { ReplayFrames } from '../../app/pipeline/traffic/replay.ts';
import { replayCamera } from '../../app/pipeline/traffic/replayCamera.ts';
import { ReplayedRoad } from '../../app/pipeline/traffic/replayedRoad.ts';
import { storedTracks } from '../../app/pipeline/traffic/storedTracks.ts';
import type { Scene } from '../../app/traffic/scene/scene.ts';
import type { SignalChange } from '../../app/traffic/signals/signalChange.ts';
import { openReadable } from '../../main/store/pragmas.ts';
import { sqliteStoredTracks } from '../../main/store/trackStore.ts';
import { demoSignals } from '../fixtures/demoSignals.ts';
import { demoTracks, demoTracksBeginAtMs } from '../fixtures/demoTracks.ts';
import { figureOf, interleave, type Measure, median, ratioOf, type Spent, spentOn } from './measure.ts';
import { inFolder, storesIn } from './storeRows.ts';

const [pairs, turns] = [6, 1];
const weekOfSixteenH = 16 * 7 * 24;
/** Mean flow of a day over that of its rush hour, by the demo's curve of a working day. */
const dayShare = 0.55;

/** A camera of the simulated road: so much of a rush hour is simulated, whole cycles of its signals, and stored again and again. */
interface Watched {
  readonly camera: string;
  readonly what: string;
  readonly pieceMs: number;
  readonly pieces: number;
}

const motorway: Watched = { camera: 'motorway-north', what: 'motorway', pieceMs: 300_000, pieces: 12 };
const junction: Watched = { camera: 'junction-east', what: 'junction', pieceMs: 6000 * cycleS, pieces: 3 };

/** What an operator changes. */
interface Change {
  readonly of: Watched;
  readonly what: string;
  readonly after: JudgedBy;
  /** What is run otherwise: the same rule with every track; `undefined`: every rule, over both scenes. */
  readonly rule?: string;
}

function changes(): Change[] {
  const rules = {
    'stopped-vehicle': { dwellS: 12 },
    speeding: { onOverKmh: 15 },
    'wrong-way': { leastM: 12 },
    pedestrian: { dwellS: 2 },
    queue: { dwellS: 30 },
  } as const;
  const ofRules = (of: Watched, names: readonly (keyof typeof rules)[]): Change[] =>
    names.map((rule) => ({ of, rule, what: rule, after: { scene: sceneOf(of), siteRules: { [rule]: rules[rule] } } }));
  const scenes = (of: Watched): Change => ({
    of,
    what: 'a zone moved',
    after: { scene: moved(sceneOf(of)), siteRules: {} },
  });
  return [
    ...ofRules(motorway, ['stopped-vehicle', 'speeding', 'wrong-way', 'pedestrian', 'queue']),
    scenes(motorway),
    ...ofRules(junction, ['stopped-vehicle', 'queue', 'wrong-way', 'pedestrian']),
    scenes(junction),
  ];
}

/** Nobody may stop on its first carriageway. */
function sceneOf({ camera }: Watched): Scene {
  const scene = demoSceneOf(camera)!;
  const { outline } = scene.zones.find(({ kind }) => kind === 'carriageway')!;
  return {
    ...scene,
    zones: [...scene.zones, { id: 'no-stopping', name: 'no stopping', kind: 'no-stopping', outline }],
  };
}

/** The same with the outline of that zone a little to the side. */
function moved(scene: Scene): Scene {
  const zones = scene.zones.map((zone) =>
    zone.id === 'no-stopping' ? { ...zone, outline: zone.outline.map(({ x, y }) => ({ x: x + 20, y })) } : zone,
  );
  return { ...scene, zones };
}

/**
 * What a changed rule or scene costs over stored tracks, beside the same shown every track; and, extrapolated, in seconds
 * of CPU for a week of sixteen cameras.
 */
export function measureReplay(): Promise<Measure[]> {
  return inFolder(async (folder) => {
    const measures: Measure[] = [];
    const all = changes();
    for (const watched of [motorway, junction]) {
      const own = join(folder, watched.camera);
      const stored = storedOf(watched, own);
      for (const change of all.filter(({ of }) => of === watched)) measures.push(...(await measured(change, stored)));
      stored.close();
    }
    return measures;
  });
}

async function measured({ of, what, after, rule }: Change, stored: Stored): Promise<Measure[]> {
  const before: JudgedBy = { scene: sceneOf(of), siteRules: {} };
  const chosen = (): Spent =>
    spentOn(() => {
      const run = replayCamera({ cameraId: of.camera, before, after }, stored.read(), stored.signals);
      while (!run.next().done);
      return stored.hours;
    });
  const everything = (): Spent => spentOn(() => everyTrack(of, before, after, rule, stored));
  await interleave(1, turns, chosen, everything);
  const windows = await interleave(pairs, turns, chosen, everything);
  const names = { a: 'chosen', b: 'all', unit: 'camera-hours per CPU-s' };
  const ratio = `camera-hours of a ${of.what} replayed for ${what} / the same shown every track`;
  const secondsOfCpu = (weekOfSixteenH * dayShare) / median(windows.a);
  const figure = `CPU-s for ${what}, sixteen cameras of a ${of.what}, a week`;
  const detail = `extrapolated from ${stored.hours.toFixed(2)} h at ${stored.tracksAnHour} tracks/h, day mean ${dayShare} of that`;
  return [
    ratioOf({ goal: 0, what: ratio, bound: '>=', target: 2 }, windows, names),
    figureOf({ goal: 0, what: figure, bound: '<=', target: 60 }, secondsOfCpu, detail, pairs),
  ];
}

interface Stored {
  readonly hours: number;
  readonly tracksAnHour: number;
  readonly signals: readonly SignalChange[];
  read(): ReturnType<typeof storedTracks>;
  close(): void;
}

function storedOf({ camera, pieceMs, pieces }: Watched, folder: string): Stored {
  const stores = storesIn(folder);
  const tracks = demoTracks(camera, { seed: 5, forMs: pieceMs });
  for (let piece = 0; piece < pieces; piece++) {
    const by = { ids: piece * 1_000_000, ms: piece * pieceMs };
    stores.tracks.append(
      tracks.map((one) => ({ ...one, trackId: one.trackId + by.ids, firstAtMs: one.firstAtMs + by.ms })),
    );
  }
  const db = openReadable(join(folder, 'tracks.db'));
  return {
    hours: (pieces * pieceMs) / 3_600_000,
    tracksAnHour: Math.round((tracks.length * 3_600_000) / pieceMs),
    signals: demoSignals(camera, pieces * pieceMs),
    read: () =>
      storedTracks(sqliteStoredTracks(db), camera, demoTracksBeginAtMs, demoTracksBeginAtMs + pieces * pieceMs),
    close() {
      db.close();
      stores.close();
    },
  };
}

function everyTrack(
  { camera }: Watched,
  before: JudgedBy,
  after: JudgedBy,
  rule: string | undefined,
  stored: Stored,
): number {
  const roads = rule
    ? [new ReplayedRoad(camera, [before, after], [rule])]
    : [before, after].map((by) => new ReplayedRoad(camera, [by]));
  const frames = new ReplayFrames(camera, stored.signals);
  for (const track of stored.read()) {
    for (const frame of frames.until(track.firstAtMs)) for (const road of roads) road.take(frame);
    frames.add(track);
  }
  for (const frame of frames.until(Number.POSITIVE_INFINITY)) for (const road of roads) road.take(frame);
  for (const road of roads) road.end();
  return stored.hours;
}

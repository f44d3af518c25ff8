import { describe, expect, it } from 'vitest';
import type { Scenario } from '../../app/demo/simulation/scenario.ts';
import { demoSceneOf } from '../../app/demo/site/scene/demoScene.ts';
import type { Incident } from '../../app/incident/incident.ts';
import { ReplayFrames } from '../../app/pipeline/traffic/replay.ts';
import { replayCamera } from '../../app/pipeline/traffic/replayCamera.ts';
import { ReplayedRoad } from '../../app/pipeline/traffic/replayedRoad.ts';
import { ReplaySieve } from '../../app/pipeline/traffic/replaySieve.ts';
import { changedRules } from '../../app/incident/sieve/changedRules.ts';
import { storedTrackOf } from '../../app/track/storedTrack.ts';
import { CompiledScene } from '../../app/traffic/scene/compiledScene.ts';
import { demoTracks } from '../../e2e/fixtures/demoTracks.ts';
import type { Scene } from '../../app/traffic/scene/scene.ts';

const camera = 'motorway-north';
const changes = {
  'stopped-vehicle': { dwellS: 5 },
  'wrong-way': { leastM: 8 },
  speeding: { onOverKmh: 0, offOverKmh: 0 },
  queue: { leastVehicles: 2, dwellS: 6 },
  pedestrian: { dwellS: 2 },
  cyclist: { dwellS: 2 },
  'illegal-parking': { dwellS: 8 },
} as const;
type Sieved = keyof typeof changes;
const names = Object.keys(changes) as Sieved[];

/** Somebody comes against the traffic, one breaks down, one walks and one cycles where they must not. */
const scenarios = (
  [
    { kind: 'wrong-way', laneId: 'motorway-east-3', fromM: 10, toM: 420, speedMps: 14 },
    { kind: 'breakdown', laneId: 'motorway-west-1', atM: 1690 },
    { kind: 'cyclist-on-carriageway', laneId: 'motorway-east-1', fromM: 26, toM: 420, speedMps: 7 },
    {
      ...{ kind: 'person-on-carriageway', laneId: 'motorway-east-1', fromM: 276, toM: 316 },
      walk: [
        { xM: 272, yM: -15 },
        { xM: 276, yM: -12.4 },
        { xM: 316, yM: -12.4 },
      ],
    },
  ] as const
).map(
  (action): Scenario => ({
    name: action.kind,
    summary: action.kind,
    startS: 5,
    endS: 3600,
    action: action as Scenario['action'],
  }),
);

/** The demo's scene with a lower limit, and carriageways where nobody may stop. */
function sceneOf(): Scene {
  const scene = demoSceneOf(camera)!;
  const carriageways = scene.zones.filter(({ kind }) => kind === 'carriageway');
  const noStopping = carriageways.map((zone) => ({ ...zone, id: `${zone.id}-stop`, kind: 'no-stopping' as const }));
  const lanes = scene.lanes.map((lane) => ({ ...lane, limitKmh: 100 }));
  return { ...scene, lanes, zones: [...scene.zones, ...noStopping] };
}

const tracks = demoTracks(camera, { seed: 11, forMs: 90_000, scenarios }).map(storedTrackOf);
const scene = sceneOf();
const judged = (rules: Scene['rules']) => ({ scene: { ...scene, rules }, siteRules: {} });
const plain = (incidents: readonly Incident[]) => incidents.map((one) => ({ ...one, incidentId: null, partOf: null }));

/** What rules find that are shown every track. */
function foundInAll(): readonly (readonly Incident[])[] {
  const road = new ReplayedRoad(camera, [judged({}), judged(changes)], names);
  const frames = new ReplayFrames(camera, []);
  for (const track of tracks) {
    for (const frame of frames.until(track.firstAtMs)) road.take(frame);
    frames.add(track);
  }
  for (const frame of frames.until(Number.POSITIVE_INFINITY)) road.take(frame);
  return road.end();
}

function foundBySieve(rules: Partial<typeof changes>) {
  const run = replayCamera({ cameraId: camera, before: judged({}), after: judged(rules) }, tracks);
  let step = run.next();
  while (!step.done) step = run.next();
  return step.value;
}

describe('tracks that are left out of a replay make no difference', () => {
  const inAll = foundInAll();

  it.each(names)('to what %s finds, by the settings before and by those after', (name) => {
    const { before, after } = foundBySieve({ [name]: changes[name] });
    const [allBefore, allAfter] = inAll.map((found) => found.filter(({ type }) => type === name));
    expect([plain(before!), plain(after)]).toEqual([plain(allBefore!), plain(allAfter!)]);
  });

  it('to what all of them find together', () => {
    const { before, after } = foundBySieve(changes);
    expect([plain(before!), plain(after)]).toEqual(inAll.map(plain));
  });

  it('although every one of the rules finds something there', () => {
    const types = new Set(inAll.flat().map(({ type }) => type));
    expect(names.filter((name) => !types.has(name))).toEqual([]);
  });

  it.each<[Sieved, number]>([
    ['stopped-vehicle', 0.6],
    ['pedestrian', 0.2],
    ['cyclist', 0.2],
  ])('and are most of them: for %s less than a share of %d is looked at', (name, share) => {
    const compiled = new CompiledScene(scene);
    const sieve = ReplaySieve.of(
      camera,
      compiled,
      changedRules({ scene: compiled, rules: {} }, { scene: compiled, rules: { [name]: changes[name] } }),
    )!;
    const chosen = [...sieve.chosen(tracks)].filter((track) => typeof track !== 'number');
    expect(chosen.length).toBeLessThan(share * tracks.length);
  });
});

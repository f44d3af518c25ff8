import { describe, expect, it } from 'vitest';
import type { Scenario } from '../../app/demo/simulation/scenario.ts';
import { demoSceneOf } from '../../app/demo/site/scene/demoScene.ts';
import type { Incident } from '../../app/incident/incident.ts';
import type { RulesSettings } from '../../app/incident/settings.ts';
import { ReplayFrames } from '../../app/pipeline/traffic/replay.ts';
import { replayCamera } from '../../app/pipeline/traffic/replayCamera.ts';
import { ReplayedRoad } from '../../app/pipeline/traffic/replayedRoad.ts';
import { storedTrackOf } from '../../app/track/storedTrack.ts';
import type { Scene } from '../../app/traffic/scene/scene.ts';
import type { SignalChange } from '../../app/traffic/signals/signalChange.ts';
import { demoSignals } from '../../e2e/fixtures/demoSignals.ts';
import { demoTracks } from '../../e2e/fixtures/demoTracks.ts';

const camera = 'junction-south';
const forMs = 240_000;
/** At a junction everybody stands: only with short dwells there is something to be found. */
const before: RulesSettings = {
  'stopped-vehicle': { waitingDwellS: 50 },
  'illegal-parking': { dwellS: 40, behindDwellS: 50 },
  queue: { leastVehicles: 3, dwellS: 10, beforeStopDwellS: 30 },
};
const after = {
  'stopped-vehicle': { waitingDwellS: 35, dwellS: 5, unmovedDwellS: 5, afterGreenS: 5 },
  'illegal-parking': { dwellS: 25, behindDwellS: 30 },
  queue: { leastVehicles: 3, dwellS: 10, beforeStopDwellS: 40 },
  'unauthorised-area': { dwellS: 1 },
} as const;
const names = Object.keys(after) as (keyof typeof after)[];
const scenarios: Scenario[] = [
  {
    ...{ name: 'breakdown', summary: 'breakdown', startS: 20, endS: 3600 },
    action: { kind: 'breakdown', laneId: 'cross-south-out', atM: 30 } as Scenario['action'],
  },
];

/** The demo's scene, where nobody may stop on carriageways, nor anybody be on one crossing. */
function sceneOf(): Scene {
  const scene = demoSceneOf(camera)!;
  const zones = scene.zones.flatMap((zone): Scene['zones'] =>
    zone.kind === 'carriageway' ? [{ ...zone, id: `${zone.id}-stop`, kind: 'no-stopping' }] : [],
  );
  const crossing = scene.zones.find(({ kind }) => kind === 'crossing')!;
  return { ...scene, zones: [...scene.zones, ...zones, { ...crossing, id: 'closed', kind: 'restricted' }] };
}

const scene = sceneOf();
const tracks = demoTracks(camera, { seed: 11, forMs, scenarios }).map(storedTrackOf);
const signals = demoSignals(camera, forMs);
const judged = (rules: RulesSettings) => ({ scene: { ...scene, rules }, siteRules: {} });
const plain = (incidents: readonly Incident[]) => incidents.map((one) => ({ ...one, incidentId: null, partOf: null }));

/** What rules find that are shown every track. */
function foundInAll(shown: readonly SignalChange[]): readonly (readonly Incident[])[] {
  const road = new ReplayedRoad(camera, [judged(before), judged(after)], names);
  const frames = new ReplayFrames(camera, shown);
  for (const track of tracks) {
    for (const frame of frames.until(track.firstAtMs)) road.take(frame);
    frames.add(track);
  }
  for (const frame of frames.until(Number.POSITIVE_INFINITY)) road.take(frame);
  return road.end();
}

describe.each<[string, readonly SignalChange[]]>([
  ['whose signals are known', signals],
  ['whose signals are not known', []],
])('at a junction %s tracks that are left out make no difference', (_, shown) => {
  const inAll = foundInAll(shown);

  it.each(names)('to what %s finds, before and after', (name) => {
    const only = { ...before, [name]: after[name] };
    const run = replayCamera({ cameraId: camera, before: judged(before), after: judged(only) }, tracks, shown);
    let step = run.next();
    while (!step.done) step = run.next();
    const [allBefore, allAfter] = inAll.map((found) => found.filter(({ type }) => type === name));
    expect([plain(step.value.before!), plain(step.value.after)]).toEqual([plain(allBefore!), plain(allAfter!)]);
  });

  it('although every one of the rules finds something there', () => {
    const types = new Set(inAll.flat().map(({ type }) => type));
    expect(names.filter((name) => !types.has(name))).toEqual([]);
  });
});

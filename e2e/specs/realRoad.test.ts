import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Incident } from '../../app/incident/incident.ts';
import type { TrackResult } from '../../app/pipeline/analysisResult.ts';
import { ReplayedRoad } from '../../app/pipeline/traffic/replayedRoad.ts';
import type { Scene } from '../../app/traffic/scene/scene.ts';
import { readScene } from '../../app/traffic/scene/sceneFile.ts';
import { scaledScene } from '../../app/traffic/scene/scaledScene.ts';
import { hasTestdata, testdata } from '../fixtures/testdata.ts';

const its = fileURLToPath(new URL('../../main/its.mjs', import.meta.url));
const patientMs = 300_000;

function sceneOf(name: string): Scene {
  const file = fileURLToPath(new URL(`../fixtures/scenes/${name}.json`, import.meta.url));
  return readScene(JSON.parse(readFileSync(file, 'utf8'))).scene!;
}

/** What a scene's rules make of the tracks of a clip, frame by frame as they were seen. */
function judged(tracks: readonly TrackResult[], scene: Scene): Incident[] {
  const replayed = new ReplayedRoad('clip', [{ scene, siteRules: {} }]);
  const times = [...new Set(tracks.flatMap(({ path = [] }) => path.map(([ptsMs]) => ptsMs)))].sort((a, b) => a - b);
  for (const atMs of times) {
    replayed.take({
      ...{ cameraId: 'clip', atMs, signals: new Map() },
      ended: tracks.filter(({ lastPtsMs }) => lastPtsMs < atMs).map(({ trackId }) => trackId),
      tracks: tracks.flatMap(({ trackId, class: className, score, path = [] }) => {
        const point = path.find(([ptsMs]) => ptsMs === atMs);
        if (!point) return [];
        const [, cx, cy, w, h] = point;
        return [{ trackId, className, score, boxInImage: { cx, cy, w, h } }];
      }),
    });
  }
  return [...replayed.end()[0]!];
}

describe.skipIf(!hasTestdata)('incidents on real pictures (needs ../shared/testdata)', () => {
  const folder = mkdtempSync(join(tmpdir(), 'its-real-'));
  const seen = new Map<string, readonly TrackResult[]>();
  const clips: readonly (readonly [file: string, fps: string])[] = [
    ['streams/derived/wrong_way_reversed_adamridene.mp4', '10'],
    ['clips/highway_nl_720p.mp4', '10'],
    ['clips/jaywalkers_3s.mp4', '10'],
    ['clips/parked_street_vfr_75s.mp4', '5'],
    ['clips/frigate_ir_motion_2.mp4', '2'],
    ['clips/frigate_ir_motion_3.mp4', '2'],
  ];

  beforeAll(async () => {
    for (const [file, fps] of clips) {
      const out = join(folder, 'result.json');
      const model = testdata('models/yolo11n_640_b1_int8dyn.onnx');
      await promisify(execFile)(process.execPath, [
        its,
        'analyse',
        testdata(file),
        '--model',
        model,
        '--fps',
        fps,
        '--out',
        out,
      ]);
      seen.set(file, JSON.parse(readFileSync(out, 'utf8')).tracks);
    }
  }, patientMs);
  afterAll(() => rmSync(folder, { recursive: true }));

  const found = (file: string, scene: Scene): Incident[] => judged(seen.get(file)!, scene);
  const types = (incidents: readonly Incident[]): string[] => incidents.map(({ type }) => type);

  it('a motorway played backwards: one wrong-way incident for each of its eleven cars, within 3 s', () => {
    const incidents = found(clips[0]![0], scaledScene(sceneOf('motorway'), { width: 960, height: 540 }));
    expect(types(incidents)).toEqual(Array<string>(11).fill('wrong-way'));
    expect(new Set(incidents.flatMap(({ trackIds }) => trackIds)).size).toBe(11);
    expect(Math.max(...incidents.map(({ beganAtMs, detectedAtMs }) => detectedAtMs - beganAtMs))).toBeLessThan(3000);
  });

  it('control: the same motorway forwards has none', () => {
    expect(found('clips/highway_nl_720p.mp4', sceneOf('motorway'))).toEqual([]);
  });

  it('two people who step off the kerb are pedestrians on the carriageway, within 3 s', () => {
    const incidents = found('clips/jaywalkers_3s.mp4', sceneOf('kerb'));
    expect(types(incidents)).toEqual(['pedestrian', 'pedestrian']);
    expect(Math.max(...incidents.map(({ beganAtMs, detectedAtMs }) => detectedAtMs - beganAtMs))).toBeLessThan(3000);
  });

  it('parked cars are stopped vehicles where parking is no parking zone, and are none where it is', () => {
    const clip = 'clips/parked_street_vfr_75s.mp4';
    expect(found(clip, sceneOf('parked-street'))).toEqual([]);
    const without = types(found(clip, sceneOf('parked-street-no-parking')));
    expect([without.length > 2, new Set(without)]).toEqual([true, new Set(['stopped-vehicle'])]);
  });

  it.each(['clips/frigate_ir_motion_2.mp4', 'clips/frigate_ir_motion_3.mp4'])(
    '%s, an infrared camera in a hall that is taken for a carriageway, has no vehicle incident',
    (clip) => {
      const [width, height] = [178, 100];
      const outline = [0, 1, 2, 3].map((i) => ({ x: i === 1 || i === 2 ? width : 0, y: i > 1 ? height : 0 }));
      const zones = [{ id: 'all', name: 'all', kind: 'carriageway', outline }];
      const { scene } = readScene({ schemaVersion: 1, picture: { width, height }, zones });
      expect(types(found(clip, scene!)).filter((type) => type !== 'pedestrian')).toEqual([]);
    },
  );
});

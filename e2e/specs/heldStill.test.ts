import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SimulatedClock } from '../../app/base/simulatedClock.ts';
import { letterboxOf } from '../../app/detect/letterbox.ts';
import { pictureStatistics } from '../../app/detect/pictureStatistics.ts';
import type { TrackResult } from '../../app/pipeline/analysisResult.ts';
import { CameraChain } from '../../app/pipeline/traffic/cameraChain.ts';
import type { Size } from '../../app/space/box.ts';
import { readScene } from '../../app/traffic/scene/sceneFile.ts';
import { viewConditionOf } from '../../app/traffic/view/viewCondition.ts';
import { ViewMeter } from '../../main/vision/viewMeter.ts';
import { hasTestdata, testdata } from '../fixtures/testdata.ts';

const its = fileURLToPath(new URL('../../main/its.mjs', import.meta.url));
const patientMs = 300_000;
const input: Size = { width: 640, height: 384 };
const [frameMs, heldS] = [200, 60];

const stills = [
  ['rain on the lens', 'Ulm_rainy_evening_roundabout_camC.jpg'],
  ['the sun in the lens', 'QS4_QuerCam04_2019-03-29_18-15-00.png'],
  ['head lamps and a queue by night', 'K50_hannover_night.jpg'],
  ['a dark street', 'KP3_Cam2_QuerCam15_2019-03-26_21-30-00.png'],
  ['cars by night', 'KP6_Cam2_QuerCam11_2019-03-27_21-30-00.png'],
] as const;

interface Still {
  readonly size: Size;
  /** As the detector is given it. */
  readonly rgb: Uint8Array;
  readonly tracks: readonly TrackResult[];
}

/** What YOLO11n finds in a still, and the still as a camera's analysed frame. */
async function seen(file: string, folder: string): Promise<Still> {
  const [film, out] = [join(folder, 'still.mp4'), join(folder, 'result.json')];
  const still = ['-v', 'error', '-y', '-loop', '1', '-framerate', '5', '-i', testdata(`stills/${file}`)];
  const film6 = [
    '-frames:v',
    '6',
    '-vf',
    "scale='min(960,iw)':-2",
    '-c:v',
    'libx264',
    '-crf',
    '12',
    '-pix_fmt',
    'yuv420p',
  ];
  execFileSync('ffmpeg', [...still, ...film6, film]);
  const model = testdata('models/yolo11n_640_b1_int8dyn.onnx');
  await promisify(execFile)(process.execPath, [its, 'analyse', film, '--model', model, '--out', out]);
  const { source, tracks } = JSON.parse(readFileSync(out, 'utf8'));
  const { width, height } = input;
  const box = `scale=${width}:${height}:force_original_aspect_ratio=decrease,format=rgb24,pad=${width}:${height}:(ow-iw)/2:(oh-ih)/2`;
  const raw = ['-frames:v', '1', '-vf', box, '-f', 'rawvideo', '-'];
  const rgb = execFileSync('ffmpeg', ['-v', 'error', '-i', film, ...raw], { maxBuffer: 1e7 });
  return { size: { width: source.width, height: source.height }, rgb, tracks };
}

/**
 * The incidents of a camera that shows one picture for a minute, by type. Its whole picture is a carriageway.
 * @param isLive the pictures are told to move, as they would with a road on which everybody really stands
 */
async function incidentTypes({ size, rgb, tracks }: Still, isLive = false): Promise<string[]> {
  const outline = [0, 1, 2, 3].map((k) => ({ x: k === 1 || k === 2 ? size.width : 0, y: k > 1 ? size.height : 0 }));
  const zones = [{ id: 'road', name: 'road', kind: 'carriageway', outline }];
  const { scene } = readScene({ schemaVersion: 1, picture: size, zones });
  let ids = 0;
  const chain = new CameraChain({ cameraId: 'still', scene: scene!, sceneVersion: null, newId: () => `i${++ids}` });
  const clock = new SimulatedClock();
  const meter = new ViewMeter(clock, null, { isRecorded: false });
  const looks = pictureStatistics(rgb, input.width, letterboxOf(size, input))!;
  const types = new Map<string, string>();
  for (let atMs = 0; atMs < heldS * 1000; atMs += frameMs) {
    meter.frame(rgb, input, size);
    const watched = { view: viewConditionOf(meter.view()), isRepeated: meter.isRepeated };
    const { changes } = chain.step(
      {
        ...{ cameraId: 'still', atMs: clock.wallMs(), ended: [], signals: new Map() },
        tracks: tracks.flatMap(({ trackId, class: className, score, path }) => {
          const [, cx, cy, w, h] = path!.at(-1)!;
          return [{ trackId, className, score, boxInImage: { cx, cy, w, h } }];
        }),
      },
      { ...looks, ...(isLive ? { view: 'good', isRepeated: false } : watched) },
    );
    for (const { incident } of changes) types.set(incident.incidentId, incident.type);
    await clock.advance(frameMs);
  }
  return [...types.values()];
}

describe.skipIf(!hasTestdata)(
  'a real still that a hanging camera shows for a minute (needs ../shared/testdata)',
  () => {
    const folder = mkdtempSync(join(tmpdir(), 'its-still-'));
    const shown = new Map<string, Still>();
    beforeAll(async () => {
      for (const [, file] of stills) shown.set(file, await seen(file, folder));
    }, patientMs);
    afterAll(() => rmSync(folder, { recursive: true }));

    it.each(stills)('%s: a camera that stands still, and no traffic incident (%s)', async (_, file) => {
      expect(await incidentTypes(shown.get(file)!)).toEqual(['camera-tampered']);
    });

    it('control: cars are found in them, and in a living picture they are vehicles that have stopped', async () => {
      const found = await Promise.all([...shown.values()].map((still) => incidentTypes(still, true)));
      expect(new Set(found.flat())).toContain('stopped-vehicle');
      expect(found.filter((types) => types.includes('stopped-vehicle')).length).toBeGreaterThan(1);
    });
  },
);

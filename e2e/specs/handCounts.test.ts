import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasTestdata, testdata } from '../fixtures/testdata.ts';

const its = fileURLToPath(new URL('../../main/its.mjs', import.meta.url));
const run = promisify(execFile);
const patient = 600_000;

interface Crossing {
  readonly direction: 'forward' | 'backward';
  readonly class: string;
  readonly ptsMs: number;
}

/** Clips whose crossings were counted by eye: the line, and seconds of each crossing where they were noted. */
const counted = [
  {
    clip: 'highway_nl_720p',
    line: '60,450,1230,450',
    forward: [1.9, 2.0, 3.2, 4.3, 4.4, 7.9, 8.1, 8.5, 9.3, 10.1, 10.4],
    backward: [],
  },
  {
    clip: 'suburb_road_38s',
    line: '245,240,639,240',
    forward: [1.0, 3.4, 5.7, 7.9, 10.3, 17.9, 20.2, 30.0],
    backward: [],
  },
  {
    clip: 'parked_street_vfr_75s',
    line: '420,50,420,240',
    forward: [5.2, 15.5, 26.4, 30.5],
    backward: [14.8, 46.8, 55.5, 64.8],
  },
];

describe.skipIf(!hasTestdata)('its analyse equals the hand counts (skipped where shared/testdata is absent)', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'its-counts-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  async function analyse(source: string, ...args: string[]) {
    const out = join(folder, 'result.json');
    const model = testdata('models/yolo11n_640_dynbatch_fp32.onnx');
    const env = { ...process.env, ITS_HOME: folder };
    await run(process.execPath, [its, 'analyse', source, '--model', model, ...args, '--out', out], { env });
    return JSON.parse(readFileSync(out, 'utf8'));
  }

  it.each(counted)(
    '$clip',
    async ({ clip, line, forward, backward }) => {
      const { crossings } = await analyse(testdata(`clips/${clip}.mp4`), '--line', `a=${line}`, '--no-paths');
      const secondsOf = (direction: string): number[] =>
        crossings.flatMap((each: Crossing) => (each.direction === direction ? [each.ptsMs / 1000] : []));
      expect({ forward: secondsOf('forward').length, backward: secondsOf('backward').length }).toEqual({
        forward: forward.length,
        backward: backward.length,
      });
      const far = (seen: number[], noted: number[]) =>
        seen.filter((at, place) => Math.abs(at - (noted[place] ?? 0)) > 2);
      expect([far(secondsOf('forward'), forward), far(secondsOf('backward'), backward)]).toEqual([[], []]);
    },
    patient,
  );

  it(
    'junction_signals_opendatacam, and the whole result has the documented shape',
    async () => {
      const result = await analyse(
        testdata('clips/junction_signals_opendatacam.mp4'),
        '--line',
        'near=110,290,470,290',
      );
      const { counts, lines, tracks, crossings, timing, ...rest } = result;
      expect(counts.near.forward).toBeGreaterThanOrEqual(22);
      expect(counts.near.forward).toBeLessThanOrEqual(24);
      expect(counts.near.backward).toBe(0);
      expect(rest).toEqual({
        schemaVersion: 1,
        source: { width: 640, height: 360, codec: 'h264', durationMs: expect.closeTo(16_630, -2) },
        model: { sha256: expect.stringMatching(/^[0-9a-f]{64}$/), inputShape: [0, 3, 640, 640], backend: 'cpu' },
        frames: { decoded: 499, analysed: 499 },
      });
      expect(lines).toEqual([{ name: 'near', from: { x: 110, y: 290 }, to: { x: 470, y: 290 } }]);
      expect(Object.keys(timing)).toEqual(['wallMs', 'cpuMs']);
      expect(Object.keys(tracks[0])).toEqual(['trackId', 'class', 'score', 'firstPtsMs', 'lastPtsMs', 'path']);
      expect(tracks[0].path[0]).toHaveLength(5);
      expect(Object.keys(crossings[0])).toEqual(['line', 'trackId', 'class', 'direction', 'ptsMs']);
    },
    patient,
  );
});

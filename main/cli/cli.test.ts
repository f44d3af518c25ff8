import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasTestdata, testdata } from '../../e2e/fixtures/testdata.ts';

const its = fileURLToPath(new URL('../its.mjs', import.meta.url));
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'its-cli-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function call(...args: string[]): { status: number | null; stdout: string; stderr: string } {
  const env = { ...process.env, ITS_HOME: folder };
  const { status, stdout, stderr } = spawnSync(process.execPath, [its, ...args], { encoding: 'utf8', env });
  return { status, stdout, stderr };
}

describe('the command line', () => {
  it('lists its commands when asked, and ends with 2 for one it does not know', () => {
    expect(call('help')).toMatchObject({ status: 0, stdout: '' });
    const unknown = call('count');
    expect([unknown.status, unknown.stderr.split('\n')[0]]).toEqual([2, 'There is no command "count".']);
  });

  it.each([
    ['usage', ['analyse'], 2, 'its analyse: Name the SOURCE: a video file or a camera URL.'],
    ['an unknown option', ['doctor', '--jsn'], 2, "its doctor: Unknown option '--jsn'"],
    ['a missing source', ['analyse', 'nowhere.mp4', '--model', 'm.onnx'], 3, 'its analyse: '],
    ['a scheme that is no source', ['analyse', 'concat:a|b', '--model', 'm.onnx'], 3, 'its analyse: '],
    ['a station without a folder', ['station'], 2, 'its station: Name the folder for the station’s own files'],
  ])('ends with its code and one sentence for %s', (_, args, status, sentence) => {
    const ended = call(...args);
    expect([ended.status, ended.stdout, ended.stderr.slice(0, sentence.length)]).toEqual([status, '', sentence]);
  });

  it('doctor gives its findings as JSON', () => {
    const { stdout } = call('doctor', '--json');
    const { schemaVersion, findings } = JSON.parse(stdout) as { schemaVersion: number; findings: { name: string }[] };
    expect([schemaVersion, findings.map(({ name }) => name)]).toEqual([
      1,
      [
        'Node',
        'ffmpeg',
        'hardware decoding',
        'page',
        'own detector',
        'demo site',
        'Electron runtime',
        'browser',
        'inference backends',
        'processor and memory',
        'free disk space',
        'clock',
      ],
    ]);
  });
});

describe.skipIf(!hasTestdata)('its analyse on bad input (skipped where shared/testdata is absent)', () => {
  it.each([
    ['zero bytes', 'zero_bytes.mp4'],
    ['a JPEG named .mp4', 'not_a_video_jpeg.mp4'],
    ['sound without a picture', 'audio_only.mp4'],
    ['a film without its index', 'truncated_no_moov.mp4'],
  ])('%s ends with 3 and one sentence', (_, file) => {
    const ended = call('analyse', testdata(`streams/derived/${file}`), '--model', 'unread.onnx');
    expect([ended.status, ended.stdout, ended.stderr.trim().split('\n').length]).toEqual([3, '', 1]);
  });

  it('a model that is no ONNX file ends with 4', () => {
    const file = join(folder, 'broken.onnx');
    writeFileSync(file, 'this is no model');
    const ended = call('analyse', testdata('clips/moonfire_1fps.mp4'), '--model', file);
    expect([ended.status, ended.stdout]).toEqual([4, '']);
    expect(ended.stderr).toContain('its analyse: ');
  });

  it('a model that finds nothing ends with 4 and says so', () => {
    const model = testdata('models/yolo11n_640_b1_qdq_BROKEN.onnx');
    const ended = call('analyse', testdata('clips/moonfire_1fps.mp4'), '--model', model);
    expect([ended.status, /finds nothing in the known street picture/.test(ended.stderr)]).toEqual([4, true]);
  }, 240_000);
});

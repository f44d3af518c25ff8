import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { carsOverTheLine, toyTruth } from '../../app/demo/truth/testing/toyRoad.ts';
import { main } from './cli.ts';

const folder = mkdtempSync(join(tmpdir(), 'its-score-'));
afterAll(() => rmSync(folder, { recursive: true }));
const truthFile = join(folder, 'truth.jsonl');
const lines = toyTruth(carsOverTheLine()).map((record) => JSON.stringify(record));
writeFileSync(truthFile, lines.map((line) => `${line}\n`).join(''));

/** A result that counted the car, and has no paths. */
const result = {
  schemaVersion: 1,
  source: { width: 640, height: 384, codec: 'h264', durationMs: 2400 },
  frames: { decoded: 30, analysed: 30 },
  tracks: [{ trackId: 1, class: 'car', score: 0.9, firstPtsMs: 0, lastPtsMs: 2320 }],
  crossings: [],
  counts: { near: { forward: 0, backward: 1, byClass: { truck: { forward: 0, backward: 1 } } } },
};

function file(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}
const resultFile = file('result.json', JSON.stringify(result));

let said = '';
beforeEach(() => {
  said = '';
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    said += String(text);
    return true;
  });
});
afterEach(() => void vi.restoreAllMocks());

describe('its score', () => {
  it('writes counts by line, direction and class, and a table to read', async () => {
    const out = join(folder, 'score.json');
    expect(await main(['score', '--truth', truthFile, '--result', resultFile, '--out', out])).toBe(0);
    const right = { truth: 1, found: 1, error: 0, relativeError: 0 };
    const none = { truth: 0, found: 0, error: 0, relativeError: null };
    expect(JSON.parse(readFileSync(out, 'utf8'))).toEqual({
      schemaVersion: 1,
      camera: 'toy',
      counts: {
        lines: {
          near: {
            forward: { ...none, byClass: {} },
            backward: {
              ...right,
              byClass: {
                car: { truth: 1, found: 0, error: -1, relativeError: -1 },
                truck: { truth: 0, found: 1, error: 1, relativeError: null },
              },
            },
          },
        },
        matchedByPlace: [],
        total: right,
        notAnalysed: [],
      },
      boxes: null,
      incidents: null,
    });
    expect(said).toBe(
      [
        'camera toy',
        '',
        'counts         truth  found          error',
        'near forward       0      0              0',
        'near backward      1      1      0 (0.0 %)',
        '  car              1      0  -1 (-100.0 %)',
        '  truck            0      1             +1',
        'all                1      1      0 (0.0 %)',
        '',
        'no boxes: the result has no paths',
        '',
        'no incidents: the analysis had no scene',
        '',
      ].join('\n'),
    );
  });

  it('says which lines it matched by their place, and refuses one of the same name that lies elsewhere', async () => {
    const [, ends = ''] = (JSON.parse(lines[0]!).cameras[0].analyseArguments[1] as string).split('=');
    const [x1, y1, x2, y2] = ends.split(',').map(Number);
    const counted = { forward: 1, backward: 0, byClass: {} };
    const drawn = { name: 'gate', from: { x: x2, y: y2 }, to: { x: x1, y: y1 } };
    const other = file('gate.json', JSON.stringify({ ...result, lines: [drawn], counts: { gate: counted } }));
    expect(
      await main(['score', '--truth', truthFile, '--result', other, '--out', join(folder, 'gate-score.json')]),
    ).toBe(0);
    expect(said).toContain(
      'near is "gate" in the result (matched by place), drawn the other way: its directions are exchanged here\n',
    );
    expect(said).toContain('near backward      1      1      0 (0.0 %)\n');

    const high = { name: 'near', from: { x: 10, y: 20 }, to: { x: 300, y: 20 } };
    const elsewhere = file('elsewhere.json', JSON.stringify({ ...result, lines: [high] }));
    expect(await main(['score', '--truth', truthFile, '--result', elsewhere])).toBe(1);
    expect(said).toContain(
      'Truth and result do not belong together: the line "near" lies at 10,20,300,20; in the truth it',
    );
  });

  it('names an incident that was missed, and one that never was', async () => {
    const place = { image: { x: 300, y: 200 }, ground: null, laneId: null, zoneId: null };
    const incident = {
      ...{
        incidentId: 'i',
        type: 'speeding',
        severity: 'medium',
        cameraId: 'video',
        place,
        trackIds: [1],
        boxes: [],
      },
      ...{ beganAtMs: 0, detectedAtMs: 1200, lastSeenAtMs: 2000, endedAtMs: null, confidence: 0.9, evidence: [] },
      ...{ partOf: null, sceneVersion: null, hasPicture: false },
    };
    const found = file('incidents.json', JSON.stringify({ ...result, incidents: [incident] }));
    const out = join(folder, 'incidents-score.json');
    expect(await main(['score', '--truth', truthFile, '--result', found, '--out', out])).toBe(0);
    const { incidents } = JSON.parse(readFileSync(out, 'utf8'));
    expect([incidents.byType, incidents.false.length, said.includes('false: speeding at 1.2 s')]).toEqual([
      { breakdown: { truth: 1, detected: 0, missed: 1, delaysS: [] } },
      1,
      true,
    ]);
  });

  it.each([
    ['nothing to compare', ['--truth', truthFile], 2, 'Both --truth T.jsonl and --result R.json are needed.'],
    [
      'a camera that is not there',
      ['--truth', truthFile, '--result', resultFile, '--camera', 'north'],
      2,
      'It has: toy.',
    ],
    ['no truth', ['--truth', join(folder, 'none'), '--result', resultFile], 3, 'does not exist. Check the path.'],
    ['no result', ['--truth', truthFile, '--result', join(folder, 'none')], 3, 'does not exist. Check the path.'],
    ['a folder', ['--truth', folder, '--result', resultFile], 3, 'cannot be read (EISDIR).'],
    [
      'a torn truth',
      ['--truth', file('torn.jsonl', lines.slice(0, 9).join('\n')), '--result', resultFile],
      3,
      'The truth is torn, its last line is missing (line 9). Make it again with its simulate.',
    ],
    ['a result of something else', ['--truth', truthFile, '--result', truthFile], 3, 'The result is not JSON.'],
    [
      'truth and result of two films',
      [
        ...['--truth', truthFile, '--result'],
        file('other.json', JSON.stringify({ ...result, source: { ...result.source, width: 1920 } })),
      ],
      1,
      'Truth and result do not belong together: camera toy has 640x384 pixels, the result 1920x384.',
    ],
  ])('ends with its code and one sentence for %s', async (_, args, code, sentence) => {
    expect([await main(['score', ...args]), said.split('\n')[0]?.includes(sentence) || said]).toEqual([code, true]);
  });
});

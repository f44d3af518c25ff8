import { readdirSync, readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '../base/error.ts';
import { hasTestdata, testdata } from '../../e2e/fixtures/testdata.ts';
import type { FinishedTrack } from './finishedTrack.ts';
import { pathOf } from './pathColumns.ts';
import { decodeColumns, decodePath, encodePath, quantisedTrack } from './pathCodec.ts';

type Path = FinishedTrack['path'];

function onGrid(path: Path): Path {
  return quantisedTrack({ ...trackHead, path }).path;
}

const trackHead = {
  cameraId: 'a',
  epoch: 1,
  trackId: 7,
  className: 'car',
  score: 0.8,
  firstAtMs: 0,
  width: 640,
  height: 360,
};
const number = fc.double({ min: -1e9, max: 1e9, noNaN: true });
const anyPath = fc.array(fc.tuple(number, number, number, number, number), { maxLength: 60 });

describe('the path of a track as bytes', () => {
  it.each<[string, Path]>([
    ['no point', []],
    ['one point', [[1_234_567, 320.25, 180.5, 64, 48.5]]],
    ['a steady car', Array.from({ length: 40 }, (_, at) => [at * 200, 10 + at * 8.25, 200, 60, 40] as Path[number])],
    [
      'a stream that jumps in time and place',
      [
        [0, 1, 1, 1, 1],
        [40, 1, 1, 1, 1],
        [9e12, 4095, 1, 1, 1],
        [9e12 + 40, 1, 1, 1, 1],
      ],
    ],
  ])('comes back whole: %s', (_, path) => {
    expect(decodePath(encodePath(path))).toEqual(path);
  });

  it('comes back in columns too, one path after the other in the same array', () => {
    const scratch = new Float64Array(5 * 30);
    const paths = [3, 30, 7].map((length) =>
      Array.from({ length }, (_, at): Path[number] => [at * 200, length + at * 8.25, 200, 60, 40]),
    );
    const back = paths.map((path) => {
      const columns = decodeColumns(encodePath(path), scratch);
      return [columns.values === scratch, pathOf(columns)];
    });
    expect(back).toEqual(paths.map((path) => [true, path]));
    expect(decodeColumns(encodePath(paths[1]!), new Float64Array(5 * 29)).values).toHaveLength(5 * 30);
  });

  it('comes back on the grid for any finite path', () => {
    fc.assert(
      fc.property(anyPath, (path) => {
        expect(decodePath(encodePath(path))).toEqual(onGrid(path));
      }),
    );
  });

  it('moves no centre by more than 0.125 px, no size by more than 0.25 px and no time by more than 0.5 ms', () => {
    const limits = [0.5, 0.125, 0.125, 0.25, 0.25];
    fc.assert(
      fc.property(anyPath, (path) => {
        const back = decodePath(encodePath(path));
        const beyond = path.filter((point, at) =>
          point.some((value, column) => Math.abs(value - (back[at]?.[column] ?? NaN)) > (limits[column] ?? 0) + 1e-6),
        );
        expect(beyond).toEqual([]);
      }),
    );
  });

  it.each([NaN, Infinity, -Infinity, 1e300])('refuses %s instead of storing nonsense', (value) => {
    expect(() => encodePath([[0, value, 0, 1, 1]])).toThrow(
      new AppError('invalid-argument', `A track path holds the value ${value}, which is no place and no time.`),
    );
  });

  it('gives data-loss and nothing else for bytes that are no path', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
        try {
          decodePath(bytes);
        } catch (thrown) {
          expect(thrown).toMatchObject({ name: 'AppError', code: 'data-loss' });
        }
      }),
    );
    const whole = encodePath([
      [0, 1, 2, 3, 4],
      [200, 2, 3, 4, 5],
      [400, 3, 4, 5, 6],
    ]);
    expect(() => decodePath(whole.subarray(0, whole.length - 1))).toThrow('ends too early');
    expect(() => decodePath(Uint8Array.of(9))).toThrow('unknown format 9');
  });
});

describe.skipIf(!hasTestdata)('on the hand-labelled cars of KITTI (skipped where shared/testdata is absent)', () => {
  it('takes about 120 bytes a track of 52 points', () => {
    const paths = kittiPaths();
    const points = paths.reduce((sum, path) => sum + path.length, 0);
    const bytes = paths.reduce((sum, path) => sum + encodePath(path).length, 0);
    expect({ tracks: paths.length, points: Math.round((points / paths.length) * 10) / 10 }).toEqual({
      tracks: 210,
      points: 51.7,
    });
    expect(bytes / paths.length).toBeGreaterThan(117);
    expect(bytes / paths.length).toBeLessThan(121);
  });
});

function kittiPaths(): Path[] {
  const paths = new Map<string, Path>();
  for (const file of readdirSync(testdata('kitti-cars/labels'))) {
    for (const line of readFileSync(testdata(`kitti-cars/labels/${file}`), 'utf8')
      .trim()
      .split('\n')) {
      const [frame = '', id = '', , , , , ...rest] = line.split(' ');
      if (id === '-1') continue;
      const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = rest.map(Number);
      const path = paths.get(file + id) ?? [];
      path.push([Number(frame) * 100, (x1 + x2) / 2, (y1 + y2) / 2, x2 - x1, y2 - y1]);
      paths.set(file + id, path);
    }
  }
  return [...paths.values()];
}

import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runMeasure } from './measure.ts';

const folder = mkdtempSync(join(tmpdir(), 'measure-'));

function written(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const corners = [
  [0, 0],
  [1000, 0],
  [1000, 500],
  [0, 500],
].map(([x = 0, y = 0]) => ({ image: { x, y }, ground: { xM: x / 10, yM: 50 - y / 10 } }));
const scene = written(
  'scene.json',
  JSON.stringify({
    schemaVersion: 1,
    picture: { width: 1000, height: 500 },
    calibration: { method: 'points', pairs: corners, controlPoints: [], controlLengths: [] },
    lines: [{ id: 'gate', name: 'gate', from: { x: 500, y: 300 }, to: { x: 500, y: 100 } }],
  }),
);
/** One vehicle a second for a minute, 60 m eastward at 20 m/s. */
const vehicles = Array.from({ length: 60 }, (_, id) =>
  Array.from({ length: 31 }, (_point, i) => `${id};${20 + 2 * i};30;${id + i / 10}`).join('\n'),
);
const trajectories = written('trajectories.csv', `TrajID;x;y;Time\n${vehicles.join('\n')}\n`);
const out = join(folder, 'out.json');

it('writes what the lines of a scene carried, by the minute, with quantities and their limits', async () => {
  const begin = '2026-03-01T12:00:00Z';
  expect(await runMeasure([trajectories, '--scene', scene, '--begin', begin, '--out', out])).toBe(0);
  const result = JSON.parse(readFileSync(out, 'utf8'));
  expect(result).toMatchObject({ schemaVersion: 1, trajectories: 60 });
  const [minute] = result.intervals.filter(({ element }: { element: { id: string } }) => element.id === 'gate');
  expect(minute).toMatchObject({ beginAtMs: Date.parse(begin), lengthMs: 60_000, grade: 'A', flags: [] });
  // The last two cross after the minute.
  expect(minute.sums.counts).toEqual({ vehicle: { forward: 59, backward: 0 } });
  expect(minute.quantities.timeMeanSpeed.value).toBeCloseTo(72, 3);
  expect(minute.quantities.headway.value).toBeCloseTo(1, 6);
});

it.each([
  { argv: [trajectories], exitCode: 2, says: '--scene SCENE.json' },
  { argv: [trajectories, '--scene', scene, '--interval', '7'], exitCode: 2, says: '10, 60, 300, 900, 3600' },
  { argv: [trajectories, '--scene', scene, '--begin', 'noon'], exitCode: 2, says: '2026-03-01T11:30:00Z' },
  { argv: [join(folder, 'none.csv'), '--scene', scene], exitCode: 3, says: 'does not exist' },
  { argv: [scene, '--scene', scene], exitCode: 3, says: 'TrajID;x;y;Time' },
  { argv: [trajectories, '--scene', trajectories], exitCode: 3, says: 'is not JSON' },
  { argv: [trajectories, '--scene', written('bad.json', '{}')], exitCode: 3, says: 'is not a scene (schemaVersion' },
])('says what is wrong: $says', async ({ argv, exitCode, says }) => {
  await expect(runMeasure(argv)).rejects.toMatchObject({ exitCode, message: expect.stringContaining(says) });
});

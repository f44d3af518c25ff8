import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { hasTestdata, testdata } from '../../../../e2e/fixtures/testdata.ts';
import { type Scene, sceneSchema } from '../../scene/scene.ts';
import type { Interval } from '../interval.ts';
import { added } from '../rollUp.ts';
import { measureTrajectories } from './measureTrajectories.ts';
import { parseTrajectories } from './trajectories.ts';

describe('a trajectory file', () => {
  it('is read by vehicle, with times in milliseconds, in order of time', () => {
    const text = '\uFEFFTrajID;x;y;Time\r\n7;1.5;2;0.1\r\n8;0;0;0.05\r\n7;1;2;0.05\r\n\r\n';
    expect(parseTrajectories(text)).toEqual([
      {
        id: '7',
        className: 'vehicle',
        points: [
          { atMs: 50, xM: 1, yM: 2 },
          { atMs: 100, xM: 1.5, yM: 2 },
        ],
      },
      { id: '8', className: 'vehicle', points: [{ atMs: 50, xM: 0, yM: 0 }] },
    ]);
  });

  it('may say classes', () => {
    expect(parseTrajectories('TrajID;x;y;Time;Class\n1;0;0;0;bus')[0]!.className).toBe('bus');
  });

  it.each([
    ['id,x,y\n1,2,3', 'The first line of a trajectory file must be TrajID;x;y;Time'],
    ['TrajID;x;y;Time\n1;2;drei;4', 'Line 2 is not TrajID;x;y;Time'],
    ['TrajID;x;y;Time\n1;2;3;4\n1;2;3', 'Line 3 is not TrajID;x;y;Time'],
    ['TrajID;x;y;Time\n', 'has no points'],
    ['', 'The first line of a trajectory file must be'],
  ])('is refused with the line that is wrong: %j', (text, sentence) => {
    expect(() => parseTrajectories(text)).toThrow(sentence);
  });
});

/** A plan of the junction at ten pixels a metre, drawn by hand; its ground is UTM. */
const [leftM, topM] = [424_060, 5_662_280];
const at = (xM: number, yM: number) => ({ x: (424_000 + xM - leftM) * 10, y: (topM - 5_662_000 - yM) * 10 });
const corners = [
  [0, 0],
  [1000, 0],
  [1000, 700],
  [0, 700],
].map(([x = 0, y = 0]) => ({ image: { x, y }, ground: { xM: leftM + x / 10, yM: topM - y / 10 } }));

const junction: Scene = sceneSchema.parse({
  schemaVersion: 1,
  picture: { width: 1000, height: 700 },
  calibration: { method: 'points', pairs: corners, controlPoints: [], controlLengths: [] },
  lines: [
    { id: 'west', name: 'west', from: at(100, 240), to: at(100, 260) },
    { id: 'east', name: 'east', from: at(130, 232), to: at(130, 250) },
  ],
  sections: [{ id: 'main', name: 'main', fromLineId: 'east', toLineId: 'west' }],
});

const lineSums = (intervals: readonly Interval[], kind: string, id: string) =>
  added(intervals.filter(({ element }) => element.kind === kind && element.id === id).map(({ sums }) => sums));

it('a vehicle is measured where its points are, to the tenth of a metre per second', () => {
  const points = Array.from({ length: 200 }, (_, i) => `1;${424_140 - 0.5 * i};${5_662_245};${2 + i / 20}`);
  const intervals = measureTrajectories(parseTrajectories(['TrajID;x;y;Time', ...points].join('\n')), junction, {
    ...{ cameraId: 'trajectories', beginAtMs: 0 },
  });
  const west = lineSums(intervals, 'line', 'west');
  expect(west.counts).toEqual({ vehicle: { forward: 0, backward: 1 } });
  expect(west.speedSum).toBeCloseTo(10, 1);
  expect(lineSums(intervals, 'section', 'main')).toMatchObject({ travelN: 1 });
  expect(lineSums(intervals, 'section', 'main').travelSumS).toBeCloseTo(3, 2);
});

describe('trajectories that cannot lie on the road of the scene are refused', () => {
  const measured = (xM: number, yM: number, scene: Scene) => () => {
    const trajectories = parseTrajectories(`TrajID;x;y;Time\n1;${xM};${yM};0\n1;${xM + 1};${yM};1`);
    return measureTrajectories(trajectories, scene, { cameraId: 'a', beginAtMs: 0 });
  };

  it('when the scene has no metres, or others', () => {
    expect(measured(424_100, 5_662_250, { ...junction, calibration: null })).toThrow('has no calibration');
    expect(measured(0, 0, junction)).toThrow('lie kilometres away');
    expect(measured(424_100, 5_662_250, junction)).not.toThrow();
  });
});

const whereFrom = hasTestdata ? '' : ' (skipped: ../shared/testdata is not beside the checkout)';
describe.skipIf(!hasTestdata)(`a quarter of an hour of a real junction${whereFrom}`, () => {
  const folder = testdata('annotated/radeberg_trajectories');
  const file = hasTestdata ? readdirSync(folder).find((name) => name.includes('12-00-00')) : undefined;

  it('is counted as its points cross the lines, and travels as long', () => {
    const trajectories = parseTrajectories(readFileSync(`${folder}/${file}`, 'utf8'));
    const intervals = measureTrajectories(trajectories, junction, { cameraId: 'trajectories', beginAtMs: 0 });
    // As many as sign changes between neighbouring points.
    expect(lineSums(intervals, 'line', 'west').counts).toEqual({ vehicle: { forward: 40, backward: 54 } });
    expect(lineSums(intervals, 'line', 'east').counts).toEqual({ vehicle: { forward: 51, backward: 41 } });
    const main = lineSums(intervals, 'section', 'main');
    expect(main.travelN).toBe(38);
    expect(main.travelSumS / main.travelN).toBeCloseTo(2.77, 1);
  });
});

import { expect, it } from 'vitest';
import { demoCameraViews } from '../../app/demo/site/demoCameras.ts';
import { perfect } from '../../app/demo/truth/degrade.ts';
import { added } from '../../app/traffic/quantities/rollUp.ts';
import { measuredRoad } from './quantitiesRoad.ts';

it('half a minute of the simulated motorway is counted exactly, with its speed, from perfect boxes', () => {
  const views = demoCameraViews.filter(({ pose }) => pose.name === 'motorway-north');
  const [camera] = measuredRoad(0.5, [perfect], 11, views);
  const { crossings, intervals } = camera!;
  for (const [lineId, direction] of [
    ['eastbound', 'backward'],
    ['westbound', 'forward'],
  ] as const) {
    const truth = crossings.filter((crossing) => crossing.lineId === lineId);
    const { counts, speedSum, speedN } = added(
      intervals[0]!.filter(({ element }) => element.id === lineId).map(({ sums }) => sums),
    );
    expect(truth.length).toBeGreaterThan(10);
    expect(truth.every((crossing) => crossing.canBeCounted && crossing.direction === direction)).toBe(true);
    expect(Object.values(counts).reduce((all, of) => all + of[direction], 0)).toBe(truth.length);
    const meanMps = truth.reduce((sum, { speedMps }) => sum + speedMps, 0) / truth.length;
    expect(Math.abs(speedSum / speedN / meanMps - 1)).toBeLessThan(0.01);
  }
});

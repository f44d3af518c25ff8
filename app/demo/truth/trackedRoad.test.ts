import { describe, expect, it } from 'vitest';
import { degraded, perfect } from './degrade.ts';
import { scoreLines } from './lineScore.ts';
import { trackedRoad } from './testing/trackedRoad.ts';

describe('simulated traffic through the product’s tracker and counting lines', () => {
  const tracked = trackedRoad(['motorway-north', 'bus-stop'], 1.5, [perfect, degraded]);

  /** Truth and found of all lines of both cameras. */
  function counted(degradation: number): { truth: number; found: number; misplaced: number } {
    const totals = tracked.map(({ truth, results }) => scoreLines(truth, results[degradation]!).total);
    const sum = (name: 'truth' | 'found'): number => totals.reduce((all, total) => all + total[name], 0);
    const misplaced = totals.reduce((all, { error }) => all + Math.abs(error), 0);
    return { truth: sum('truth'), found: sum('found'), misplaced };
  }

  it('perfect boxes are counted with at most 1 % error', () => {
    const { truth, misplaced } = counted(0);
    expect(truth).toBeGreaterThan(100);
    expect(misplaced / truth).toBeLessThanOrEqual(0.01);
  });

  it('with a tenth of the boxes dropped and all trembling it is at most 5 %', () => {
    const { truth, misplaced } = counted(1);
    expect(misplaced / truth).toBeLessThanOrEqual(0.05);
  });
});

import { describe, expect, it } from 'vitest';
import { demoCameraViews } from '../site/demoCameras.ts';
import type { CameraTruth } from './cameraTruth.ts';
import { degraded, perfect } from './degrade.ts';
import { ignoreRules } from './framePairs.ts';
import { scoreLines } from './lineScore.ts';
import { trackedRoad } from './testing/trackedRoad.ts';
import type { TruthCrossing } from './truthRecords.ts';

/** Whoever is behind a lorry all the while cannot be counted from boxes of what is seen. */
function canBeCounted({ header, seen }: CameraTruth, { id, timeMs }: TruthCrossing): boolean {
  const isSeen = (users: CameraTruth['seen'][number]): boolean =>
    users.some((user) => user.id === id && user.visibleShare >= ignoreRules.leastVisibleShare);
  const [step, span] = [Math.floor(timeMs / header.stepMs), Math.round(1000 / header.stepMs)];
  const before = seen.slice(Math.max(0, step + 1 - span), step + 1);
  const after = seen.slice(step + 1, step + 1 + span);
  return before.some(isSeen) && after.some(isSeen);
}

describe('simulated traffic through the product’s tracker and counting lines', () => {
  const tracked = trackedRoad(
    demoCameraViews.map(({ pose }) => pose.name),
    1.5,
    [perfect, degraded],
  );

  /** Counts by camera, line and direction: those that can be counted, and those that were. */
  function counts(degradation: number) {
    return tracked.flatMap(({ truth, results }) => {
      const countable = truth.crossings.filter((crossing) => canBeCounted(truth, crossing));
      return Object.entries(scoreLines({ ...truth, crossings: countable }, results[degradation]!).lines).flatMap(
        ([line, { forward, backward }]) => [
          { camera: truth.camera.name, line, direction: 'forward', truth: forward.truth, found: forward.found },
          { camera: truth.camera.name, line, direction: 'backward', truth: backward.truth, found: backward.found },
        ],
      );
    });
  }

  it('few road users are hidden while they cross a line, even where the camera looks across three lanes', () => {
    const shares = tracked.map(({ truth }) => {
      const hidden = truth.crossings.filter((crossing) => !canBeCounted(truth, crossing));
      return hidden.length / truth.crossings.length;
    });
    expect(shares).toHaveLength(6);
    expect(Math.max(...shares)).toBeLessThan(0.05);
  });

  it('perfect boxes are counted without an error on any line of any camera', () => {
    const lines = counts(0);
    expect(lines.reduce((all, { truth }) => all + truth, 0)).toBeGreaterThan(200);
    expect(lines.filter(({ truth, found }) => truth !== found)).toEqual([]);
  });

  it('with a tenth of the boxes dropped and all trembling, at most 5 % or one of a line’s vehicles is misplaced', () => {
    const wrong = counts(1).filter(({ truth, found }) => Math.abs(found - truth) > Math.max(1, 0.05 * truth));
    expect(wrong).toEqual([]);
  });
});

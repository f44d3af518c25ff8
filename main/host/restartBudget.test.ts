import { describe, expect, it } from 'vitest';
import { SimulatedClock } from '../../app/base/simulatedClock.ts';
import { RestartBudget, usualRestarts } from './restartBudget.ts';
import type { NextStart } from './restartBudget.ts';

const even = () => 0.5;

/** Fails after each of these pauses, ms, and says what came of it. */
async function failing(pausesMs: readonly number[]): Promise<string[]> {
  const clock = new SimulatedClock();
  const budget = new RestartBudget(clock, usualRestarts, even);
  const story: NextStart[] = [];
  for (const pauseMs of pausesMs) {
    await clock.advance(pauseMs);
    story.push(budget.afterFailure());
  }
  return story.map(({ state, inMs }) => `${state} ${inMs}`);
}

const quickly = [250, 500, 1000, 2000, 4000].map((inMs) => `restarting ${inMs}`);

describe('the restart budget', () => {
  it.each<[string, number[], string[]]>([
    ['a single failure is followed by a quick restart', [5000], ['restarting 250']],
    ['five restarts in a minute, then the worker is given up', [0, 0, 0, 0, 0, 0], [...quickly, 'failed 60000']],
    ['failures apart never use it up', Array(8).fill(61_000) as number[], Array(8).fill('restarting 250') as string[]],
    [
      'given up, one failure is enough, and the pause doubles to five minutes',
      [0, 0, 0, 0, 0, 0, 60_000, 120_000, 240_000, 300_000],
      [...quickly, 'failed 60000', 'failed 120000', 'failed 240000', 'failed 300000', 'failed 300000'],
    ],
    ['ten minutes of health forgive', [0, 0, 0, 0, 0, 0, 600_001], [...quickly, 'failed 60000', 'restarting 250']],
    ['nine minutes of health do not', [0, 0, 0, 0, 0, 0, 540_000], [...quickly, 'failed 60000', 'failed 120000']],
  ])('%s', async (_, pausesMs, story) => {
    expect(await failing(pausesMs)).toEqual(story);
  });
});

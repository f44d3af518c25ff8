import { describe, expect, it } from 'vitest';
import type { PlayedWorker } from '../../e2e/fixtures/memoryHost.ts';
import { single, supervised } from '../../e2e/fixtures/supervised.ts';
import { usualRestarts } from './restartBudget.ts';

describe('F19: a worker that always ends at its start', () => {
  const crashes = { behave: (played: PlayedWorker) => played.exit(0) };

  it('is started six times in a minute, then counts as failed, and is tried again after one, two, four, five minutes', async () => {
    const { clock, starts, health } = supervised(single, crashes);
    await clock.advance(60_000);
    expect({ starts: starts(), health: health('vision') }).toEqual({
      starts: 6,
      health: {
        name: 'vision',
        pid: null,
        state: 'failed',
        restarts: 6,
        memoryMb: null,
        cpuPercent: null,
        heartbeatAgeMs: null,
        lastProblem: 'It ended with code 0.',
      },
    });
    const seen: number[] = [];
    for (let minute = 2; minute <= 13; minute++) {
      await clock.advance(60_000);
      seen.push(starts());
    }
    expect(seen).toEqual([7, 7, 8, 8, 8, 8, 9, 9, 9, 9, 9, 10]);
  });

  it('control: without the budget it is started without end', async () => {
    const restarts = { ...usualRestarts, restarts: Number.POSITIVE_INFINITY };
    const { clock, starts } = supervised(single, { ...crashes, restarts });
    await clock.advance(60_000);
    expect(starts()).toBeGreaterThan(10);
  });

  it('is tried at once when the operator asks', async () => {
    const { clock, starts, supervisor, health } = supervised(single, crashes);
    await clock.advance(60_000);
    supervisor.retryNow('vision');
    await clock.advance(0);
    expect({ starts: starts(), state: health('vision')?.state }).toEqual({ starts: 7, state: 'failed' });
    await clock.advance(100_000);
    expect(starts()).toBe(7);
    await clock.advance(20_000);
    expect(starts()).toBe(8);
  });
});

describe('planned restarts', () => {
  it('are outside the budget', async () => {
    const { clock, workers, starts, health } = supervised(single);
    for (let i = 0; i < 20; i++) {
      await clock.advance(1000);
      workers
        .at(-1)
        ?.host.restartMe({ why: 'another model' })
        .catch(() => undefined);
      await clock.advance(0);
    }
    await clock.advance(1000);
    expect({ starts: starts(), restarts: health('vision')?.restarts, state: health('vision')?.state }).toEqual({
      starts: 21,
      restarts: 0,
      state: 'starting',
    });
  });

  it('that come at every start are a crash loop', async () => {
    const asks = {
      behave: (played: PlayedWorker) => void played.host.restartMe({ why: 'again' }).catch(() => undefined),
    };
    const { clock, starts, health } = supervised(single, asks);
    await clock.advance(60_000);
    expect({ starts: starts(), state: health('vision')?.state }).toEqual({ starts: 6, state: 'failed' });
  });

  it('end by force when the worker does not obey', async () => {
    const { clock, host, workers } = supervised(single, { obeys: false });
    await clock.advance(2000);
    void workers[0]?.host.restartMe({ why: 'another model' }).catch(() => undefined);
    await clock.advance(4999);
    expect(host.story).toEqual(['start vision 1', 'stop vision 1']);
    await clock.advance(1);
    expect(host.story).toEqual(['start vision 1', 'stop vision 1', 'kill vision 1', 'start vision 2']);
  });
});

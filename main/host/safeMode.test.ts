import { describe, expect, it } from 'vitest';
import { pair, supervised, worker } from '../../e2e/fixtures/supervised.ts';
import type { StartPlan } from './supervisor.ts';

describe('F50: safe mode', () => {
  const heldBack: StartPlan = {
    ...pair,
    workers: [worker('console'), { ...worker('vision'), heldBack: true }],
  };

  it('holds a worker back until another asks for it, and says once that it was asked for', async () => {
    let asked = 0;
    const { clock, host, workers, supervisor, health } = supervised(heldBack, { startedNormally: () => asked++ });
    await clock.advance(60_000);
    supervisor.retryNow('vision');
    const before = { story: host.story.slice(), vision: health('vision')?.state };
    await workers[0]?.host.startHeldBack({});
    await workers[0]?.host.startHeldBack({});
    expect({ before, story: host.story, asked }).toEqual({
      before: { story: ['start console 1'], vision: 'stopped' },
      story: ['start console 1', 'start vision 2', 'join console 1 connectVision with vision 2 serveVision'],
      asked: 1,
    });
    await supervisor.stop();
  });

  it('control: a usual start holds nothing back, and has nothing to start', async () => {
    let asked = 0;
    const { clock, host, workers } = supervised(pair, { startedNormally: () => asked++ });
    await clock.advance(0);
    await workers[0]?.host.startHeldBack({});
    expect({ story: host.story.slice(0, 2), starts: host.story.length, asked }).toEqual({
      story: ['start console 1', 'start vision 2'],
      starts: 3,
      asked: 0,
    });
  });
});

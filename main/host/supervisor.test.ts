import { describe, expect, it } from 'vitest';
import { silentLog } from '../../app/base/log.ts';
import { SimulatedClock } from '../../app/base/simulatedClock.ts';
import type { ProcessHealth } from '../../app/contracts/console.ts';
import { MemoryHost } from '../../e2e/fixtures/memoryHost.ts';
import type { PlayedWorker } from '../../e2e/fixtures/memoryHost.ts';
import type { UsageProbe } from './processUsage.ts';
import { usualRestarts } from './restartBudget.ts';
import { Supervisor } from './supervisor.ts';
import type { StartPlan, SupervisorOptions } from './supervisor.ts';

const worker = (name: string, silentMs: number | null = null) => ({
  spec: { name, module: name, options: {} },
  silentMs,
});
const single: StartPlan = { workers: [worker('vision')], joins: [] };
const watched: StartPlan = { workers: [worker('vision', 10_000)], joins: [] };
const pair: StartPlan = {
  workers: [worker('console'), worker('vision')],
  joins: [
    [
      { worker: 'console', purpose: 'connectVision' },
      { worker: 'vision', purpose: 'serveVision' },
    ],
  ],
};
const noUsage: UsageProbe = () => null;

/** A supervisor over workers that the test plays; `workers` holds every process in the order of its start. */
function supervised(
  plan: StartPlan,
  options: SupervisorOptions & { obeys?: boolean; behave?: (w: PlayedWorker) => void } = {},
) {
  const { obeys = true, behave, ...others } = options;
  const clock = new SimulatedClock();
  const workers: PlayedWorker[] = [];
  const host = new MemoryHost((played) => {
    workers.push(played);
    behave?.(played);
  }, obeys);
  const supervisor = new Supervisor(host, clock, silentLog, plan, { usage: noUsage, random: () => 0.5, ...others });
  supervisor.start();
  const health = (name: string) => supervisor.processes().find((one) => one.name === name);
  const starts = () => host.story.filter((line) => line.startsWith('start')).length;
  return { clock, host, workers, supervisor, health, starts };
}

describe('starting and joining', () => {
  it('starts in the order of the plan, joins once both ends run, stops in the reverse order', async () => {
    const { clock, host, supervisor } = supervised(pair);
    await clock.advance(0);
    await supervisor.stop();
    expect(host.story).toEqual([
      'start console 1',
      'start vision 2',
      'join console 1 connectVision with vision 2 serveVision',
      'stop vision 2',
      'stop console 1',
      'close',
    ]);
  });

  it.each([
    ['the one that connects', 0, 'join console 3 connectVision with vision 2 serveVision'],
    ['the one that serves', 1, 'join console 1 connectVision with vision 3 serveVision'],
  ])('joins again after a restart of %s', async (_, which, joined) => {
    const { clock, host, workers } = supervised(pair);
    await clock.advance(0);
    host.story.length = 0;
    workers[which]?.exit(1);
    await clock.advance(250);
    expect(host.story.slice(1)).toEqual([joined]);
  });

  it('joins once when both ends were away at the same time', async () => {
    const { clock, host, workers } = supervised(pair);
    await clock.advance(0);
    host.story.length = 0;
    for (const one of workers.slice()) one.exit(1);
    await clock.advance(250);
    expect(host.story).toEqual([
      'start console 3',
      'start vision 4',
      'join console 3 connectVision with vision 4 serveVision',
    ]);
  });

  it('joins again when a link was lost and both ends live on, not when the other end is just coming back', async () => {
    const { clock, host, workers, supervisor } = supervised(pair);
    await clock.advance(0);
    host.story.length = 0;
    void workers[0]?.host.linkLost({ purpose: 'connectVision' });
    await clock.advance(1000);
    expect(host.story).toEqual(['join console 1 connectVision with vision 2 serveVision']);
    void workers[0]?.host.linkLost({ purpose: 'connectVision' });
    await clock.advance(0);
    workers[1]?.exit(1);
    await clock.advance(5000);
    expect(host.story.slice(1)).toEqual(['start vision 3', 'join console 1 connectVision with vision 3 serveVision']);
    await supervisor.stop();
  });

  it('gives a window to the worker that runs now, and tells it to come again when there is none', async () => {
    const { clock, host, workers, supervisor } = supervised(single);
    await clock.advance(0);
    supervisor.grantWindow('vision', 'serveVideo', 'window-1', 'socket 1');
    workers[0]?.exit(1);
    supervisor.grantWindow('vision', 'serveVideo', 'window-2', 'socket 2');
    supervisor.grantWindow('nobody', 'serveVideo', 'window-3', 'socket 3');
    expect(host.story.slice(1)).toEqual([
      'grant vision 1 serveVideo to window-1 over socket 1',
      'refuse socket 2',
      'refuse socket 3',
    ]);
  });
});

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

describe('heartbeats', () => {
  it('end and restart a worker that finished work once and then no more', async () => {
    const { clock, host, workers, health } = supervised(watched);
    await clock.advance(0);
    await workers[0]?.host.beat({ done: 'an inference' });
    await clock.advance(10_000);
    expect({ story: host.story, ageMs: health('vision')?.heartbeatAgeMs }).toEqual({
      story: ['start vision 1'],
      ageMs: 10_000,
    });
    await clock.advance(1300);
    expect({ story: host.story, problem: health('vision')?.lastProblem }).toEqual({
      story: ['start vision 1', 'kill vision 1', 'start vision 2'],
      problem: null,
    });
    await clock.advance(1000);
    expect(health('vision')?.lastProblem).toBe('It finished no work for 11 s (last: an inference) and was ended.');
  });

  it('control: a worker without a limit stays silent for ever', async () => {
    const { clock, host, workers } = supervised(single);
    await clock.advance(0);
    await workers[0]?.host.beat({ done: 'an inference' });
    await clock.advance(600_000);
    expect(host.story).toEqual(['start vision 1']);
  });

  it('give a worker four times as long for its first work, and end one that never comes to work', async () => {
    const { clock, host, health } = supervised(watched);
    await clock.advance(40_000);
    expect(host.story).toEqual(['start vision 1']);
    await clock.advance(2000);
    expect([host.story, health('vision')?.lastProblem]).toEqual([
      ['start vision 1', 'kill vision 1', 'start vision 2'],
      'It did not come to work for 41 s and was ended.',
    ]);
  });

  it('leave a worker alone while it says that there is nothing to do, and end it when it falls silent', async () => {
    const { clock, host, workers } = supervised(watched);
    await clock.advance(0);
    for (let said = 0; said < 100; said++) {
      await workers[0]?.host.beat({ done: 'idle' });
      await clock.advance(2000);
    }
    expect(host.story).toEqual(['start vision 1']);
    await clock.advance(12_000);
    expect(host.story).toEqual(['start vision 1', 'kill vision 1', 'start vision 2']);
  });

  it('are not fooled by a stepped wall clock', async () => {
    const { clock, host, workers } = supervised(watched);
    await clock.advance(0);
    await workers[0]?.host.beat({ done: 'an inference' });
    clock.stepWall(10 * 365 * 86_400_000);
    await clock.advance(5000);
    expect(host.story).toEqual(['start vision 1']);
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

describe('F16: stopping a worker that ignores it', () => {
  it('kills it after 5 s', async () => {
    const { clock, host, supervisor } = supervised(single, { obeys: false });
    await clock.advance(0);
    const stopped = supervisor.stop();
    await clock.advance(4999);
    expect(host.story).toEqual(['start vision 1', 'stop vision 1']);
    await clock.advance(1);
    await stopped;
    expect(host.story).toEqual(['start vision 1', 'stop vision 1', 'kill vision 1', 'close']);
  });

  it('control: without that step it stays', async () => {
    const { clock, host, supervisor } = supervised(single, { obeys: false, killAfterMs: Number.POSITIVE_INFINITY });
    await clock.advance(0);
    void supervisor.stop();
    await clock.advance(600_000);
    expect(host.story).toEqual(['start vision 1', 'stop vision 1']);
  });

  it('does not start it again while stopping', async () => {
    const { clock, host, supervisor, workers } = supervised(single);
    await clock.advance(0);
    workers[0]?.exit(1);
    await supervisor.stop();
    await clock.advance(600_000);
    expect(host.story).toEqual(['start vision 1', 'close']);
  });
});

describe('the state of the processes', () => {
  it('goes to every worker that follows it once a second, with memory and CPU', async () => {
    let cpuMs = 0;
    const usage: UsageProbe = (pid) => (pid === process.pid ? null : { memoryMb: 100 + pid, cpuMs: (cpuMs += 250) });
    const { clock, workers } = supervised(single, { usage });
    await clock.advance(0);
    const seen: ProcessHealth[][] = [];
    workers[0]?.host.processes({}, { item: (processes) => seen.push(processes) });
    void workers[0]?.host.ready({});
    await clock.advance(1000);
    const host = {
      name: 'host',
      pid: process.pid,
      state: 'running',
      restarts: 0,
      memoryMb: null,
      cpuPercent: null,
      heartbeatAgeMs: null,
      lastProblem: null,
    };
    const vision = { ...host, name: 'vision', pid: 1, memoryMb: 101 };
    expect(seen).toEqual([
      [host, { ...vision, state: 'starting' }],
      [host, { ...vision, cpuPercent: 25 }],
    ]);
  });
});

describe('throw-away processes of a worker', () => {
  it('fail without a restart, and end with the worker that asked', async () => {
    const { clock, host, workers, health } = supervised({ ...single, throwAways: { work: '/the/work.ts' } });
    await clock.advance(0);
    const [vision] = workers;
    const request = { module: 'work', options: null, maxWallMs: 60_000 };
    const first = vision?.host.throwAway(request);
    await clock.advance(0);
    workers[1]?.exit(7);
    expect(await first).toEqual({ kind: 'ended', code: 7, signal: null });
    void vision?.host.throwAway(request).catch(() => undefined);
    await clock.advance(2000);
    expect({
      starts: host.story.filter((line) => line.startsWith('start')),
      restarts: health('vision')?.restarts,
    }).toEqual({ starts: ['start vision 1', 'start work 2', 'start work 3'], restarts: 0 });
    vision?.exit(1);
    await clock.advance(0);
    expect(host.story.at(-1)).toBe('kill work 3');
  });
});

import { describe, expect, it } from 'vitest';
import type { ProcessHealth } from '../../app/contracts/console.ts';
import { pair, single, supervised } from '../../e2e/fixtures/supervised.ts';
import type { UsageProbe } from './processUsage.ts';

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

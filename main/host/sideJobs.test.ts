import { describe, expect, it } from 'vitest';
import { silentLog } from '../../app/base/log.ts';
import { SimulatedClock } from '../../app/base/simulatedClock.ts';
import { type SideJobNews, sideJobContract } from '../../app/contracts/host.ts';
import { connect } from '../../app/contracts/rpc.ts';
import { MemoryHost, type PlayedWorker } from '../../e2e/fixtures/memoryHost.ts';
import { SideJobs } from './sideJobs.ts';

function played() {
  const running: PlayedWorker[] = [];
  const host = new MemoryHost((worker) => void running.push(worker));
  const jobs = new SideJobs(host, silentLog, { work: '/the/work.ts' });
  const heard: [follower: string, news: SideJobNews][] = [];
  const follow = (follower: string) =>
    jobs.follow(
      { module: 'work', options: null },
      { push: (news) => void heard.push([follower, news]), end: () => undefined, dropped: 0 },
    );
  /** The process that was started last, seen from within. */
  const inside = () => connect(running.at(-1)!.link, sideJobContract);
  return { host, heard, follow, inside, running, jobs };
}
const settle = () => new SimulatedClock().advance(0);

describe('a side job', () => {
  it('says how far it is, answers and is gone; the next one waits for that', async () => {
    const { host, heard, follow, inside } = played();
    follow('first');
    follow('second');
    await settle();
    await inside().progress({ progress: 0.5 });
    await inside()
      .answer({ answer: 'all' })
      .catch(() => undefined);
    await settle();
    expect(heard).toEqual([
      ['second', { kind: 'waits' }],
      ['first', { kind: 'progress', progress: 0.5 }],
      ['first', { kind: 'answered', answer: 'all' }],
    ]);
    expect(host.story).toEqual(['start work 1', 'kill work 1', 'start work 2']);
  });

  it('that dies says so, once, and makes room', async () => {
    const { host, heard, follow, running } = played();
    follow('first');
    follow('second');
    await settle();
    running[0]!.exit(134);
    await settle();
    expect(heard.slice(1)).toEqual([['first', { kind: 'ended', code: 134, signal: null }]]);
    expect(host.story).toEqual(['start work 1', 'start work 2']);
  });

  it('that nobody follows any more is ended; one that waited never starts', async () => {
    const { host, follow } = played();
    const [first, second] = [follow('first'), follow('second')];
    await settle();
    second();
    first();
    await settle();
    expect(host.story).toEqual(['start work 1', 'kill work 1']);
  });

  it('of no module of the table is refused, and so is a ninth that would wait', () => {
    const { jobs, follow } = played();
    const other = () =>
      jobs.follow({ module: '__proto__', options: null }, { push: () => undefined, end: () => undefined, dropped: 0 });
    expect(other).toThrow('There is no side job "__proto__".');
    for (let followers = 0; followers < 9; followers++) follow('one');
    expect(() => follow('one more')).toThrow(/Too many/);
  });
});

import { expect, describe, it } from 'vitest';
import { silentLog } from '../../app/base/log.ts';
import { SimulatedClock } from '../../app/base/simulatedClock.ts';
import { throwAwayContract } from '../../app/contracts/host.ts';
import { connect } from '../../app/contracts/rpc.ts';
import { MemoryHost } from '../../e2e/fixtures/memoryHost.ts';
import type { PlayedWorker } from '../../e2e/fixtures/memoryHost.ts';
import { ThrowAways } from './throwAways.ts';

/** Throw-away processes that answer their pid when told, or do what `behave` says. */
function played(behave: (worker: PlayedWorker) => void = () => undefined) {
  const clock = new SimulatedClock();
  const running: PlayedWorker[] = [];
  const host = new MemoryHost((worker) => {
    running.push(worker);
    behave(worker);
  });
  const throwAways = new ThrowAways(host, clock, silentLog, { work: '/the/work.ts' });
  const run = (signal?: AbortSignal) =>
    throwAways.run({ module: 'work', options: { of: 'the caller' }, maxWallMs: 1000 }, signal);
  return { clock, host, run, running, throwAways };
}
const answers = (worker: PlayedWorker): void =>
  void connect(worker.link, throwAwayContract)
    .answer({ answer: { from: worker.pid } })
    .catch(() => undefined);

describe('throw-away processes', () => {
  it('run one after the other, each ended once it answered', async () => {
    const { host, run } = played(answers);
    expect(await Promise.all([run(), run(), run()])).toEqual([
      { kind: 'answered', answer: { from: 1 } },
      { kind: 'answered', answer: { from: 2 } },
      { kind: 'answered', answer: { from: 3 } },
    ]);
    expect(host.story).toEqual([1, 2, 3].flatMap((pid) => [`start work ${pid}`, `kill work ${pid}`]));
  });

  it('that end without an answer are told as what they are, and the next one has its turn', async () => {
    const { run } = played((worker) => (worker.pid === 1 ? worker.exit(7) : answers(worker)));
    expect(await Promise.all([run(), run()])).toEqual([
      { kind: 'ended', code: 7, signal: null },
      { kind: 'answered', answer: { from: 2 } },
    ]);
  });

  it('that stand still are killed at their time', async () => {
    const { clock, host, run } = played();
    const end = run();
    await clock.advance(999);
    expect(host.story).toEqual(['start work 1']);
    await clock.advance(1);
    expect({ end: await end, story: host.story }).toEqual({
      end: { kind: 'overTime' },
      story: ['start work 1', 'kill work 1'],
    });
  });

  it('end with their caller; those that wait do not even start', async () => {
    const { clock, host, run } = played();
    const caller = new AbortController();
    const both = Promise.allSettled([run(caller.signal), run(caller.signal)]);
    await clock.advance(10);
    caller.abort();
    expect((await both).map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    expect(host.story).toEqual(['start work 1', 'kill work 1']);
  });

  it.each(['other', '__proto__', 'toString', '/the/work.ts'])(
    'of no module of the table: %s is refused',
    async (module) => {
      const { throwAways, host } = played();
      await expect(throwAways.run({ module, options: null, maxWallMs: 1 })).rejects.toMatchObject({
        code: 'invalid-argument',
        message: `There is no throw-away process "${module}".`,
      });
      expect(host.story).toEqual([]);
    },
  );

  it('too many that wait: the next is refused', async () => {
    const { clock, run } = played();
    const first = run();
    await clock.advance(1);
    const waiting = Array.from({ length: 8 }, () => run());
    await expect(run()).rejects.toMatchObject({ code: 'resource-exhausted' });
    for (let one = 0; one < 9; one++) await clock.advance(1000);
    expect(await Promise.all([first, ...waiting])).toEqual(Array.from({ length: 9 }, () => ({ kind: 'overTime' })));
  });
});

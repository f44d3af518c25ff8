import { afterEach, describe, expect, it } from 'vitest';
import { silentLog } from '../../app/base/log.ts';
import { testWorkerModule } from '../../e2e/fixtures/hostSuite.ts';
import { becomes, isAlive } from '../../e2e/fixtures/processes.ts';
import { platformClock } from '../platformClock.ts';
import { NodeHost } from './nodeHost.ts';
import { Supervisor } from './supervisor.ts';

const supervisors: { stop(): Promise<void> }[] = [];
afterEach(async () => {
  for (const supervisor of supervisors.splice(0)) await supervisor.stop();
});

/** A real worker process that beats four times a second. */
async function beatingWorker(beats: string, silentMs: number | null) {
  const worker = { spec: { name: 'vision', module: testWorkerModule, options: { beats } }, silentMs };
  const supervisor = new Supervisor(new NodeHost(), platformClock, silentLog, { workers: [worker], joins: [] });
  supervisors.push(supervisor);
  supervisor.start();
  const vision = () => supervisor.processes().find(({ name }) => name === 'vision');
  expect(await becomes(() => (vision()?.heartbeatAgeMs ?? null) !== null, 30_000)).toBe(true);
  return vision;
}

describe.skipIf(process.platform === 'win32')('F27: a worker process that stands still (SIGSTOP)', () => {
  it.each(['an inference', 'idle'])('after "%s" is found by its silence, killed and replaced', async (beats) => {
    const vision = await beatingWorker(beats, 2000);
    const stopped = vision()?.pid ?? 0;
    process.kill(stopped, 'SIGSTOP');
    expect(await becomes(() => vision()?.state === 'running' && vision()?.pid !== stopped, 30_000)).toBe(true);
    expect({ alive: isAlive(stopped), restarts: vision()?.restarts, problem: vision()?.lastProblem }).toEqual({
      alive: false,
      restarts: 1,
      problem: expect.stringMatching(
        new RegExp(`^It finished no work for \\d+ s \\(last: ${beats}\\) and was ended\\.$`),
      ) as unknown,
    });
  });

  it('control: without the limit it stands still for good, and SIGTERM does not end it', async () => {
    const vision = await beatingWorker('an inference', null);
    const stopped = vision()?.pid ?? 0;
    process.kill(stopped, 'SIGSTOP');
    process.kill(stopped, 'SIGTERM');
    expect(await becomes(() => vision()?.pid !== stopped, 5000)).toBe(false);
    expect({ alive: isAlive(stopped), restarts: vision()?.restarts }).toEqual({ alive: true, restarts: 0 });
    process.kill(stopped, 'SIGKILL');
  });
});

import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { silentLog } from '../../app/base/log.ts';
import type { ProcessHealth } from '../../app/contracts/console.ts';
import { connect } from '../../app/contracts/rpc.ts';
import { webSocketLinkOf } from '../../app/contracts/webSocketLink.ts';
import { testWorkerModule } from '../../e2e/fixtures/hostSuite.ts';
import { becomes, isAlive } from '../../e2e/fixtures/processes.ts';
import { testContract } from '../../e2e/fixtures/testContract.ts';
import { platformClock } from '../platformClock.ts';
import { NodeHost } from './nodeHost.ts';
import { startStation } from './startStation.ts';
import type { WorkerName } from './startStation.ts';

const untilStartedMs = 30_000;

describe('the station under plain Node', () => {
  it('starts its workers, heals after a worker was killed, and leaves nothing behind', async () => {
    const station = startStation(new NodeHost(), platformClock, silentLog, {
      console: { mode: 'serve', of: 'console' },
      vision: { mode: 'serve', of: 'vision' },
      moduleOf: () => testWorkerModule,
    });
    const server = createServer();
    server.on('upgrade', (request, socket, head) => {
      const worker = (request.url ?? '/').slice(1) as WorkerName;
      station.grantWindow(worker, 'serveConsole', 'window-1', { request, socket: socket as Socket, head });
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const windowOf = (worker: WorkerName) =>
      connect(webSocketLinkOf(new WebSocket(`ws://127.0.0.1:${port}/${worker}`)), testContract);
    const consoleWindow = windowOf('console');
    const visionPid = () =>
      consoleWindow.askOther({}).then(
        ({ pid }) => pid,
        () => 0,
      );

    await expect.poll(visionPid, { timeout: untilStartedMs }).toBeGreaterThan(0);
    const first = await visionPid();
    expect((await consoleWindow.about({})).options).toEqual({ mode: 'serve', of: 'console' });
    expect((await windowOf('vision').about({})).options).toEqual({ mode: 'serve', of: 'vision' });

    process.kill(first, 'SIGKILL');
    await expect.poll(async () => ![0, first].includes(await visionPid()), { timeout: untilStartedMs }).toBe(true);
    const second = await visionPid();
    const seen: ProcessHealth[][] = [];
    consoleWindow.processes({}, { item: (processes) => seen.push(processes) });
    await expect
      .poll(() => seen.at(-1)?.map(({ name, state }) => `${name} ${state}`), { timeout: untilStartedMs })
      .toEqual(['host running', 'console running', 'vision running']);
    const [host, consoleHealth, vision] = seen.at(-1) ?? [];
    expect({ pids: [host?.pid, vision?.pid], restarts: vision?.restarts, problem: vision?.lastProblem }).toEqual({
      pids: [process.pid, second],
      restarts: 1,
      problem: 'It ended by SIGKILL.',
    });
    expect(vision?.memoryMb).toBeGreaterThan(10);

    await station.stop();
    const pids = [first, second, consoleHealth?.pid ?? 0];
    expect(await becomes(() => !pids.some(isAlive), 1000)).toBe(true);
    server.close();
    await once(server, 'close');
  });
});

import { fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { webSocketLinkOf } from '../../app/contracts/webSocketLink.ts';
import { connect } from '../../app/contracts/rpc.ts';
import { exitOf, hostSuite, testWorkerModule } from '../../e2e/fixtures/hostSuite.ts';
import type { HostRig } from '../../e2e/fixtures/hostSuite.ts';
import { becomes, isAlive } from '../../e2e/fixtures/processes.ts';
import { testContract } from '../../e2e/fixtures/testContract.ts';
import type { WorkerProcess } from './host.ts';
import { NodeHost } from './nodeHost.ts';
import type { WindowUpgrade } from './nodeHost.ts';

async function pageServer(grant: (upgrade: WindowUpgrade) => void) {
  const server = createServer();
  server.on('upgrade', (request, socket, head) => grant({ request, socket: socket as Socket, head }));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { server, url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}/link/console` };
}

/** A whole host in a process of its own, with one worker that has a child. */
async function hostProcess(workerModule: 'testWorker' | 'carelessWorker') {
  const module = new URL('../../e2e/fixtures/hostProcess.ts', import.meta.url);
  const host = fork(module, [workerModule], { stdio: ['ignore', 2, 2, 'ipc'] });
  const [started] = (await once(host, 'message')) as [{ worker: number; child: number; url: string }];
  return { host, ...started };
}

async function killHost(workerModule: 'testWorker' | 'carelessWorker') {
  const { host, worker, child } = await hostProcess(workerModule);
  expect([isAlive(worker), isAlive(child)]).toEqual([true, true]);
  host.kill('SIGKILL');
  await once(host, 'exit');
  return { worker, child };
}

async function open(): Promise<HostRig> {
  // Electron's utility processes only warn of lost rejections; so do these, to see who ends the worker.
  const host = new NodeHost({ execArgv: ['--unhandled-rejections=warn'] });
  const grants: ((upgrade: WindowUpgrade) => void)[] = [];
  const { server, url } = await pageServer((upgrade) => grants.shift()?.(upgrade));
  return {
    host,
    async openWindow(worker, purpose, callerName) {
      const granted = new Promise<void>((resolve) => {
        grants.push((upgrade) => {
          host.grantWindow(worker, purpose, callerName, upgrade);
          resolve();
        });
      });
      const link = webSocketLinkOf(new WebSocket(url));
      await granted;
      return link;
    },
    async free() {
      server.close();
      await host.close();
    },
  };
}

describe('the Node host', () => hostSuite(open));

describe('what is special about the Node host', () => {
  it('keeps the sockets of joined workers in a folder that only this user may enter, and removes it', async () => {
    const host = new NodeHost();
    const workers = ['console', 'vision'].map((name) => host.start({ name, module: testWorkerModule, options: {} }));
    const [a, b] = workers as [WorkerProcess, WorkerProcess];
    const folders: string[] = [];
    host.join(
      { process: a, name: 'console', purpose: 'connectVision' },
      { process: b, name: 'vision', purpose: 'serveVision' },
    );
    folders.push(host.privateFolder ?? '');
    expect((statSync(folders[0] ?? '').mode & 0o777).toString(8)).toBe('700');
    const exits = workers.map(exitOf);
    for (const worker of workers) worker.stop();
    await Promise.all(exits);
    await host.close();
    expect(existsSync(folders[0] ?? '')).toBe(false);
  });

  it('is out of the way of a window: the link goes on while the host stands still', async () => {
    const { host, url } = await hostProcess('testWorker');
    const client = connect(webSocketLinkOf(new WebSocket(url)), testContract);
    await client.about({});
    host.kill('SIGSTOP');
    expect((await client.about({})).name).toBe('vision');
    host.kill('SIGKILL');
    await once(host, 'exit');
  });

  it('tells a window to come again when no worker can take it', async () => {
    const host = new NodeHost();
    const { server, url } = await pageServer((upgrade) => host.refuseWindow(upgrade));
    const [error] = (await once(new WebSocket(url), 'error')) as [Error];
    expect(error.message).toBe('Unexpected server response: 503');
    server.close();
    await host.close();
  });
});

describe('F17: the host is killed', () => {
  it('its workers and their children are gone within 5 s', async () => {
    const { worker, child } = await killHost('testWorker');
    expect(await becomes(() => !isAlive(worker) && !isAlive(child), 5000)).toBe(true);
  });

  it('control: without the protection they stay', async () => {
    const { worker, child } = await killHost('carelessWorker');
    expect(await becomes(() => !isAlive(worker) && !isAlive(child), 2000)).toBe(false);
    process.kill(worker, 'SIGKILL');
    process.kill(child, 'SIGKILL');
  });
});

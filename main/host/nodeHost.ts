import { fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nodeProcessEnd } from '../links/processEnd.ts';
import type { Attachment } from '../links/processEnd.ts';
import { processChannel } from '../links/processLink.ts';
import { workerControlOf } from '../workers/control.ts';
import type { HostControl } from '../workers/control.ts';
import type { WindowHost, WorkerProcess, WorkerSpec } from './host.ts';
import { networkCut } from './networkCut.ts';
import { workerEnvironment } from './workerEnvironment.ts';

/** A WebSocket upgrade that the page's server checked and accepted. */
export interface WindowUpgrade {
  readonly request: IncomingMessage;
  readonly socket: Socket;
  readonly head: Uint8Array;
}

export interface NodeHostOptions {
  /** Flags for the workers' Node, for tests. */
  readonly execArgv?: readonly string[];
}

const longestUnixPath = 100;

/** Workers are forked children; two of them meet at a private socket; windows come with their accepted connection. */
export class NodeHost implements WindowHost<WindowUpgrade> {
  readonly #execArgv: readonly string[];
  readonly #controls = new WeakMap<WorkerProcess, (control: HostControl, attachment?: Attachment) => void>();
  readonly #listening = new Map<number, () => void>();
  #folder: string | undefined;
  #nextJoin = 1;

  constructor({ execArgv = [] }: NodeHostOptions = {}) {
    this.#execArgv = execArgv;
  }

  /** Where joined workers meet; undefined before the first join. */
  get privateFolder(): string | undefined {
    return this.#folder;
  }

  start(spec: WorkerSpec): WorkerProcess {
    const cut = spec.isolated === true ? networkCut() : null;
    const child = fork(spec.module, [], {
      env: workerEnvironment(process.env),
      ...(cut ? { execPath: 'unshare' } : {}),
      execArgv: [...(cut ? [...cut, '--', process.execPath] : []), ...this.#execArgv],
      serialization: 'advanced',
      // Standard output belongs to the host's own results; what workers print is for the log.
      stdio: spec.isolated === true ? ['ignore', 'ignore', 'ignore', 'ipc'] : ['ignore', 2, 2, 'ipc'],
    });
    const channel = processChannel(nodeProcessEnd(child));
    const control = (message: HostControl, attachment?: Attachment): void => channel.control(message, attachment);
    channel.onControl((message) => {
      const answer = workerControlOf(message);
      if (!answer) return;
      this.#listening.get(answer.id)?.();
      this.#listening.delete(answer.id);
    });
    let exited = false;
    const exitListeners: ((code: number | null, signal: string | null) => void)[] = [];
    function exit(code: number | null, signal: string | null): void {
      if (exited) return;
      exited = true;
      for (const listener of exitListeners) listener(code, signal);
    }
    child.on('exit', exit);
    // The process could not even be started; its exit event never comes.
    child.on('error', () => child.pid === undefined && exit(null, null));
    control({ kind: 'start', name: spec.name, options: spec.options });
    const worker: WorkerProcess = {
      pid: child.pid,
      link: channel.link,
      onExit: (listener) => void exitListeners.push(listener),
      stop: () => control({ kind: 'stop' }),
      kill: () => void child.kill('SIGKILL'),
    };
    this.#controls.set(worker, control);
    return worker;
  }

  join(...[a, b]: Parameters<WindowHost<WindowUpgrade>['join']>): void {
    const id = this.#nextJoin++;
    const point = { socketPath: this.#socketPath(id), token: randomBytes(24).toString('base64url') };
    this.#listening.set(id, () =>
      this.#controls.get(b.process)?.({ kind: 'dial', point, purpose: b.purpose, caller: a.name }),
    );
    a.process.onExit(() => this.#listening.delete(id));
    this.#controls.get(a.process)?.({ kind: 'listen', id, point, purpose: a.purpose, caller: b.name });
  }

  grantWindow(...[worker, purpose, caller, window]: Parameters<WindowHost<WindowUpgrade>['grantWindow']>): void {
    const { request, socket, head } = window;
    const { method = '', url = '', headers } = request;
    this.#controls.get(worker)?.({ kind: 'window', purpose, caller, method, url, headers, head }, socket);
  }

  refuseWindow({ socket }: WindowUpgrade): void {
    socket.end('HTTP/1.1 503 Service Unavailable\r\nRetry-After: 1\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
  }

  async close(): Promise<void> {
    if (this.#folder !== undefined) await rm(this.#folder, { recursive: true, force: true });
    this.#folder = undefined;
  }

  #socketPath(id: number): string {
    if (process.platform === 'win32') return String.raw`\\.\pipe\its-${randomBytes(12).toString('hex')}`;
    // mkdtemp makes it 0700: no other user reaches the sockets inside.
    const base = tmpdir().length < longestUnixPath - 20 ? tmpdir() : '/tmp';
    this.#folder ??= mkdtempSync(join(base, 'its-'));
    return join(this.#folder, String(id));
  }
}

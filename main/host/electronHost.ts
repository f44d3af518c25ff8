import type { MessagePortMain, UtilityProcess } from 'electron';
import type * as Electron from 'electron/main';
import { processChannel } from '../links/processLink.ts';
import type { ProcessEnd } from '../links/processEnd.ts';
import type { HostControl } from '../workers/control.ts';
import type { WindowHost, WorkerProcess, WorkerSpec } from './host.ts';
import { workerEnvironment } from './workerEnvironment.ts';

/** The part of the `electron` module that this host needs; given by main/electron.ts, so that nothing else loads it. */
export type ElectronProcesses = Pick<typeof Electron, 'utilityProcess' | 'MessageChannelMain'>;

type JoinEnd = Parameters<WindowHost<MessagePortMain>['join']>[0];

/** Workers are utility processes; links between them, and to windows, are message channels that Chromium connects. */
export class ElectronHost implements WindowHost<MessagePortMain> {
  readonly #electron: ElectronProcesses;
  readonly #controls = new WeakMap<WorkerProcess, (control: HostControl, port?: MessagePortMain) => void>();

  constructor(electron: ElectronProcesses) {
    this.#electron = electron;
  }

  /** Only after Electron's `ready`. */
  start({ name, module, options, isolated = false }: WorkerSpec): WorkerProcess {
    const child = this.#electron.utilityProcess.fork(module, [], {
      env: workerEnvironment(process.env),
      serviceName: `its ${name}`,
      stdio: isolated ? 'ignore' : ['ignore', 'inherit', 'inherit'],
    });
    const channel = processChannel(utilityEnd(child));
    const control = (message: HostControl, port?: MessagePortMain): void => channel.control(message, port);
    const exitListeners: ((code: number | null, signal: string | null) => void)[] = [];
    child.once('exit', (code) => {
      for (const listener of exitListeners) listener(code, null);
    });
    control({ kind: 'start', name, options });
    const worker: WorkerProcess = {
      get pid() {
        return child.pid;
      },
      link: channel.link,
      onExit: (listener) => void exitListeners.push(listener),
      stop: () => control({ kind: 'stop' }),
      // The class's own kill() is SIGTERM, which a blocked worker ignores.
      kill: () => killNow(child),
    };
    this.#controls.set(worker, control);
    return worker;
  }

  join(a: JoinEnd, b: JoinEnd): void {
    const { port1, port2 } = new this.#electron.MessageChannelMain();
    this.#controls.get(a.process)?.({ kind: 'port', purpose: a.purpose, caller: b.name }, port1);
    this.#controls.get(b.process)?.({ kind: 'port', purpose: b.purpose, caller: a.name }, port2);
  }

  grantWindow(...[worker, purpose, caller, port]: Parameters<WindowHost<MessagePortMain>['grantWindow']>): void {
    this.#controls.get(worker)?.({ kind: 'port', purpose, caller }, port);
  }

  /** The window sees its port close, and asks again. */
  refuseWindow(port: MessagePortMain): void {
    port.close();
  }

  /** Chromium frees channels with their processes. */
  async close(): Promise<void> {}
}

function utilityEnd(child: UtilityProcess): ProcessEnd {
  return {
    post: (message, attachment) => child.postMessage(message, attachment ? [attachment as MessagePortMain] : []),
    onArrival: (listener) => void child.on('message', (message: unknown) => listener(message, undefined)),
    onGone: (listener) => void child.once('exit', listener),
    disconnect: () => void child.kill(),
  };
}

function killNow(child: UtilityProcess): void {
  // No pid: it has not started yet, or is gone already.
  if (child.pid === undefined) return void child.kill();
  try {
    process.kill(child.pid, 'SIGKILL');
  } catch {
    // It ended in this very moment.
  }
}

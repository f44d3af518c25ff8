import { fileURLToPath } from 'node:url';
import type { Clock } from '../../app/base/clock.ts';
import type { Log } from '../../app/base/log.ts';
import type { ProcessHealth } from '../../app/contracts/console.ts';
import type { LinkPurpose } from '../workers/scope.ts';
import { entryFile } from './entryFile.ts';
import type { WindowHost } from './host.ts';
import { watchLoop } from './loopWatchdog.ts';
import { Supervisor } from './supervisor.ts';
import type { StartPlan, SupervisorOptions } from './supervisor.ts';

export type WorkerName = 'console' | 'vision';

export interface StationOptions extends SupervisorOptions {
  /** Start values of the workers, passed through as they are. */
  readonly console: object;
  readonly vision: unknown;
  /** Safe mode, with what happened before it as one sentence: the vision process waits until a window asks for it. */
  readonly safeModeReason?: string | null;
  /** Where a worker's entry file is; by default main/workers/<name>. */
  readonly moduleOf?: (worker: WorkerName) => string;
  /** Modules of throw-away processes in place of the product's, for tests. */
  readonly throwAways?: Readonly<Record<string, string>>;
  /** Modules of side jobs in place of the product's, for tests. */
  readonly sideJobs?: Readonly<Record<string, string>>;
  /** Off in tests that start many stations: the watch is a thread. */
  readonly watchLoop?: boolean;
}

export interface Station<W> {
  grantWindow(worker: WorkerName, purpose: LinkPurpose, callerName: string, window: W): void;
  processes(): readonly ProcessHealth[];
  retryNow(worker: WorkerName): void;
  stop(): Promise<void>;
}

/** Silence that means a stuck vision worker: it works often, and says `idle` often when nothing is to be analysed. */
const visionSilentMs = 30_000;

/** Written as an address, so that the desktop's build takes the file along. */
const probeModule = fileURLToPath(new URL('../inference/probeChild.ts', import.meta.url));
const replayModule = fileURLToPath(new URL('../replay/replayProcess.ts', import.meta.url));

/** The product's processes as a table. */
function planOf({ console, vision, moduleOf, throwAways, sideJobs, safeModeReason = null }: StationOptions): StartPlan {
  const consoleOptions = safeModeReason === null ? console : { ...console, safeModeReason };
  const module = moduleOf ?? ((worker) => entryFile(`workers/${worker}`));
  return {
    workers: [
      // Nothing is written on a quiet night: the console's silence means nothing.
      { spec: { name: 'console', module: module('console'), options: consoleOptions }, silentMs: null },
      {
        spec: { name: 'vision', module: module('vision'), options: vision },
        silentMs: visionSilentMs,
        heldBack: safeModeReason !== null,
      },
    ],
    joins: [
      [
        { worker: 'console', purpose: 'connectVision' },
        { worker: 'vision', purpose: 'serveVision' },
      ],
    ],
    throwAways: throwAways ?? { probe: probeModule },
    sideJobs: sideJobs ?? { replay: replayModule },
  };
}

/** Starts the product's workers under this process and keeps them running; the same under Electron and plain Node. */
export function startStation<W>(host: WindowHost<W>, clock: Clock, log: Log, options: StationOptions): Station<W> {
  const supervisor = new Supervisor(host, clock, log, planOf(options), options);
  const endWatch = options.watchLoop === false ? undefined : watchLoop();
  supervisor.start();
  return {
    grantWindow: (worker, purpose, callerName, window) => supervisor.grantWindow(worker, purpose, callerName, window),
    processes: () => supervisor.processes(),
    retryNow: (worker) => supervisor.retryNow(worker),
    async stop() {
      await supervisor.stop();
      endWatch?.();
    },
  };
}

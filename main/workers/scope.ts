import type { Clock } from '../../app/base/clock.ts';
import type { Log } from '../../app/base/log.ts';
import type { Caller, FeedListener, Subscription } from '../../app/contracts/contract.ts';
import type { Link } from '../../app/contracts/link.ts';
import type { ProcessHealth } from '../../app/contracts/console.ts';
import type { SideJobNews, SideJobRequest, ThrowAwayEnd, ThrowAwayRequest } from '../../app/contracts/host.ts';

/**
 * What a worker process is given, whatever started it: Electron's utilityProcess, a forked child or a test.
 * A worker's entry file calls `runWorker(start)` and knows neither transport nor host.
 */
export interface WorkerScope {
  readonly name: string;
  /** The host's start values for this worker, parsed by the worker itself. */
  readonly options: unknown;
  readonly clock: Clock;
  readonly log: Log;
  /** Links that the host grants: `purpose` names the contract to serve or to connect to. */
  onLink(listener: (purpose: LinkPurpose, link: Link, caller: Caller) => void): void;
  /**
   * Says that work was finished; `done` names it for the log of a stuck worker. After the first beat a worker that stays
   * silent for longer than its limit is ended and started again; `beat('idle')` says that there is nothing to do, and
   * is to be repeated while that is so: a process that stands still must be found on a quiet night too. May be called at
   * any rate.
   */
  beat(done: string): void;
  /** Asks for a planned restart, outside the restart budget. */
  restartMe(why: string): void;
  /** Has the host run a throw-away process, for work that may crash or hang; see `hostContract.throwAway`. */
  throwAway(request: ThrowAwayRequest): Promise<ThrowAwayEnd>;
  /** Has the host run a side job, for work that takes its time, until it is stopped; see `hostContract.sideJob`. */
  sideJob(request: SideJobRequest, listener: FeedListener<SideJobNews>): Subscription;
  /** Has the host start the workers that safe mode held back. */
  startHeldBack(): Promise<unknown>;
  /** The host's processes, about 1 Hz. */
  onProcesses(listener: (processes: readonly ProcessHealth[]) => void): void;
  /** Run once before the process ends in order; at most 5 s are given. */
  onStop(listener: () => void | Promise<void>): void;
}

/** `serve…`: the worker serves that contract to the other end; `connect…`: the other end serves it. */
export type LinkPurpose = 'serveConsole' | 'serveVision' | 'serveVideo' | 'connectVision';

export type WorkerStart = (scope: WorkerScope) => void | Promise<void>;

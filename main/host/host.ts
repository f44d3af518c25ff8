import type { Link } from '../../app/contracts/link.ts';
import type { LinkPurpose } from '../workers/scope.ts';

/** A worker process to start: the module that runs in it, and its start values (structured-clonable, no secrets). */
export interface WorkerSpec {
  readonly name: string;
  readonly module: string;
  readonly options: unknown;
  /**
   * Runs what may be hostile: without network where the system lets us (under Electron it does not), and what it prints
   * is dropped.
   */
  readonly isolated?: boolean;
}

/** A worker process that was started. */
export interface WorkerProcess {
  readonly pid: number | undefined;
  /** The host's own conversation with the worker. */
  readonly link: Link;
  /** Called once; any exit, code 0 included, that the supervisor did not ask for is a failure. */
  onExit(listener: (code: number | null, signal: string | null) => void): void;
  /** Asks the process to end (its `onStop` runs). */
  stop(): void;
  /** Ends it at once. */
  kill(): void;
}

/**
 * What differs between Electron main and plain Node, and nothing else. One suite runs against both.
 * The host starts processes and hands out links; it knows no traffic and is in no link's way afterwards.
 */
export interface Host {
  start(spec: WorkerSpec): WorkerProcess;
  /** Joins two workers by a direct link: each gets its end with its purpose and the other's name as caller. */
  join(
    a: { process: WorkerProcess; name: string; purpose: LinkPurpose },
    b: { process: WorkerProcess; name: string; purpose: LinkPurpose },
  ): void;
  /** Frees what the host holds (listeners, sockets, private folders). Workers must have ended. */
  close(): Promise<void>;
}

/** A host that can also give a window's connection to a worker; `W` is what carries it. */
export interface WindowHost<W> extends Host {
  /** The worker gets the link with `purpose`, and `callerName` as its caller; this process is out of its way. */
  grantWindow(process: WorkerProcess, purpose: LinkPurpose, callerName: string, window: W): void;
  /** No worker can take it now: the window is told, and asks again. */
  refuseWindow(window: W): void;
}

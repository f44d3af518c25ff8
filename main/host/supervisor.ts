import type { Clock } from '../../app/base/clock.ts';
import { every } from '../../app/base/clock.ts';
import type { Log } from '../../app/base/log.ts';
import type { ProcessHealth } from '../../app/contracts/console.ts';
import type { FeedSink } from '../../app/contracts/contract.ts';
import type { LinkPurpose } from '../workers/scope.ts';
import type { WindowHost, WorkerProcess } from './host.ts';
import { platformUsage } from './processUsage.ts';
import type { UsageProbe } from './processUsage.ts';
import { RestartBudget, usualRestarts } from './restartBudget.ts';
import type { RestartPolicy } from './restartBudget.ts';
import { SupervisedWorker } from './supervisedWorker.ts';
import type { WorkerPlan } from './supervisedWorker.ts';

interface JoinEnd {
  readonly worker: string;
  readonly purpose: LinkPurpose;
}

/** What runs, in the order of its start, and which workers talk to each other. Stopping is in the reverse order. */
export interface StartPlan {
  readonly workers: readonly WorkerPlan[];
  readonly joins: readonly (readonly [JoinEnd, JoinEnd])[];
}

export interface SupervisorOptions {
  readonly restarts?: RestartPolicy;
  readonly usage?: UsageProbe;
  readonly random?: () => number;
  /** A worker that does not end in order is ended this long after it was asked, ms; 5000 by default. */
  readonly killAfterMs?: number;
}

const publishEveryMs = 1000;

/** Starts workers, keeps them running and joined, and publishes how they are, about once a second. */
export class Supervisor<W> {
  readonly #host: WindowHost<W>;
  readonly #clock: Clock;
  readonly #plan: StartPlan;
  readonly #usage: UsageProbe;
  readonly #workers = new Map<string, SupervisedWorker>();
  readonly #sinks = new Set<FeedSink<ProcessHealth[]>>();
  #ownCpu: { readonly monoMs: number; readonly cpuMs: number } | undefined;
  #latest: readonly ProcessHealth[] = [];
  #cancelWatch: (() => void) | undefined;

  constructor(host: WindowHost<W>, clock: Clock, log: Log, plan: StartPlan, options: SupervisorOptions = {}) {
    const { restarts = usualRestarts, usage = platformUsage, random = Math.random, killAfterMs = 5000 } = options;
    this.#host = host;
    this.#clock = clock;
    this.#plan = plan;
    this.#usage = usage;
    for (const worker of plan.workers) {
      const name = worker.spec.name;
      const ports = {
        host,
        clock,
        log,
        usage,
        killAfterMs,
        budget: new RestartBudget(clock, restarts, random),
        started: (process: WorkerProcess) => this.#joinAgain(name, process),
        followProcesses: (sink: FeedSink<ProcessHealth[]>) => this.#follow(sink),
      };
      this.#workers.set(name, new SupervisedWorker(worker, ports));
    }
  }

  start(): void {
    for (const worker of this.#workers.values()) worker.start();
    this.#publish();
    this.#cancelWatch = every(this.#clock, publishEveryMs, () => {
      for (const worker of this.#workers.values()) worker.watch();
      this.#publish();
    });
  }

  /** Gives a window's connection to a worker, or tells the window to come again when that worker does not run. */
  grantWindow(worker: string, purpose: LinkPurpose, callerName: string, window: W): void {
    const process = this.#workers.get(worker)?.process;
    if (process) this.#host.grantWindow(process, purpose, callerName, window);
    else this.#host.refuseWindow(window);
  }

  /** This process first, then the workers in the order of the plan; as published last. */
  processes(): readonly ProcessHealth[] {
    return this.#latest;
  }

  /** Starts a failed worker now instead of at its time. */
  retryNow(worker: string): void {
    this.#workers.get(worker)?.retryNow();
  }

  /** Ends all workers, last started first; each has 5 s. */
  async stop(): Promise<void> {
    this.#cancelWatch?.();
    for (const worker of [...this.#workers.values()].toReversed()) await worker.stop();
    await this.#host.close();
  }

  #joinAgain(name: string, process: WorkerProcess): void {
    for (const [a, b] of this.#plan.joins) {
      if (a.worker !== name && b.worker !== name) continue;
      const other = this.#workers.get(a.worker === name ? b.worker : a.worker)?.process;
      // The other end is between two processes: its own start will make the link.
      if (!other) continue;
      const [here, there] = a.worker === name ? [process, other] : [other, process];
      this.#host.join(
        { process: here, name: a.worker, purpose: a.purpose },
        { process: there, name: b.worker, purpose: b.purpose },
      );
    }
  }

  #follow(sink: FeedSink<ProcessHealth[]>): () => void {
    this.#sinks.add(sink);
    sink.push([...this.#latest]);
    return () => this.#sinks.delete(sink);
  }

  #publish(): void {
    this.#latest = [this.#ownHealth(), ...[...this.#workers.values()].map((worker) => worker.health())];
    for (const sink of this.#sinks) sink.push([...this.#latest]);
  }

  #ownHealth(): ProcessHealth {
    const usage = this.#usage(process.pid);
    const monoMs = this.#clock.monoMs();
    const before = this.#ownCpu;
    this.#ownCpu = usage ? { monoMs, cpuMs: usage.cpuMs } : undefined;
    const cpuPercent =
      usage && before && monoMs > before.monoMs
        ? (100 * (usage.cpuMs - before.cpuMs)) / (monoMs - before.monoMs)
        : null;
    return {
      name: 'host',
      pid: process.pid,
      state: 'running',
      restarts: 0,
      memoryMb: usage?.memoryMb ?? null,
      cpuPercent,
      heartbeatAgeMs: null,
      lastProblem: null,
    };
  }
}

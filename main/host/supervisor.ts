import type { Clock } from '../../app/base/clock.ts';
import { every } from '../../app/base/clock.ts';
import type { Log } from '../../app/base/log.ts';
import type { ProcessHealth } from '../../app/contracts/console.ts';
import type { FeedSink } from '../../app/contracts/contract.ts';
import type { LinkPurpose } from '../workers/scope.ts';
import type { WindowHost } from './host.ts';
import { platformUsage } from './processUsage.ts';
import type { UsageProbe } from './processUsage.ts';
import { RestartBudget, usualRestarts } from './restartBudget.ts';
import type { RestartPolicy } from './restartBudget.ts';
import { SideJobs } from './sideJobs.ts';
import { SupervisedWorker } from './supervisedWorker.ts';
import type { WorkerPlan } from './supervisedWorker.ts';
import { ThrowAways } from './throwAways.ts';

interface JoinEnd {
  readonly worker: string;
  readonly purpose: LinkPurpose;
}

/** What runs, in the order of its start, and which workers talk to each other. Stopping is in the reverse order. */
export interface StartPlan {
  readonly workers: readonly WorkerPlan[];
  readonly joins: readonly (readonly [JoinEnd, JoinEnd])[];
  /** Modules that workers may have run in a throw-away process, by name. */
  readonly throwAways?: Readonly<Record<string, string>>;
  /** Modules that workers may have run as side jobs, by name. */
  readonly sideJobs?: Readonly<Record<string, string>>;
}

export interface SupervisorOptions {
  readonly restarts?: RestartPolicy;
  readonly usage?: UsageProbe;
  readonly random?: () => number;
  /** A worker that does not end in order is ended this long after it was asked, ms; 5000 by default. */
  readonly killAfterMs?: number;
  /** The workers of a start in safe mode were asked for. */
  readonly startedNormally?: () => void;
}

const publishEveryMs = 1000;
const joinAgainAfterMs = 1000;

/** Starts workers, keeps them running and joined, and publishes how they are, about once a second. */
export class Supervisor<W> {
  readonly #host: WindowHost<W>;
  readonly #clock: Clock;
  readonly #plan: StartPlan;
  readonly #usage: UsageProbe;
  readonly #workers = new Map<string, SupervisedWorker>();
  /** How often each join of the plan was made. */
  readonly #joined = new Map<StartPlan['joins'][number], number>();
  readonly #sinks = new Set<FeedSink<ProcessHealth[]>>();
  readonly #startedNormally: () => void;
  #heldBack: SupervisedWorker[] = [];
  #ownCpu: { readonly monoMs: number; readonly cpuMs: number } | undefined;
  #latest: readonly ProcessHealth[] = [];
  #cancelWatch: (() => void) | undefined;

  constructor(host: WindowHost<W>, clock: Clock, log: Log, plan: StartPlan, options: SupervisorOptions = {}) {
    const { restarts = usualRestarts, usage = platformUsage, random = Math.random, killAfterMs = 5000 } = options;
    this.#host = host;
    this.#clock = clock;
    this.#plan = plan;
    this.#usage = usage;
    this.#startedNormally = options.startedNormally ?? (() => undefined);
    const throwAways = new ThrowAways(host, clock, log, plan.throwAways ?? {});
    const sideJobs = new SideJobs(host, log, plan.sideJobs ?? {});
    for (const worker of plan.workers) {
      const name = worker.spec.name;
      const ports = {
        host,
        clock,
        log,
        usage,
        killAfterMs,
        budget: new RestartBudget(clock, restarts, random),
        started: () => this.#joinWith(name),
        linkLost: (purpose: string) => this.#linkLost(name, purpose),
        throwAway: throwAways.run.bind(throwAways),
        sideJob: sideJobs.follow.bind(sideJobs),
        startHeldBack: () => this.#startHeldBack(),
        followProcesses: (sink: FeedSink<ProcessHealth[]>) => this.#follow(sink),
      };
      this.#workers.set(name, new SupervisedWorker(worker, ports));
    }
  }

  start(): void {
    for (const worker of this.#workers.values()) {
      if (worker.plan.heldBack === true) this.#heldBack.push(worker);
      else worker.start();
    }
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

  #startHeldBack(): void {
    if (this.#heldBack.length === 0) return;
    for (const worker of this.#heldBack.splice(0)) worker.start();
    this.#startedNormally();
  }

  #join(join: StartPlan['joins'][number]): void {
    const [a, b] = join;
    const here = this.#workers.get(a.worker)?.process;
    const there = this.#workers.get(b.worker)?.process;
    // An end that is between two processes makes the link at its own start.
    if (!here || !there) return;
    this.#joined.set(join, (this.#joined.get(join) ?? 0) + 1);
    this.#host.join(
      { process: here, name: a.worker, purpose: a.purpose },
      { process: there, name: b.worker, purpose: b.purpose },
    );
  }

  /** When the other end died, its restart makes the link; when both live on after a moment, nobody else would. */
  #linkLost(name: string, purpose: string): void {
    const join = this.#plan.joins.find((ends) => ends.some((end) => end.worker === name && end.purpose === purpose));
    if (!join) return;
    const joined = this.#joined.get(join);
    this.#clock.after(joinAgainAfterMs, () => {
      if (this.#joined.get(join) === joined) this.#join(join);
    });
  }

  #joinWith(name: string): void {
    for (const join of this.#plan.joins) {
      if (join.some(({ worker }) => worker === name)) this.#join(join);
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

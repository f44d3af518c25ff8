import type { Clock } from '../../app/base/clock.ts';
import type { Log } from '../../app/base/log.ts';
import type { ProcessHealth } from '../../app/contracts/console.ts';
import type { FeedSink, FeedStop } from '../../app/contracts/contract.ts';
import { hostContract } from '../../app/contracts/host.ts';
import type { SideJobNews, SideJobRequest, ThrowAwayEnd, ThrowAwayRequest } from '../../app/contracts/host.ts';
import { serve } from '../../app/contracts/rpc.ts';
import type { Host, WorkerProcess, WorkerSpec } from './host.ts';
import type { UsageProbe } from './processUsage.ts';
import type { RestartBudget } from './restartBudget.ts';

/** A worker that the supervisor keeps running. */
export interface WorkerPlan {
  readonly spec: WorkerSpec;
  /** Longest silence between two beats, ms; four times that before the first one; `null`: not watched. */
  readonly silentMs: number | null;
  /** Safe mode: not started before it is asked for. */
  readonly heldBack?: boolean;
}

export interface SupervisedWorkerPorts {
  readonly host: Pick<Host, 'start'>;
  readonly clock: Clock;
  readonly log: Log;
  readonly budget: RestartBudget;
  readonly usage: UsageProbe;
  /** A worker that does not end in order is ended this long after it was asked, ms. */
  readonly killAfterMs: number;
  /** A new process runs: its links must be made. */
  readonly started: () => void;
  /** A link to another worker closed. */
  readonly linkLost: (purpose: string) => void;
  /** @param callerGone aborts when the asking process ended */
  readonly throwAway: (request: ThrowAwayRequest, callerGone: AbortSignal) => Promise<ThrowAwayEnd>;
  readonly sideJob: (request: SideJobRequest, sink: FeedSink<SideJobNews>) => FeedStop;
  readonly startHeldBack: () => void;
  readonly followProcesses: (sink: FeedSink<ProcessHealth[]>) => FeedStop;
}

/** Starting a process and loading its code takes longer than any work of it, most of all on a machine under load. */
const firstBeatShare = 4;

/** A planned restart of a process younger than this counts as a failure: it would be a loop outside the budget. */
const shortLifeMs = 1000;

/** One worker through all its processes: starts it, watches its beats, starts it again. */
export class SupervisedWorker {
  readonly plan: WorkerPlan;
  readonly #ports: SupervisedWorkerPorts;
  #process: WorkerProcess | undefined;
  #state: ProcessHealth['state'] = 'stopped';
  #restarts = 0;
  #lastProblem: string | null = null;
  #endedBecause: string | undefined;
  #plannedRestart = false;
  #startedMonoMs = 0;
  #beatMonoMs: number | undefined;
  #lastDone = '';
  #cpu: { readonly monoMs: number; readonly cpuMs: number } | undefined;
  #cancelTimer: (() => void) | undefined;
  #stopped: (() => void) | undefined;

  constructor(plan: WorkerPlan, ports: SupervisedWorkerPorts) {
    this.plan = plan;
    this.#ports = ports;
  }

  /** The running process; undefined between two of them. */
  get process(): WorkerProcess | undefined {
    return this.#process;
  }

  start(): void {
    this.#cancelTimer?.();
    this.#state = 'starting';
    this.#startedMonoMs = this.#ports.clock.monoMs();
    this.#beatMonoMs = undefined;
    this.#cpu = undefined;
    const process = this.#ports.host.start(this.plan.spec);
    this.#process = process;
    process.onExit((code, signal) => this.#exited(code, signal));
    this.#answer(process);
    this.#ports.log.log('info', 'Worker started', { worker: this.plan.spec.name, pid: process.pid });
    this.#ports.started();
  }

  /** A failed worker is tried at once instead of at its time; others are left alone. */
  retryNow(): void {
    if (this.#state === 'failed' || this.#state === 'restarting') this.start();
  }

  /** Called about once a second: ends a process that has been silent for too long. */
  watch(): void {
    const { silentMs } = this.plan;
    if (silentMs === null || !this.#process || this.#endedBecause !== undefined) return;
    const silence = this.#silenceMs();
    const silenceMs = silence ?? this.#ports.clock.monoMs() - this.#startedMonoMs;
    if (silenceMs <= (silence === null ? firstBeatShare * silentMs : silentMs)) return;
    const what = silence === null ? 'did not come to work' : 'finished no work';
    const last = silence === null ? '' : ` (last: ${this.#lastDone})`;
    this.#endedBecause = `It ${what} for ${Math.round(silenceMs / 1000)} s${last} and was ended.`;
    this.#process.kill();
  }

  health(): ProcessHealth {
    const pid = this.#process?.pid ?? null;
    const usage = pid === null ? null : this.#ports.usage(pid);
    const monoMs = this.#ports.clock.monoMs();
    let cpuPercent: number | null = null;
    if (usage && this.#cpu && monoMs > this.#cpu.monoMs) {
      cpuPercent = (100 * (usage.cpuMs - this.#cpu.cpuMs)) / (monoMs - this.#cpu.monoMs);
    }
    this.#cpu = usage ? { monoMs, cpuMs: usage.cpuMs } : undefined;
    return {
      name: this.plan.spec.name,
      pid,
      state: this.#state,
      restarts: this.#restarts,
      memoryMb: usage?.memoryMb ?? null,
      cpuPercent,
      heartbeatAgeMs: this.#silenceMs(),
      lastProblem: this.#lastProblem,
    };
  }

  /** Resolves when the process has ended, in order or by force after 5 s. */
  async stop(): Promise<void> {
    this.#cancelTimer?.();
    const process = this.#process;
    this.#state = 'stopped';
    if (!process) return;
    const gone = new Promise<void>((resolve) => (this.#stopped = resolve));
    this.#endInOrder(process);
    await gone;
  }

  #answer(process: WorkerProcess): void {
    const gone = new AbortController();
    process.onExit(() => gone.abort());
    /** The last words of a process that was replaced meanwhile are not the new one's. */
    const ofThisOne = (act: () => void): Record<string, never> => {
      if (this.#process === process) act();
      return {};
    };
    serve(
      process.link,
      hostContract,
      {
        ready: () =>
          ofThisOne(() => {
            if (this.#state === 'starting') this.#state = 'running';
          }),
        beat: ({ done }) =>
          ofThisOne(() => {
            this.#beatMonoMs = this.#ports.clock.monoMs();
            this.#lastDone = done;
          }),
        lastWords: ({ problem }) =>
          ofThisOne(() => {
            this.#endedBecause = problem;
          }),
        restartMe: ({ why }) => ofThisOne(() => this.#restartPlanned(why)),
        linkLost: ({ purpose }) => ofThisOne(() => this.#ports.linkLost(purpose)),
        throwAway: (request) => this.#ports.throwAway(request, gone.signal),
        sideJob: (request, sink) => this.#ports.sideJob(request, sink),
        startHeldBack: () => {
          this.#ports.startHeldBack();
          return {};
        },
        processes: (_args, sink) => this.#ports.followProcesses(sink),
      },
      { name: this.plan.spec.name },
      { log: this.#ports.log },
    );
  }

  #restartPlanned(why: string): void {
    if (!this.#process || this.#plannedRestart || this.#state === 'stopped') return;
    this.#ports.log.log('info', 'Planned restart', { worker: this.plan.spec.name, why });
    this.#plannedRestart = true;
    this.#state = 'restarting';
    this.#endInOrder(this.#process);
  }

  #endInOrder(process: WorkerProcess): void {
    process.stop();
    this.#cancelTimer?.();
    this.#cancelTimer = this.#ports.clock.after(this.#ports.killAfterMs, () => process.kill());
  }

  #exited(code: number | null, signal: string | null): void {
    this.#cancelTimer?.();
    this.#process = undefined;
    this.#beatMonoMs = undefined;
    const planned = this.#plannedRestart;
    this.#plannedRestart = false;
    if (this.#state === 'stopped') return this.#stopped?.();
    if (planned && this.#ports.clock.monoMs() - this.#startedMonoMs >= shortLifeMs) return this.start();
    const how = signal === null ? `with code ${code}` : `by ${signal}`;
    const next = this.#ports.budget.afterFailure();
    this.#state = next.state;
    this.#restarts++;
    this.#lastProblem = this.#endedBecause ?? `It ended ${how}.`;
    this.#endedBecause = undefined;
    this.#ports.log.log(
      'error',
      next.state === 'failed' ? 'Worker failed and waits' : 'Worker ended and is started again',
      {
        worker: this.plan.spec.name,
        how,
        inMs: Math.round(next.inMs),
      },
    );
    this.#cancelTimer = this.#ports.clock.after(next.inMs, () => this.start());
  }

  #silenceMs(): number | null {
    return this.#beatMonoMs === undefined ? null : this.#ports.clock.monoMs() - this.#beatMonoMs;
  }
}

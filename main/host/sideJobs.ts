import { AppError } from '../../app/base/error.ts';
import type { Log } from '../../app/base/log.ts';
import type { FeedSink, FeedStop } from '../../app/contracts/contract.ts';
import { sideJobContract } from '../../app/contracts/host.ts';
import type { SideJobNews, SideJobRequest } from '../../app/contracts/host.ts';
import { serve } from '../../app/contracts/rpc.ts';
import type { Host, WorkerProcess, WorkerSpec } from './host.ts';

const mostWaiting = 8;

interface Job {
  readonly spec: WorkerSpec;
  readonly sink: FeedSink<SideJobNews>;
}

/**
 * Processes for one piece of work each that takes its time, of a fixed table of modules. One at a time: each takes as
 * many cores as it may. A process lives as long as somebody follows it, and no longer than its answer.
 */
export class SideJobs {
  readonly #host: Pick<Host, 'start'>;
  readonly #log: Log;
  readonly #modules: Readonly<Record<string, string>>;
  readonly #waiting: Job[] = [];
  #running: { readonly job: Job; readonly process: WorkerProcess } | null = null;

  /** @param modules name to entry file; the file calls `runSideJob` */
  constructor(host: Pick<Host, 'start'>, log: Log, modules: Readonly<Record<string, string>>) {
    this.#host = host;
    this.#log = log;
    this.#modules = modules;
  }

  /** @throws AppError `invalid-argument` (no such module), `resource-exhausted` (too many wait) */
  follow({ module: name, options }: SideJobRequest, sink: FeedSink<SideJobNews>): FeedStop {
    const module = Object.hasOwn(this.#modules, name) ? this.#modules[name] : undefined;
    if (module === undefined) throw new AppError('invalid-argument', `There is no side job "${name}".`);
    if (this.#waiting.length >= mostWaiting) {
      throw new AppError(
        'resource-exhausted',
        'Too many jobs of this kind wait already. Try again when they are done.',
      );
    }
    const job: Job = { spec: { name, module, options }, sink };
    if (this.#running) {
      this.#waiting.push(job);
      sink.push({ kind: 'waits' });
    } else this.#start(job);
    return () => this.#left(job);
  }

  #start(job: Job): void {
    const process = this.#host.start(job.spec);
    this.#running = { job, process };
    let isOver = false;
    const last = (news: SideJobNews): void => {
      if (isOver) return;
      isOver = true;
      job.sink.push(news);
    };
    process.onExit((code, signal) => {
      last({ kind: 'ended', code, signal });
      if (this.#running?.process === process) this.#running = null;
      const next = this.#running ? undefined : this.#waiting.shift();
      if (next) this.#start(next);
    });
    const implementation = {
      progress: ({ progress }: { progress?: unknown }) => {
        if (!isOver) job.sink.push({ kind: 'progress', progress });
        return {};
      },
      answer: ({ answer }: { answer?: unknown }) => {
        last({ kind: 'answered', answer });
        process.kill();
        return {};
      },
    };
    serve(process.link, sideJobContract, implementation, { name: job.spec.name }, { log: this.#log });
  }

  /** Nobody follows it any more; the next one has its turn when the process is gone. */
  #left(job: Job): void {
    const at = this.#waiting.indexOf(job);
    if (at >= 0) this.#waiting.splice(at, 1);
    else if (this.#running?.job === job) this.#running.process.kill();
  }
}

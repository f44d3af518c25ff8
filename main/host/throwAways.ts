import type { Clock } from '../../app/base/clock.ts';
import { AppError } from '../../app/base/error.ts';
import type { Log } from '../../app/base/log.ts';
import { throwAwayContract } from '../../app/contracts/host.ts';
import type { ThrowAwayEnd, ThrowAwayRequest } from '../../app/contracts/host.ts';
import { serve } from '../../app/contracts/rpc.ts';
import type { Host, WorkerSpec } from './host.ts';

const mostWaiting = 8;
/** A broken driver can hold a dead process for ever: after this long nobody waits for it. */
const goneWithinMs = 2000;

/**
 * Processes for one piece of work each, of a fixed table of modules. One at a time: several would falsify what each of
 * them measures, and share out the machine's cores that the cameras need.
 */
export class ThrowAways {
  readonly #host: Pick<Host, 'start'>;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #modules: Readonly<Record<string, string>>;
  #waiting = 0;
  #last: Promise<unknown> = Promise.resolve();

  /** @param modules name to entry file; the file calls `runThrowAway` */
  constructor(host: Pick<Host, 'start'>, clock: Clock, log: Log, modules: Readonly<Record<string, string>>) {
    this.#host = host;
    this.#clock = clock;
    this.#log = log;
    this.#modules = modules;
  }

  /**
   * Errors: `invalid-argument` (no such module), `resource-exhausted` (too many wait), `cancelled`.
   * @param callerGone nobody waits any more: the process is ended, or not even started
   */
  async run({ module: name, options, maxWallMs }: ThrowAwayRequest, callerGone?: AbortSignal): Promise<ThrowAwayEnd> {
    const module = Object.hasOwn(this.#modules, name) ? this.#modules[name] : undefined;
    if (module === undefined) throw new AppError('invalid-argument', `There is no throw-away process "${name}".`);
    if (this.#waiting >= mostWaiting) {
      throw new AppError('resource-exhausted', 'Too many test processes wait already. Try again when they are done.');
    }
    this.#waiting++;
    const end = this.#last.then(() => {
      this.#waiting--;
      if (callerGone?.aborted) throw new AppError('cancelled', 'The one who asked for the process is gone.');
      return this.#runNow({ name, module, options, isolated: true }, maxWallMs, callerGone);
    });
    this.#last = end.catch(() => undefined);
    return end;
  }

  #runNow(spec: WorkerSpec, maxWallMs: number, callerGone: AbortSignal | undefined): Promise<ThrowAwayEnd> {
    const process = this.#host.start(spec);
    return new Promise((resolve) => {
      let cancelTimer = this.#clock.after(maxWallMs, () => finish({ kind: 'overTime' }));
      const left = (): void => finish({ kind: 'ended', code: null, signal: null });
      const settle = (end: ThrowAwayEnd): void => {
        cancelTimer();
        callerGone?.removeEventListener('abort', left);
        resolve(end);
      };
      let known: ThrowAwayEnd | undefined;
      /** The end is known; the process need not go on. */
      const finish = (end: ThrowAwayEnd): void => {
        known ??= end;
        process.kill();
        cancelTimer();
        cancelTimer = this.#clock.after(goneWithinMs, () => settle(end));
      };
      process.onExit((code, signal) => settle(known ?? { kind: 'ended', code, signal }));
      callerGone?.addEventListener('abort', left);
      const implementation = {
        answer: ({ answer }: { answer?: unknown }) => {
          finish({ kind: 'answered', answer });
          return {};
        },
      };
      serve(process.link, throwAwayContract, implementation, { name: spec.name }, { log: this.#log });
    });
  }
}

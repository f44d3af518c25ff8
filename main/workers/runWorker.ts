import { sleep } from '../../app/base/clock.ts';
import { toAppError } from '../../app/base/error.ts';
import { connect } from '../../app/contracts/rpc.ts';
import { hostContract } from '../../app/contracts/host.ts';
import { processChannel } from '../links/processLink.ts';
import { platformClock } from '../platformClock.ts';
import type { HostControl } from './control.ts';
import { GrantedLinks } from './grantedLinks.ts';
import { hostEnd } from './hostEnd.ts';
import { lineLog } from './lineLog.ts';
import type { WorkerScope, WorkerStart } from './scope.ts';

/** The host kills a worker 5 s after it asked it to end; a worker whose host is gone must be gone within 5 s too. */
const stopWithinMs = 4500;
const orphanStopWithinMs = 3000;
/** How long a worker that meets its end waits to have told why. */
const lastWordsMs = 300;
/** Beats are work done, thousands a second; the host needs to know only now and then. */
const beatEveryMs = 250;

export interface RunWorkerOptions {
  /** Off only in tests that show what it is for: a worker with a lost rejection would live on half dead. */
  readonly endOnUnhandled?: boolean;
  /** Off only in tests that show what it is for: a worker would outlive its host. */
  readonly endWithHost?: boolean;
}

/**
 * Runs a worker in this process: a forked child or an Electron utility process. Called once, from a worker's entry
 * file. The process ends with code 1 when anything goes unhandled, and in order when the host asks or is gone.
 */
export function runWorker(start: WorkerStart, options: RunWorkerOptions = {}): void {
  const channel = processChannel(hostEnd());
  const stops: (() => void | Promise<void>)[] = [];
  let log = lineLog();
  let ending = false;

  function crash(thrown: unknown): void {
    const problem = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
    log.log('error', 'The worker met an error that nothing handled, and ends', { problem });
    void Promise.race([
      host.lastWords({ problem: toAppError(thrown).message }).catch(() => undefined),
      sleep(platformClock, lastWordsMs),
    ]).then(() => process.exit(1));
  }
  function end(withinMs: number, code: number): void {
    if (ending) return;
    ending = true;
    const limit = setTimeout(() => {
      log.log('warn', 'The worker did not stop in order in time', { withinMs });
      process.exit(code);
    }, withinMs);
    Promise.all(stops.map(async (stop) => stop()))
      .catch((thrown: unknown) => log.log('error', 'Stopping failed', { problem: String(thrown) }))
      .finally(() => {
        clearTimeout(limit);
        process.exit(code);
      });
  }

  if (options.endOnUnhandled !== false) {
    process.on('uncaughtException', crash);
    process.on('unhandledRejection', crash);
  }
  // A terminal's Ctrl-C reaches every process of its group; the host decides what it means.
  process.on('SIGINT', () => undefined);
  process.on('SIGTERM', () => end(stopWithinMs, 0));
  channel.link.onClose(() => {
    if (options.endWithHost !== false) end(orphanStopWithinMs, 1);
  });

  const host = connect(channel.link, hostContract);
  const links = new GrantedLinks(
    (control) => channel.control(control),
    (purpose) => tell(host.linkLost({ purpose })),
  );
  let beatMonoMs = Number.NEGATIVE_INFINITY;
  let lastDone = '';

  channel.onControl((message, attachment) => {
    const control = message as HostControl;
    if (control.kind === 'stop') return end(stopWithinMs, 0);
    if (control.kind !== 'start') return links.take(control, attachment);
    log = lineLog({ worker: control.name });
    const scope: WorkerScope = {
      name: control.name,
      options: control.options,
      clock: platformClock,
      log,
      onLink: (listener) => links.onLink(listener),
      beat(done) {
        const now = platformClock.monoMs();
        if (now - beatMonoMs < beatEveryMs && (done === 'idle') === (lastDone === 'idle')) return;
        beatMonoMs = now;
        lastDone = done;
        tell(host.beat({ done }));
      },
      restartMe: (why) => tell(host.restartMe({ why })),
      startHeldBack: () => host.startHeldBack({}),
      throwAway: (request) => host.throwAway(request),
      sideJob: (request, listener) => host.sideJob(request, listener),
      onProcesses: (listener) => void host.processes({}, { item: listener }),
      onStop: (listener) => void stops.push(listener),
    };
    void (async () => start(scope))().then(() => tell(host.ready({})), crash);
  });
}

/** When the host cannot be told it is gone, and then this worker is about to end. */
function tell(told: Promise<unknown>): void {
  void told.catch(() => undefined);
}

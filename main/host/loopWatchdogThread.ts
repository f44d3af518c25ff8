import { writeSync } from 'node:fs';
import { Session } from 'node:inspector';
import { performance } from 'node:perf_hooks';
import { workerData } from 'node:worker_threads';
import { lineLog } from '../workers/lineLog.ts';
import { LoopWatch } from './loopWatch.ts';
import type { LoopWatchdogStart } from './loopWatchdog.ts';

const standardError = 2;
const deepestFrames = 12;
const { counter, blockedAfterMs, lookEveryMs } = workerData as LoopWatchdogStart;
const count = new Int32Array(counter);
const watch = new LoopWatch(blockedAfterMs);
// Past the thread's own process.stderr, which goes through the loop that is blocked.
const log = lineLog({ worker: 'host' }, (line) => void writeSync(standardError, line));

setInterval(() => {
  const event = watch.look(Atomics.load(count, 0), performance.now());
  if (!event) return;
  const forMs = Math.round(event.forMs);
  if (event.kind === 'free') log.log('info', 'The main loop moves again', { forMs });
  else {
    log.log('error', 'The main loop is blocked', { forMs });
    withStack((stack) => log.log('error', 'The main loop is blocked here', { stack }));
  }
}, lookEveryMs);

interface ScriptParsed {
  readonly params: { readonly scriptId: string; readonly url: string };
}
interface Paused {
  readonly params: {
    readonly callFrames: readonly {
      readonly functionName: string;
      readonly location: { readonly scriptId: string; readonly lineNumber: number };
    }[];
  };
}

/** Pauses the main thread for the moment it takes to read its stack; where the inspector is built out there is none. */
function withStack(use: (stack: readonly string[]) => void): void {
  const session = new Session();
  try {
    session.connectToMainThread();
  } catch {
    return;
  }
  const urls = new Map<string, string>();
  session.on('Debugger.scriptParsed', ({ params }: ScriptParsed) => urls.set(params.scriptId, params.url));
  session.once('Debugger.paused', ({ params }: Paused) => {
    use(
      params.callFrames.slice(0, deepestFrames).map(({ functionName, location }) => {
        const url = urls.get(location.scriptId) ?? '?';
        return `${functionName || '(anonymous)'} ${url}:${location.lineNumber + 1}`;
      }),
    );
    session.post('Debugger.resume', () => session.disconnect());
  });
  session.post('Debugger.enable', () => session.post('Debugger.pause'));
}

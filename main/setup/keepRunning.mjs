// Starts the product's first process again when it crashed. Plain JavaScript with Node's built-ins only, as everything
// here: `npm start` runs it on the user's own Node.
import { spawn } from 'node:child_process';

/** Exit code of a desktop that met an error which nothing handled. */
export const crashedCode = 70;
/** Set for a process that runs below `keepRunning`. */
export const launchedVariable = 'ITS_LAUNCHED';

/** Holds, for a start in safe mode, the sentence that says why. */
export const safeModeVariable = 'ITS_SAFE_MODE';

/** Whether this very process runs below `keepRunning` and can talk to it. */
export function isLaunched() {
  return process.env[launchedVariable] === '1' && process.connected === true;
}

/** Why this process is to start in safe mode; `null` for a usual start. */
export function safeModeReason(env = process.env) {
  return env[safeModeVariable] || null;
}

/** The sentence for the operator. */
export function crashedTimes(times, how) {
  return `The station crashed ${times} times within a minute (last with ${how}).`;
}

const withinMs = 60_000;
const pauseMs = 500;
/** Whoever sends these wants the end. */
const askedToEnd = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/**
 * Runs a program until it ends for good: with code 0 or 2, with a refusal of its first start, or when it was asked to.
 * A crash (a signal, `crashedCode`, any other code of one that told `{ ready: true }` over the channel) starts it again,
 * at most three times a minute, the third time in safe mode (`safeModeVariable`). One in safe mode that tells
 * `{ startedNormally: true }` has its earlier crashes forgotten. SIGINT, SIGTERM and SIGHUP of this process are passed on.
 * @param {import('./keepRunning.mjs').KeepRunning} options
 * @returns {Promise<number>} the exit code for this process
 */
export function keepRunning({
  command,
  args,
  env = process.env,
  what,
  say,
  channel = true,
  restarts = 3,
  monoMs = () => performance.now(),
}) {
  const crashesMonoMs = [];
  let wasReady = false;
  let leaving = false;
  let child;
  let pause;
  let finish;
  const ended = new Promise((resolve) => (finish = resolve));
  const signals = askedToEnd.map((signal) => [signal, () => passOn(signal)]);

  function passOn(signal) {
    leaving = true;
    if (pause === undefined) child.kill(signal);
    else finish(0);
  }
  function start(safeMode = '') {
    pause = undefined;
    child = spawn(command, args, {
      env: { ...env, [launchedVariable]: '1', [safeModeVariable]: safeMode },
      stdio: ['inherit', 'inherit', 'inherit', channel ? 'ipc' : 'ignore'],
    });
    child.on('message', (message) => {
      if (message?.ready === true) wasReady = true;
      if (message?.startedNormally === true) crashesMonoMs.length = 0;
    });
    child.on('error', (error) => {
      say(`${what} does not start: ${error.message}`);
      finish(1);
    });
    child.on('exit', over);
  }
  function over(code, signal) {
    const asked = leaving || askedToEnd.includes(signal);
    const refused = signal === null && code !== crashedCode && !wasReady;
    if (asked || refused || code === 0 || code === 2) return finish(code ?? (signal === 'SIGINT' ? 130 : 1));
    const now = monoMs();
    const lately = crashesMonoMs.filter((crashMonoMs) => now - crashMonoMs < withinMs);
    crashesMonoMs.splice(0, crashesMonoMs.length, ...lately, now);
    const how = signal ?? `code ${code}`;
    if (crashesMonoMs.length > restarts) {
      say(
        `${what} crashed too often (${crashesMonoMs.length} in a minute, last with ${how}) and is not started again. The lines above say why; "npm run -s its -- doctor" checks this machine.`,
      );
      return finish(1);
    }
    const crashes = crashesMonoMs.length;
    const safeMode = crashes === restarts && restarts > 1 ? crashedTimes(crashes, how) : '';
    say(`${what} crashed (${how}) and is started again${safeMode ? ', in safe mode: without video' : ''}.`);
    pause = setTimeout(() => start(safeMode), pauseMs);
  }

  for (const [signal, listener] of signals) process.on(signal, listener);
  start();
  return ended.finally(() => {
    clearTimeout(pause);
    for (const [signal, listener] of signals) process.off(signal, listener);
  });
}

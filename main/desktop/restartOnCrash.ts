import type { App, Dialog } from 'electron';
import type { Log } from '../../app/base/log.ts';
import { every, type Clock } from '../../app/base/clock.ts';
import { crashedCode, crashedTimes, launchedVariable, safeModeReason } from '../setup/keepRunning.mjs';

/** The part of `process` that this needs. */
export interface MainProcess {
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly ppid: number;
  on(event: 'uncaughtException' | 'unhandledRejection', listener: (thrown: unknown) => void): unknown;
}

export interface RestartOnCrashOptions {
  readonly app: Pick<App, 'relaunch' | 'exit' | 'quit'>;
  readonly dialog: Pick<Dialog, 'showErrorBox'>;
  readonly main: MainProcess;
  readonly clock: Clock;
  readonly log: Log;
  /** Seconds since the computer started: the one monotonic time that two processes share. */
  readonly uptimeS: () => number;
  /** Within a minute; 3 by default. 0 only in tests that show what it is for. */
  readonly restarts?: number;
}

const withinS = 60;
/** What a restarted desktop is told of its crashes: uptimes in s. */
const crashedFlag = '--crashed-at-uptime-s=';
const launcherLookMs = 2000;

/**
 * An error in Electron's main process that nothing handles: logged, then the desktop starts again, by the launcher where
 * it has one, else by itself; at most three times a minute. Without it Electron would show a dialog and go on half dead.
 * And a desktop whose launcher was killed ends in order.
 * @returns why this start is one in safe mode, as the third start after crashes is; `null` for a usual start
 */
export function restartOnCrash(options: RestartOnCrashOptions): string | null {
  const { app, dialog, main, clock, log, uptimeS, restarts = 3 } = options;
  const launched = main.env[launchedVariable] === '1';
  let crashed = false;

  function crash(thrown: unknown): void {
    if (crashed) return;
    crashed = true;
    const problem = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
    log.log('error', 'The desktop met an error that nothing handled, and starts again', { problem });
    if (launched) return app.exit(crashedCode);
    const nowS = uptimeS();
    const earlierS = crashesS(main.argv).filter((atS) => nowS - atS < withinS);
    if (earlierS.length >= restarts) {
      const text = 'It crashed too often and is not started again. Start it anew; its log says why.';
      log.log('error', text);
      dialog.showErrorBox('ITS Camera AI console', text);
      return app.exit(1);
    }
    const own = main.argv.slice(1).filter((argument) => !argument.startsWith(crashedFlag));
    app.relaunch({ args: [...own, crashedFlag + [...earlierS, Math.floor(nowS)].join(',')] });
    app.exit(crashedCode);
  }

  main.on('uncaughtException', crash);
  main.on('unhandledRejection', crash);
  if (!launched) {
    const crashes = crashesS(main.argv).filter((atS) => uptimeS() - atS < withinS).length;
    return crashes >= restarts && crashes > 1 ? crashedTimes(crashes, 'an error that nothing handled') : null;
  }
  const launcher = main.ppid;
  const stopLooking = every(clock, launcherLookMs, () => {
    if (main.ppid === launcher) return;
    stopLooking();
    log.log('warn', 'The launcher is gone; the desktop ends');
    app.quit();
  });
  return safeModeReason(main.env);
}

/** A mistyped flag counts as no crash. */
function crashesS(argv: readonly string[]): number[] {
  const told = argv.find((argument) => argument.startsWith(crashedFlag))?.slice(crashedFlag.length);
  return told === undefined ? [] : told.split(',').map(Number).filter(Number.isFinite);
}

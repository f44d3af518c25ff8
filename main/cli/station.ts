import { startHeadless } from '../headless.ts';
import { exitCode } from './exit.ts';
import { thisLauncher } from './launcher.ts';
import { openPage } from './openPage.ts';
import { parseStationArguments } from './stationArguments.ts';

/** The workers need up to 3 s more when this process leaves them alone. */
const orphanStopWithinMs = 5000;

/**
 * `its station`: runs until it is asked to end. Its first line on stdout is `its station ready <url>`. A launcher above
 * (`its.mjs`, `npm start`) starts it again after a crash; then the line comes anew, with another URL.
 */
export async function runStation(argv: string[]): Promise<number> {
  const wanted = parseStationArguments(argv);
  const launcher = thisLauncher();
  const launcherGone = new Promise<void>((resolve) => launcher?.onGone(resolve));
  void launcherGone.then(() => setTimeout(() => process.exit(exitCode.failed), orphanStopWithinMs).unref());
  try {
    const station = await startHeadless({
      ...wanted,
      safeModeReason: launcher?.safeModeReason ?? null,
      startedNormally: () => launcher?.startedNormally(),
    });
    launcher?.ready();
    process.stdout.write(`its station ready ${station.url}\n`);
    if (wanted.openPage) openPage(station.url);
    const asked = new Promise<void>((resolve) => {
      // Not once: a terminal's Ctrl-C comes from the terminal and from the process above.
      for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve());
    });
    await Promise.race([asked, launcherGone]);
    await station.stop();
    return exitCode.ok;
  } finally {
    launcher?.leave();
  }
}

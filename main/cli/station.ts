import { fileURLToPath } from 'node:url';
import { keepRunning } from '../setup/keepRunning.mjs';
import { exitCode } from './exit.ts';
import { type Launcher, launcherOf } from './launcher.ts';
import { openPage } from './openPage.ts';
import { parseStationArguments, type StationArguments } from './stationArguments.ts';

const its = fileURLToPath(new URL('../its.mjs', import.meta.url));
/** The workers need up to 3 s more when this process leaves them alone. */
const orphanStopWithinMs = 5000;

/**
 * `its station`: runs until it is asked to end. Its first line on stdout is `its station ready <url>`. The station is a
 * process below this one, which starts it again after a crash; then the line comes anew, with another URL.
 */
export async function runStation(argv: string[]): Promise<number> {
  const wanted = parseStationArguments(argv);
  const launcher = launcherOf(process);
  if (launcher) return runHere(wanted, launcher).finally(() => launcher.leave());
  return keepRunning({
    command: process.execPath,
    args: [...process.execArgv, its, 'station', ...argv],
    what: 'The station',
    say: (text) => void process.stderr.write(`its station: ${text}\n`),
  });
}

async function runHere(wanted: StationArguments, launcher: Launcher): Promise<number> {
  const launcherGone = new Promise<void>((resolve) => launcher.onGone(resolve));
  void launcherGone.then(() => setTimeout(() => process.exit(exitCode.failed), orphanStopWithinMs).unref());
  // Loaded only here: the process above needs nothing of it.
  const { startHeadless } = await import('../headless.ts');
  const station = await startHeadless(wanted);
  launcher.ready();
  process.stdout.write(`its station ready ${station.url}\n`);
  if (wanted.openPage) openPage(station.url);
  const asked = new Promise<void>((resolve) => {
    // Not once: a terminal's Ctrl-C comes from the terminal and from the process above.
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve());
  });
  await Promise.race([asked, launcherGone]);
  await station.stop();
  return exitCode.ok;
}

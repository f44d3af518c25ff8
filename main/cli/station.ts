import { startHeadless } from '../headless.ts';
import { exitCode } from './exit.ts';
import { openPage } from './openPage.ts';
import { parseStationArguments } from './stationArguments.ts';

/** `its station`: runs until it is asked to end. Its first line on stdout is `its station ready <url>`. */
export async function runStation(argv: string[]): Promise<number> {
  const wanted = parseStationArguments(argv);
  const station = await startHeadless(wanted);
  process.stdout.write(`its station ready ${station.url}\n`);
  if (wanted.openPage) openPage(station.url);
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve());
  });
  await station.stop();
  return exitCode.ok;
}

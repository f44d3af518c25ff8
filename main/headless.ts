import { accessSync, constants, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sleep } from '../app/base/clock.ts';
import { AppError } from '../app/base/error.ts';
import { NodeHost, type WindowUpgrade } from './host/nodeHost.ts';
import { startStation, type Station } from './host/startStation.ts';
import { platformClock } from './platformClock.ts';
import { productVersion } from './productVersion.ts';
import { lockFolder } from './store/folderLock.ts';
import { mapFiles } from './web/mapFiles.ts';
import { readPageFiles } from './web/pageFiles.ts';
import { startWebServer, type WebServer } from './web/server.ts';
import { lineLog } from './workers/lineLog.ts';

export interface HeadlessOptions {
  readonly dataFolder: string;
  readonly siteFile: string | undefined;
  readonly port: number;
  readonly listen: string;
  /** Whether a first start without a site file shows the demo site. */
  readonly demo: boolean;
  /** What happened before this start in safe mode; `null` in a usual start. */
  readonly safeModeReason?: string | null;
  /** An operator ended safe mode. */
  readonly startedNormally?: () => void;
}

export interface HeadlessStation {
  /** With this launch's token in it. */
  readonly url: string;
  stop(): Promise<void>;
}

const pageFolder = fileURLToPath(new URL('../dist/renderer', import.meta.url));
const workersReadyWithinMs = 60_000;
/** Workers of a station that was killed hold its folder for up to 3 s. */
const leftoversGoneWithinMs = 4000;

/** The whole product without Electron: workers under plain Node, the page over HTTP. Throws with one clear sentence. */
export async function startHeadless(options: HeadlessOptions): Promise<HeadlessStation> {
  const { safeModeReason = null, startedNormally } = options;
  const dataFolder = resolve(options.dataFolder);
  const siteFile = options.siteFile === undefined ? undefined : readSiteFile(resolve(options.siteFile));
  prepareFolder(dataFolder);
  // The console process takes it for good; asked here first, the refusal is one sentence at once.
  lockFolder(dataFolder, leftoversGoneWithinMs).release();
  const files = readPageFiles(pageFolder);

  const log = lineLog({ worker: 'host' });
  const host = new NodeHost();
  let station: Station<WindowUpgrade> | null = null;
  const web = await startWebServer({
    address: options.listen,
    port: options.port,
    files,
    mapFiles: mapFiles(dataFolder),
    grantWindow: (worker, purpose, caller, upgrade) => station?.grantWindow(worker, purpose, caller, upgrade),
  });
  station = startStation(host, platformClock, log, {
    console: {
      dataFolder,
      siteFile,
      demo: options.demo,
      modelsFolder: join(dataFolder, 'models'),
      version: productVersion(),
    },
    vision: { ownPorts: [web.port] },
    safeModeReason,
    ...(startedNormally ? { startedNormally } : {}),
  });
  const stop = (): Promise<void> => end(web, station, host);
  try {
    await workersReady(station, safeModeReason === null ? ['console', 'vision'] : ['console']);
  } catch (thrown) {
    await stop();
    throw thrown;
  }
  return { url: web.url, stop };
}

/** Throws `failed-precondition` with a sentence for whoever typed the path. */
function prepareFolder(path: string): void {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
    accessSync(path, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code ?? '';
    const problem = ['EEXIST', 'ENOTDIR'].includes(code)
      ? 'is a file or lies below one'
      : `cannot be written to (${code})`;
    throw new AppError(
      'failed-precondition',
      `The data folder ${path} ${problem}. Name a folder of yours after --data; it is made when it is not there.`,
      { cause },
    );
  }
}

async function workersReady(station: Station<WindowUpgrade>, names: readonly string[]): Promise<void> {
  const untilMono = platformClock.monoMs() + workersReadyWithinMs;
  for (;;) {
    const workers = station.processes().filter(({ name }) => names.includes(name));
    const broken = workers.find(({ state, lastProblem }) => state !== 'running' && lastProblem !== null);
    if (broken) {
      throw new AppError('failed-precondition', broken.lastProblem ?? `The ${broken.name} process does not start.`);
    }
    if (workers.length === names.length && workers.every(({ state }) => state === 'running')) return;
    if (platformClock.monoMs() > untilMono) {
      throw new AppError('deadline-exceeded', 'The station’s processes did not start within a minute.');
    }
    await sleep(platformClock, 50);
  }
}

async function end(web: WebServer, station: Station<WindowUpgrade> | null, host: NodeHost): Promise<void> {
  await web.close();
  await station?.stop();
  await host.close();
}

function readSiteFile(path: string): { text: string; folder: string } {
  try {
    return { text: readFileSync(path, 'utf8'), folder: dirname(path) };
  } catch (cause) {
    throw new AppError('not-found', `The site file ${path} cannot be read. Check the path after --site.`, { cause });
  }
}

import { uptime } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as electron from 'electron';
import { restartOnCrash } from './desktop/restartOnCrash.ts';
import { startDesktop } from './desktop/startDesktop.ts';
import { platformClock } from './platformClock.ts';
import { productVersion } from './productVersion.ts';
import { mapFiles } from './web/mapFiles.ts';
import { readPageFiles } from './web/pageFiles.ts';
import { lineLog } from './workers/lineLog.ts';

const log = lineLog({ worker: 'host' });
const { app, dialog } = electron;
const safeModeReason = restartOnCrash({ app, dialog, main: process, clock: platformClock, log, uptimeS: uptime });

/** Electron's main process. Runs as built by .vite.electron.config.ts, beside preload.cjs. */
export const desktop = startDesktop(electron, {
  clock: platformClock,
  log,
  // Not through a file URL: the build puts the preload beside this file, the source tree has none.
  preload: join(import.meta.dirname, 'preload.cjs'),
  pageFiles: () => readPageFiles(fileURLToPath(new URL('../dist/renderer', import.meta.url))),
  mapFiles: (userFolder) => mapFiles(stationFolder(userFolder)),
  station: (userFolder) => {
    const dataFolder = stationFolder(userFolder);
    return {
      console: { dataFolder, demo: true, modelsFolder: join(dataFolder, 'models'), version: productVersion() },
      vision: { ownPorts: [] },
      safeModeReason,
    };
  },
});

function stationFolder(userFolder: string): string {
  return join(userFolder, 'station');
}

import { randomUUID } from 'node:crypto';
import { statfsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { toAppError } from '../../app/base/error.ts';
import { consoleContract } from '../../app/contracts/console.ts';
import { connect, serve, windowRate } from '../../app/contracts/rpc.ts';
import { visionContract } from '../../app/contracts/vision.ts';
import { createStation, type Station } from '../../app/pipeline/station/station.ts';
import { deleteModel, loadModels, modelJobOf } from '../inference/modelFolder.ts';
import { importModel } from '../inference/modelImport.ts';
import { probeLimits } from '../inference/probe.ts';
import { replayInProcess } from '../replay/startReplay.ts';
import { loadKey } from '../secrets/keyFile.ts';
import { secretBox } from '../secrets/secretBox.ts';
import { isCidr } from '../sources/addressPolicy.ts';
import { isUntouched } from '../../app/store/firstStart.ts';
import { demoSite } from '../demo/demoSite.ts';
import { lockFolder } from '../store/folderLock.ts';
import { openSqliteStores, type SqliteStores } from '../store/sqliteStores.ts';
import { recoveryAlert } from '../store/storeAlerts.ts';
import { newUpload, removeLeftUploads } from '../store/uploadFile.ts';
import { startUpkeep } from '../store/upkeep.ts';
import { ffmpegAlert } from './ffmpegAlert.ts';
import { runWorker } from './runWorker.ts';
import type { WorkerScope } from './scope.ts';

const optionsSchema = z.object({
  dataFolder: z.string().min(1),
  modelsFolder: z.string().min(1),
  /** The product's, for the log. */
  version: z.string(),
  /** What happened before a start in safe mode; absent in a usual start. */
  safeModeReason: z.string().nullable().optional(),
  /** A site file for the first start, and the folder that its `model` is relative to. */
  siteFile: z.object({ text: z.string(), folder: z.string() }).optional(),
  /** Whether a station that nobody told anything yet opens the demo site. */
  demo: z.boolean().default(false),
});
type Options = z.infer<typeof optionsSchema>;

/** Calls to the vision process that take longer than this have no answer; testing a source may take half a minute. */
const visionTimeoutMs = 60_000;

/** The console process: facts, health, alerts and the one writer of the database. */
runWorker(async (scope) => {
  const options = optionsSchema.parse(scope.options);
  const { clock, log } = scope;
  const { dataFolder } = options;
  const lock = lockFolder(dataFolder, 8000);
  const stores = openSqliteStores(
    dataFolder,
    secretBox(loadKey(dataFolder, clock.wallMs())),
    clock.wallMs(),
    randomUUID,
  );
  const uploadFolder = join(dataFolder, 'uploads');
  await removeLeftUploads(uploadFolder);
  const { problems } = await loadModels(options.modelsFolder);
  const { safeModeReason: reason = null } = options;
  const station = createStation({
    ...machine(options, stores, scope),
    newUpload: () => newUpload(uploadFolder),
    safeMode: reason === null ? null : { reason, leave: () => scope.startHeldBack() },
  });
  for (const recovered of stores.recoveries) station.raise(recoveryAlert(recovered));
  problems.forEach((text, at) => {
    station.raise({ key: `model-damaged:${at}`, severity: 'warning', text, tip: 'See the page Models.' });
  });
  const stopUpkeep = startUpkeep(stores, clock, {
    read: () => scope.beat('database read'),
    raise: (alert) => station.raise(alert),
    clear: (key) => station.clear(key),
  });
  scope.onLink((purpose, link, caller) => {
    if (purpose === 'serveConsole') {
      serve(link, consoleContract, station.implementation, caller, { log, rate: windowRate(clock) });
    }
    if (purpose === 'connectVision') {
      station.visionLinked(connect(link, visionContract, { log, timeout: { clock, ms: visionTimeoutMs } }));
    }
  });
  scope.onProcesses((processes) => station.processesSeen(processes));
  scope.onStop(async () => {
    stopUpkeep();
    await station.stop();
    stores.close();
    lock.release();
  });
  log.log('info', 'console started', { version: options.version, cameras: stores.cameras.list().length });
  void lookAround(station, { ...options, siteFile: options.siteFile ?? firstSiteOf(options, stores) });
});

function machine(options: Options, stores: SqliteStores, { clock, log, beat, throwAway, sideJob }: WorkerScope) {
  const { dataFolder, modelsFolder } = options;
  const launch = (probeOptions: unknown, maxWallMs: number) =>
    throwAway({ module: 'probe', options: probeOptions, maxWallMs });
  const limits = { ...probeLimits, launch };
  return {
    stores,
    clock,
    log,
    newId: randomUUID,
    committed: beat,
    startReplay: replayInProcess(stores.tracksFile, sideJob),
    models: {
      importModel: (file: string, name: string) => importModel({ file, name, modelsFolder, clock, limits }),
      jobOf: (model: Parameters<typeof modelJobOf>[0], settings: Parameters<typeof modelJobOf>[2]) =>
        modelJobOf(model, modelsFolder, settings),
      delete: (modelId: string) => deleteModel(modelsFolder, modelId),
    },
    disk() {
      const { bavail, bsize } = statfsSync(dataFolder);
      return { databaseMb: stores.bytesOnDisk() / 1e6, freeDiskMb: (bavail * bsize) / 1e6 };
    },
    cidrProblem: (cidr: string) =>
      isCidr(cidr) ? null : `"${cidr.slice(0, 60)}" is not a network. Write it like 192.168.1.0/24.`,
  };
}

/** The demo site for a station that nobody told anything yet. */
function firstSiteOf({ demo }: Options, stores: SqliteStores): Options['siteFile'] {
  return demo && isUntouched(stores) ? (demoSite() ?? undefined) : undefined;
}

/** What takes its time and need not be waited for: the machine's ffmpeg, the first site and its model. */
async function lookAround(station: Station, { siteFile }: Options): Promise<void> {
  const alert = await ffmpegAlert();
  if (alert) station.raise(alert);
  const { problems: refused } = siteFile
    ? station.firstSite(siteFile.text, (model) => resolve(siteFile.folder, model))
    : { problems: [] };
  if (refused.length > 0) {
    station.raise({
      key: 'site-file',
      severity: 'warning',
      text: `The site file was not imported. ${refused.slice(0, 3).join(' ')}`,
      tip: 'Correct it and import it on the page Cameras.',
    });
  }
  if (station.untriedModel() === null) return;
  const key = 'site-model';
  station.raise({
    key,
    severity: 'info',
    text: 'The detection model is being tried on this computer, for up to a minute.',
    tip: 'Detection starts by itself then; the pictures are live already.',
  });
  try {
    await station.tryModel();
    station.clear(key);
  } catch (thrown) {
    const text = `The model of the site file was not taken: ${toAppError(thrown).message}`;
    station.raise({ key, severity: 'warning', text, tip: 'Import a model on the page Models.' });
  }
}

import { every } from '../../base/clock.ts';
import { toAppError } from '../../base/error.ts';
import type { consoleContract, ImportReport, ProcessHealth } from '../../contracts/console.ts';
import type { Implementation } from '../../contracts/contract.ts';
import type { AlertWish } from './alertBook.ts';
import { cameraCalls } from './cameraCalls.ts';
import { StationCore } from './core.ts';
import { demoCalls } from './demoCalls.ts';
import { FirstStart } from './firstStart.ts';
import { HealthDesk } from './health.ts';
import { LatestFeed } from './latestFeed.ts';
import { modelCalls } from './modelCalls.ts';
import type { StationPorts } from './ports.ts';
import { startRetention } from './retention.ts';
import { IncidentDesk } from '../traffic/incidentDesk.ts';
import { trafficCalls } from '../traffic/trafficCalls.ts';
import { keepLearntView } from '../traffic/learntViews.ts';
import { TrafficDesk } from '../traffic/trafficDesk.ts';
import { readableRules } from '../../store/readableRules.ts';
import { settingsCalls } from './settingsCalls.ts';
import { TrackWriter } from './trackWriter.ts';
import { Uploads } from './uploads.ts';
import { type VisionClient, VisionDesk } from './visionDesk.ts';

const healthEveryMs = 500;

/** The console's service: what windows ask for, over stores, a vision process and the machine. */
export interface Station {
  readonly implementation: Implementation<typeof consoleContract>;
  /** A vision process was linked; it is told everything and takes the place of an earlier one. */
  visionLinked(client: VisionClient): void;
  /** The host's newest view of the processes. */
  processesSeen(processes: readonly ProcessHealth[]): void;
  /** Puts up an alert of the machine (a restored database, an old ffmpeg); the same key replaces it. */
  raise(alert: AlertWish): void;
  clear(key: string): void;
  /**
   * Imports the site file that the station was started with, unless it has cameras already.
   * @param pathOf the file of this machine that the site file means by its `model`
   */
  firstSite(text: string, pathOf: (model: string) => string): ImportReport;
  /** The model file of the first site, of this start or of one that was broken off; `null` once it was tried. */
  untriedModel(): string | null;
  /** Imports that file and puts it in use, unless a model is in use already. Throws what the import of a model throws. */
  tryModel(): Promise<void>;
  /** Stores what waits and ends everything. */
  stop(): Promise<void>;
}

export function createStation(given: StationPorts): Station {
  const ports: StationPorts = { ...given, stores: readableRules(given.stores, given.log) };
  const { clock, stores, log, committed } = ports;
  const tracks = new TrackWriter(stores.tracks, clock, (count) => committed(`${count} tracks saved`));
  const vision: VisionDesk = new VisionDesk(ports, {
    track: (track) => tracks.add(track),
    observation: (observation) => traffic.observed(observation),
    learntView: (view) => keepLearntView(ports, view),
  });
  const pictureOf = async (cameraId: string) => (await (await vision.linkedClient()).picture({ cameraId })).jpeg;
  const incidents = new IncidentDesk(ports, pictureOf);
  const traffic = new TrafficDesk(ports, incidents);
  const core = new StationCore(ports, vision, traffic);
  const uploads = new Uploads(ports);
  const first = new FirstStart(core);
  const healthDesk = new HealthDesk(ports, vision, tracks, incidents, () => first.isTrying);
  let lastHealth = healthDesk.read();
  const health = new LatestFeed(() => lastHealth);
  const stopHealth = every(clock, healthEveryMs, () => {
    try {
      lastHealth = healthDesk.read();
    } catch (thrown) {
      // a damaged database is not for living with: the process ends and the next start restores it
      if (toAppError(thrown).code === 'data-loss') throw thrown;
      log.log('error', 'the state of the station could not be read', { problem: toAppError(thrown).message });
    }
    health.changed();
  });
  const stopRetention = startRetention(
    stores,
    clock,
    (count, what) => committed(`${count} old ${what} deleted`),
    (thrown, what) => log.log('warn', `old ${what} could not be deleted`, { problem: toAppError(thrown).message }),
  );
  return {
    implementation: {
      ...cameraCalls(core),
      ...demoCalls(core),
      ...modelCalls(core, uploads),
      ...settingsCalls(core),
      ...trafficCalls(core, incidents),
      async startNormally() {
        await vision.startNormally();
        return {};
      },
      health: health.serve,
    },
    visionLinked: (client) => vision.linked(client),
    processesSeen(processes) {
      healthDesk.processes = processes;
    },
    raise: (alert) => healthDesk.raise(alert),
    clear: (key) => healthDesk.clear(key),
    firstSite: (text, pathOf) => first.importSite(text, pathOf),
    untriedModel: () => first.untriedModel(),
    tryModel: () => first.tryModel(),
    async stop() {
      first.stop();
      stopHealth();
      stopRetention();
      vision.stop();
      traffic.stop();
      incidents.stop();
      tracks.flush();
      await uploads.discardAll();
    },
  };
}

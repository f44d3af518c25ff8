import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { Stores } from '../../app/store/ports.ts';
import type { SecretBox } from '../secrets/secretBox.ts';
import { type Backup, backUp } from './backup.ts';
import { sqliteCameraStore } from './cameraStore.ts';
import { type DatabaseKind, openDatabase } from './database.ts';
import { sqliteIncidentPictures } from './incidentPictures.ts';
import { sqliteIncidentStore } from './incidentStore.ts';
import { sqliteIntervalStore } from './intervalStore.ts';
import { sqliteModelStore } from './modelStore.ts';
import type { Recovery } from './recover.ts';
import { stationSchema, tracksSchema } from './schemas.ts';
import { sqliteSceneStore } from './sceneStore.ts';
import { sqliteSettingsStore } from './settingsStore.ts';
import { sqliteSiteRulesStore } from './siteRulesStore.ts';
import { mapped } from './sqliteError.ts';
import { stationTables, verifyStationRows } from './stationTables.ts';
import { sqliteSignalStore } from './signalStore.ts';
import { sqliteTrackStore } from './trackStore.ts';

const stationKind: DatabaseKind = {
  schema: stationSchema,
  depth: 'whole',
  verifyRows: verifyStationRows,
  backedUp: true,
};
const tracksKind: DatabaseKind = { schema: tracksSchema, depth: 'quick', verifyRows: () => undefined, backedUp: false };

export interface SqliteStores extends Stores {
  /** What happened to damaged files at the start; the operator must be told. */
  readonly recoveries: { readonly file: 'station.db' | 'tracks.db'; readonly recovery: Recovery }[];
  /** For who only reads tracks, in another process or thread. */
  readonly tracksFile: string;
  /** Bytes of the database files on the disk, journals included. */
  bytesOnDisk(): number;
  /** Copies and verifies `station.db`; throws where that failed. */
  backUp(nowMs: number): Backup;
  /** A real read of both files; throws `data-loss` where a row or page is damaged. */
  readThrough(): void;
}

/**
 * Opens the station's two files in `folder`, which the caller has locked. Errors are those of openDatabase.
 * @param newId unique ids of at most 64 characters
 */
export function openSqliteStores(folder: string, secrets: SecretBox, nowMs: number, newId: () => string): SqliteStores {
  const files = [join(folder, 'station.db'), join(folder, 'tracks.db')] as const;
  const station = openDatabase(files[0], stationKind, { nowMs });
  const tracks = openDatabase(files[1], tracksKind, { nowMs });
  const tables = stationTables(station.db);
  const trackStore = sqliteTrackStore(tracks.db);
  return {
    cameras: sqliteCameraStore(station.db, tables, secrets, newId),
    models: sqliteModelStore(station.db, tables),
    settings: sqliteSettingsStore(station.db, tables),
    tracks: trackStore,
    scenes: sqliteSceneStore(station.db, tables),
    siteRules: sqliteSiteRulesStore(station.db, tables),
    incidents: sqliteIncidentStore(station.db, tables, sqliteIncidentPictures(tracks.db)),
    intervals: sqliteIntervalStore(tracks.db),
    signals: sqliteSignalStore(tracks.db),
    tracksFile: files[1],
    recoveries: [
      ...(station.recovery ? [{ file: 'station.db' as const, recovery: station.recovery }] : []),
      ...(tracks.recovery ? [{ file: 'tracks.db' as const, recovery: tracks.recovery }] : []),
    ],
    bytesOnDisk: () =>
      files
        .flatMap((file) => [file, `${file}-wal`])
        .reduce((sum, file) => sum + (statSync(file, { throwIfNoEntry: false })?.size ?? 0), 0),
    backUp: (atMs) => backUp(station.db, station.verify, atMs),
    readThrough: () =>
      mapped(() => {
        tables.siteSettings.rows();
        trackStore.statistics();
      }),
    close() {
      tracks.db.close();
      station.db.close();
    },
  };
}

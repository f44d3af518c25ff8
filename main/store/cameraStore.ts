import { AppError } from '../../app/base/error.ts';
import {
  type Camera,
  type CameraSettings,
  cameraSchema,
  type Credentials,
  credentialsSchema,
} from '../../app/camera/camera.ts';
import type { CameraStore } from '../../app/store/ports.ts';
import { refusals } from '../../app/store/refusals.ts';
import type { SecretBox } from '../secrets/secretBox.ts';
import type { SqlRow } from './guardedTable.ts';
import type { WritableDb } from './handles.ts';
import { mapped } from './sqliteError.ts';
import type { StationTables } from './stationTables.ts';

const key = ['camera_id'];

/** Cameras in `station.db`; credentials are sealed to their camera before they reach a statement. */
export function sqliteCameraStore(
  db: WritableDb,
  tables: StationTables,
  secrets: SecretBox,
  newId: () => string,
): CameraStore {
  const count = db.prepare<[], number>('SELECT count(*) FROM cameras');
  const rows = (): SqlRow[] => tables.cameras.rows().sort((a, b) => Number(a['position']) - Number(b['position']));
  const rowOf = (cameraId: string): SqlRow => {
    const row = tables.cameras.rows(['camera_id', cameraId])[0];
    if (!row) throw refusals.noCamera();
    return row;
  };
  const put = (row: SqlRow): void => {
    const holder = tables.cameras.rows(['number', row['number'] ?? null])[0];
    if (holder && holder['camera_id'] !== row['camera_id'])
      throw refusals.numberTaken(Number(row['number']), { name: String(holder['name']) });
    tables.cameras.put(db, row, key);
  };
  const seal = (cameraId: string, credentials: Credentials | null): Uint8Array | null =>
    credentials && secrets.seal(JSON.stringify(credentials), place(cameraId));
  const inOrder = (ordered: readonly SqlRow[]): void => {
    ordered.forEach((row, position) => {
      if (row['position'] !== position) tables.cameras.put(db, { ...row, position }, key);
    });
  };
  const together = <T>(work: () => T): T => mapped(() => db.transaction(work).immediate());

  return {
    together,
    list: () => mapped(() => rows().map(cameraOf)),
    add: (settings, credentials) =>
      together(() => {
        const cameraId = newId();
        put({
          ...rowFrom(settings),
          camera_id: cameraId,
          position: count.pluck().get() ?? 0,
          credentials_sealed: seal(cameraId, credentials),
        });
        return cameraId;
      }),
    update: (cameraId, settings, credentials) =>
      together(() => {
        const changed = { ...rowOf(cameraId), ...rowFrom(settings) };
        put(credentials === undefined ? changed : { ...changed, credentials_sealed: seal(cameraId, credentials) });
      }),
    delete: (cameraId) =>
      together(() => {
        rowOf(cameraId);
        for (const tile of tables.wallTiles.rows(['camera_id', cameraId])) {
          tables.wallTiles.put(db, { ...tile, camera_id: null }, ['wall_id', 'tile']);
        }
        tables.sceneViews.remove(db, 'camera_id', cameraId);
        tables.scenes.remove(db, 'camera_id', cameraId);
        tables.cameras.remove(db, 'camera_id', cameraId);
        inOrder(rows());
      }),
    reorder: (cameraIds) =>
      together(() => {
        const all = rows();
        const ordered = all
          .filter((row) => cameraIds.includes(String(row['camera_id'])))
          .sort((a, b) => cameraIds.indexOf(String(a['camera_id'])) - cameraIds.indexOf(String(b['camera_id'])));
        if (ordered.length !== all.length || cameraIds.length !== all.length) throw refusals.badOrder();
        inOrder(ordered);
      }),
    credentialsOf: (cameraId) =>
      mapped(() => {
        const sealed = rowOf(cameraId)['credentials_sealed'];
        if (!(sealed instanceof Uint8Array)) return null;
        return credentialsSchema.parse(JSON.parse(secrets.open(sealed, place(cameraId))));
      }),
  };
}

function place(cameraId: string): string {
  return `camera:${cameraId}`;
}

function rowFrom(settings: CameraSettings): SqlRow {
  return {
    number: settings.number,
    name: settings.name,
    source_url: settings.sourceUrl,
    enabled: Number(settings.enabled),
    analysis_fps: settings.analysisFps,
    playback_pace: settings.playback.pace,
    playback_loop: Number(settings.playback.loop),
  };
}

function cameraOf(row: SqlRow): Camera {
  const read = cameraSchema.safeParse({
    cameraId: row['camera_id'],
    position: row['position'],
    number: row['number'],
    name: row['name'],
    sourceUrl: row['source_url'],
    enabled: row['enabled'] === 1,
    analysisFps: row['analysis_fps'],
    playback: { pace: row['playback_pace'], loop: row['playback_loop'] === 1 },
    hasCredentials: row['credentials_sealed'] !== null,
  });
  if (!read.success) throw new AppError('data-loss', `The stored camera ${row['camera_id']} cannot be read.`);
  return read.data;
}

import { AppError } from '../../app/base/error.ts';
import { refusals } from '../../app/store/refusals.ts';
import type { SceneStore } from '../../app/store/ports.ts';
import { type SceneVersion, sceneVersionSchema } from '../../app/traffic/scene/scene.ts';
import type { SqlRow } from './guardedTable.ts';
import type { WritableDb } from './handles.ts';
import { mapped } from './sqliteError.ts';
import type { StationTables } from './stationTables.ts';

/** Versions of scenes in `station.db`; the scene itself stands as JSON. */
export function sqliteSceneStore(db: WritableDb, tables: StationTables): SceneStore {
  const newestVersion = db.prepare<[string], number>(
    'SELECT version FROM scenes WHERE camera_id = ? ORDER BY version DESC LIMIT 1',
  );
  const save = db.transaction((version: Omit<SceneVersion, 'version'>, baseVersion: number | null): number => {
    const { cameraId, author, savedAtMs, note, scene } = version;
    if (tables.cameras.rows(['camera_id', cameraId]).length === 0) throw refusals.noCamera();
    const newest = newestVersion.pluck().get(cameraId) ?? null;
    if (newest !== baseVersion) throw refusals.newerScene();
    const saved = (newest ?? 0) + 1;
    const row = { camera_id: cameraId, version: saved, author, saved_at_ms: savedAtMs, note };
    tables.scenes.put(db, { ...row, scene_json: JSON.stringify(scene) }, ['camera_id', 'version']);
    return saved;
  });
  const saveView = db.transaction((cameraId: string, version: number, view: Uint8Array): void => {
    if (newestVersion.pluck().get(cameraId) !== version) return;
    tables.sceneViews.put(db, { camera_id: cameraId, version, view }, ['camera_id']);
  });
  const viewOf = (cameraId: string, version: number): Uint8Array | null => {
    const view = tables.sceneViews.select('WHERE camera_id = ? AND version = ?', cameraId, version)[0]?.['view'];
    return view instanceof Uint8Array ? Uint8Array.from(view) : null;
  };
  const newest =
    'JOIN cameras USING (camera_id) WHERE version = (SELECT max(version) FROM scenes AS s WHERE s.camera_id = scenes.camera_id) ORDER BY position';
  return {
    newest: () => mapped(() => tables.scenes.select(newest).map(sceneVersionOf)),
    versions: (cameraId) =>
      mapped(() => tables.scenes.select('WHERE camera_id = ? ORDER BY version DESC', cameraId).map(sceneVersionOf)),
    save: (version, baseVersion) => mapped(() => save.immediate(version, baseVersion)),
    saveView: (cameraId, version, view) => mapped(() => saveView.immediate(cameraId, version, view)),
    viewOf: (cameraId, version) => mapped(() => viewOf(cameraId, version)),
  };
}

function sceneVersionOf(row: SqlRow): SceneVersion {
  const read = sceneVersionSchema.safeParse({
    cameraId: row['camera_id'],
    version: row['version'],
    author: row['author'],
    savedAtMs: row['saved_at_ms'],
    note: row['note'],
    scene: JSON.parse(String(row['scene_json'])),
  });
  if (!read.success) {
    throw new AppError(
      'data-loss',
      `Version ${row['version']} of the scene of camera ${row['camera_id']} cannot be read.`,
    );
  }
  return read.data;
}

import { GuardedTable } from './guardedTable.ts';
import type { ReadableDb } from './handles.ts';
import { verifyRowSums } from './rowSums.ts';

/** The guarded tables of `station.db`, by the columns their CRC covers, in this order. */
export interface StationTables {
  readonly cameras: GuardedTable;
  readonly walls: GuardedTable;
  readonly wallTiles: GuardedTable;
  readonly siteSettings: GuardedTable;
  readonly models: GuardedTable;
  readonly untriedModel: GuardedTable;
  readonly scenes: GuardedTable;
  readonly sceneViews: GuardedTable;
  readonly siteRules: GuardedTable;
  readonly incidents: GuardedTable;
  readonly incidentEntries: GuardedTable;
}

const columns = {
  cameras:
    'camera_id position number name source_url enabled analysis_fps playback_pace playback_loop credentials_sealed',
  walls: 'wall_id position name grid_columns grid_rows',
  wall_tiles: 'wall_id tile at_column at_row span_columns span_rows camera_id',
  site_settings: 'only site_name allow_loopback allowed_cidrs_json score_by_class_json nms_iou keep_tracks_days',
  models: 'model_id name sha256 size_bytes imported_at_ms active backend findings_json',
  untried_model: 'only path',
  scenes: 'camera_id version author saved_at_ms note scene_json',
  scene_views: 'camera_id version view',
  site_rules: 'version author saved_at_ms note rules_json',
  incidents: 'incident_id type severity camera_id began_at_ms detected_at_ms ended_at_ms details_json',
  incident_entries: 'incident_id ordinal at_ms what text',
};

export function stationTables(db: ReadableDb): StationTables {
  const table = (name: keyof typeof columns): GuardedTable => new GuardedTable(db, name, columns[name].split(' '));
  return {
    cameras: table('cameras'),
    walls: table('walls'),
    wallTiles: table('wall_tiles'),
    siteSettings: table('site_settings'),
    models: table('models'),
    untriedModel: table('untried_model'),
    scenes: table('scenes'),
    sceneViews: table('scene_views'),
    siteRules: table('site_rules'),
    incidents: table('incidents'),
    incidentEntries: table('incident_entries'),
  };
}

/**
 * Reads every row of every table, so that a byte flipped in one is found, and whether all of them are of one time.
 * Throws `data-loss`.
 */
export function verifyStationRows(db: ReadableDb): void {
  for (const table of Object.values(stationTables(db)) as GuardedTable[]) {
    table.verify();
    verifyRowSums(db, table.name);
  }
}

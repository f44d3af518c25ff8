import { AppError } from '../../app/base/error.ts';
import { type SiteSettings, siteSettingsSchema } from '../../app/camera/siteSettings.ts';
import { type Wall, wallSchema } from '../../app/camera/wall.ts';
import { firstSettings, firstWall } from '../../app/store/firstStart.ts';
import type { SettingsStore } from '../../app/store/ports.ts';
import { refusals } from '../../app/store/refusals.ts';
import type { SqlRow } from './guardedTable.ts';
import type { WritableDb } from './handles.ts';
import { mapped } from './sqliteError.ts';
import type { StationTables } from './stationTables.ts';

/** Settings and walls in `station.db`; a file without settings is a first start and gets those of firstStart.ts. */
export function sqliteSettingsStore(db: WritableDb, tables: StationTables): SettingsStore {
  const together = (work: () => void): void => mapped(() => db.transaction(work).immediate());
  const save = (settings: SiteSettings): void => tables.siteSettings.put(db, rowFrom(settings), ['only']);
  const wallRows = (): SqlRow[] => tables.walls.rows().sort((a, b) => Number(a['position']) - Number(b['position']));
  const saveWall = (wall: Wall): void => {
    const cameraIds = new Set(tables.cameras.rows().map((row) => row['camera_id']));
    if (wall.tiles.some((tile) => tile.cameraId !== null && !cameraIds.has(tile.cameraId))) {
      throw refusals.noCameraOnWall();
    }
    const all = wallRows();
    const position =
      all.find((row) => row['wall_id'] === wall.wallId)?.['position'] ?? Number(all.at(-1)?.['position'] ?? -1) + 1;
    const row = {
      wall_id: wall.wallId,
      position,
      name: wall.name,
      grid_columns: wall.gridColumns,
      grid_rows: wall.gridRows,
    };
    tables.walls.put(db, row, ['wall_id']);
    tables.wallTiles.remove(db, 'wall_id', wall.wallId);
    wall.tiles.forEach((tile, at) => {
      tables.wallTiles.put(db, tileRow(wall.wallId, at, tile), ['wall_id', 'tile']);
    });
  };
  together(() => {
    if (tables.siteSettings.rows().length > 0) return;
    save(firstSettings);
    saveWall(firstWall);
  });
  return {
    read: () => mapped(() => settingsOf(tables.siteSettings.rows()[0] ?? {})),
    save: (settings) => together(() => save(settings)),
    walls: () =>
      mapped(() => {
        const tiles = tables.wallTiles.rows().sort((a, b) => Number(a['tile']) - Number(b['tile']));
        return wallRows().map((row) =>
          wallOf(
            row,
            tiles.filter((tile) => tile['wall_id'] === row['wall_id']),
          ),
        );
      }),
    saveWall: (wall) => together(() => saveWall(wall)),
    deleteWall: (wallId) =>
      together(() => {
        if (!wallRows().some((row) => row['wall_id'] === wallId)) throw refusals.noWall();
        tables.wallTiles.remove(db, 'wall_id', wallId);
        tables.walls.remove(db, 'wall_id', wallId);
      }),
  };
}

function rowFrom(settings: SiteSettings): SqlRow {
  return {
    only: 1,
    site_name: settings.siteName,
    allow_loopback: Number(settings.addressRules.allowLoopback),
    allowed_cidrs_json: JSON.stringify(settings.addressRules.allowedCidrs),
    score_by_class_json: JSON.stringify(settings.scoreByClass),
    nms_iou: settings.nmsIou,
    keep_tracks_days: settings.keepTracksDays,
  };
}

function settingsOf(row: SqlRow): SiteSettings {
  const read = siteSettingsSchema.safeParse({
    siteName: row['site_name'],
    addressRules: {
      allowLoopback: row['allow_loopback'] === 1,
      allowedCidrs: JSON.parse(String(row['allowed_cidrs_json'] ?? 'null')),
    },
    scoreByClass: JSON.parse(String(row['score_by_class_json'] ?? 'null')),
    nmsIou: row['nms_iou'],
    keepTracksDays: row['keep_tracks_days'],
  });
  if (!read.success) throw new AppError('data-loss', 'The stored settings cannot be read.');
  return read.data;
}

function tileRow(wallId: string, at: number, tile: Wall['tiles'][number]): SqlRow {
  return {
    wall_id: wallId,
    tile: at,
    at_column: tile.column,
    at_row: tile.row,
    span_columns: tile.columns,
    span_rows: tile.rows,
    camera_id: tile.cameraId,
  };
}

function wallOf(row: SqlRow, tiles: readonly SqlRow[]): Wall {
  const read = wallSchema.safeParse({
    wallId: row['wall_id'],
    name: row['name'],
    gridColumns: row['grid_columns'],
    gridRows: row['grid_rows'],
    tiles: tiles.map((tile) => ({
      column: tile['at_column'],
      row: tile['at_row'],
      columns: tile['span_columns'],
      rows: tile['span_rows'],
      cameraId: tile['camera_id'],
    })),
  });
  if (!read.success) throw new AppError('data-loss', `The stored wall ${row['wall_id']} cannot be read.`);
  return read.data;
}

import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../app/base/error.ts';
import { backupsOf } from './backup.ts';
import { openDatabase } from './database.ts';
import { stationSchema, tracksSchema } from './schemas.ts';
import { linesOf, startChild } from './testing/children.ts';
import { newFolder } from './testing/newFolder.ts';
import { longTrack } from './testing/siteFacts.ts';
import { wholeDatabase } from './testing/tables.ts';
import { oneVersion, threeStatements } from './testing/twoVersions.ts';
import { atVersion1, atVersion2, names } from './testing/wholeVersions.ts';
import { sqliteTrackStore } from './trackStore.ts';

let folder = '';
let file = '';
beforeEach(() => {
  folder = newFolder();
  file = join(folder, 'x.db');
});

const never = threeStatements(-1, () => undefined);

describe('migrations (F42)', () => {
  beforeEach(() => openDatabase(file, oneVersion, { nowMs: 1 }).db.close());

  it('bring version 1 to version 2, every row of it, with a backup first', () => {
    openDatabase(file, never, { nowMs: 2 }).db.close();
    const [backup] = backupsOf(file);
    expect([wholeDatabase(file), wholeDatabase(backup?.file ?? '')]).toEqual([atVersion2, atVersion1]);
  });

  it.each([0, 1, 2])('killed before statement %i stand at version 1 and go on at the next start', async (at) => {
    await linesOf(startChild('migrateChild.ts', file, String(at), 'yes'), () => undefined);
    const afterKill = wholeDatabase(file);
    openDatabase(file, never, { nowMs: 2 }).db.close();
    expect([afterKill, wholeDatabase(file)]).toEqual([atVersion1, atVersion2]);
  });

  it('would stand half way without the transaction (control)', async () => {
    await linesOf(startChild('migrateChild.ts', file, '2', 'no'), () => undefined);
    expect(wholeDatabase(file)).toEqual({
      ...atVersion1,
      rows: { ...atVersion1.rows, names: names.map((row) => ({ ...row, length: 5 })) },
    });
  });

  it('undo a step that fails for want of space', () => {
    const full = threeStatements(2, () => {
      throw new AppError('resource-exhausted', 'full');
    });
    expect(() => openDatabase(file, full, { nowMs: 2 })).toThrow('full');
    expect(wholeDatabase(file)).toEqual(atVersion1);
  });

  it('refuse to go back to an older program, and leave the file alone', () => {
    openDatabase(file, never, { nowMs: 2 }).db.close();
    expect(() => openDatabase(file, oneVersion, { nowMs: 3 })).toThrow(
      new AppError(
        'failed-precondition',
        'The database was written by a newer program (version 2, this one knows 1). ' +
          'Install the newer program again, or move the data folder away to start with an empty one.',
      ),
    );
    expect(wholeDatabase(file)).toEqual(atVersion2);
  });

  it('bring each shipped version to the next with its rows untouched', () => {
    const station = join(folder, 'station.db');
    const kind = { ...oneVersion, schema: { ...stationSchema, steps: stationSchema.steps.slice(0, 1) } };
    const { db } = openDatabase(station, kind, { nowMs: 1 });
    db.exec(`
      INSERT INTO cameras VALUES ('c1', 0, 7, 'North', 'rtsp://10.0.0.1/', 1, 5, 'realTime', 1, NULL, 42);
      INSERT INTO walls VALUES ('w1', 0, 'Wall', 1, 1, 43);
      INSERT INTO wall_tiles VALUES ('w1', 0, 0, 0, 1, 1, 'c1', 44);
      INSERT INTO site_settings VALUES (1, 'Site', 0, '[]', '{}', 0.6, 30, 45);
    `);
    db.close();
    const before = wholeDatabase(station) as { rows: object };
    openDatabase(station, { ...kind, schema: stationSchema }, { nowMs: 2 }).db.close();
    expect(wholeDatabase(station)).toEqual({
      version: 7,
      schema: [
        ...tableWithSums('cameras'),
        ...tableWithSums('incident_entries'),
        ...tableWithSums('incidents'),
        'index incidents_by_detection',
        'index incidents_by_end',
        ...tableWithSums('models'),
        'index one_active_model',
        'table row_sums',
        ...tableWithSums('scene_views'),
        ...tableWithSums('scenes'),
        'table schema_steps',
        ...tableWithSums('site_rules'),
        ...tableWithSums('site_settings'),
        ...tableWithSums('untried_model'),
        ...tableWithSums('wall_tiles'),
        ...tableWithSums('walls'),
      ].sort(byName),
      rows: {
        ...before.rows,
        models: [],
        scene_views: [],
        scenes: [],
        site_rules: [],
        untried_model: [],
        incidents: [],
        incident_entries: [],
        row_sums: [
          { table_name: 'cameras', rows: 1, total: 42 },
          { table_name: 'incident_entries', rows: 0, total: 0 },
          { table_name: 'incidents', rows: 0, total: 0 },
          { table_name: 'models', rows: 0, total: 0 },
          { table_name: 'scene_views', rows: 0, total: 0 },
          { table_name: 'scenes', rows: 0, total: 0 },
          { table_name: 'site_rules', rows: 0, total: 0 },
          { table_name: 'site_settings', rows: 1, total: 45 },
          { table_name: 'untried_model', rows: 0, total: 0 },
          { table_name: 'wall_tiles', rows: 1, total: 44 },
          { table_name: 'walls', rows: 1, total: 43 },
        ],
        schema_steps: [
          { version: 1, name: 'cameras, walls, settings', applied_at_ms: 1 },
          { version: 2, name: 'models', applied_at_ms: 2 },
          { version: 3, name: 'scenes', applied_at_ms: 2 },
          { version: 4, name: 'incidents', applied_at_ms: 2 },
          { version: 5, name: 'views of scenes', applied_at_ms: 2 },
          { version: 6, name: 'rules of the site', applied_at_ms: 2 },
          { version: 7, name: 'model being tried', applied_at_ms: 2 },
        ],
      },
    });
  });

  it('bring the black box to the next version with its tracks untouched', () => {
    const tracks = join(folder, 'tracks.db');
    const kind = { ...oneVersion, backedUp: false, schema: { ...tracksSchema, steps: tracksSchema.steps.slice(0, 1) } };
    const { db } = openDatabase(tracks, kind, { nowMs: 1 });
    sqliteTrackStore(db).append([longTrack(1), longTrack(2)]);
    db.close();
    const before = wholeDatabase(tracks) as { schema: string[]; rows: { tracks: object[] } };
    openDatabase(tracks, { ...kind, schema: tracksSchema }, { nowMs: 2 }).db.close();
    expect(before.rows.tracks).toHaveLength(2);
    expect(wholeDatabase(tracks)).toEqual({
      version: 4,
      schema: [
        ...before.schema,
        'table incident_pictures',
        'index incident_pictures_by_detection',
        'table interval_series',
        'table intervals',
        'table signal_changes',
        'table signal_heads',
      ].sort(byName),
      rows: {
        ...before.rows,
        incident_pictures: [],
        interval_series: [],
        intervals: [],
        signal_changes: [],
        signal_heads: [],
        schema_steps: [
          { version: 1, name: 'tracks', applied_at_ms: 1 },
          { version: 2, name: 'intervals', applied_at_ms: 2 },
          { version: 3, name: 'pictures of incidents', applied_at_ms: 2 },
          { version: 4, name: 'changes of signals', applied_at_ms: 2 },
        ],
      },
    });
  });
});

function tableWithSums(name: string): string[] {
  return [`table ${name}`, `trigger ${name}_added`, `trigger ${name}_changed`, `trigger ${name}_removed`];
}

function byName(a: string, b: string): number {
  return (a.split(' ')[1] ?? '') < (b.split(' ')[1] ?? '') ? -1 : 1;
}

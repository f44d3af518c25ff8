import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../app/base/error.ts';
import type { Stores } from '../../app/store/ports.ts';
import { secretBox } from '../secrets/secretBox.ts';
import { openWritable } from './pragmas.ts';
import { openSqliteStores, type SqliteStores } from './sqliteStores.ts';
import { entryOf, incidentOf, intervalOf, sceneOf, siteRulesOf } from './testing/trafficFacts.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'its-traffic-damage-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const open = (): SqliteStores => openSqliteStores(folder, secretBox(new Uint8Array(32)), 2000, () => 'id-1');
const picture = new Uint8Array(50_000).fill(0x5a);

/** A station with a scene, an incident with its picture, and a minute of one line; backed up. */
function filled(): SqliteStores {
  const stores = open();
  const camera = { number: 1, name: 'North', sourceUrl: 'rtsp://10.0.0.1/live', enabled: true, analysisFps: 5 };
  stores.cameras.add({ ...camera, playback: { pace: 'realTime', loop: true } }, null);
  stores.scenes.save(sceneOf('markerLane'), null);
  stores.scenes.saveView('id-1', 1, Buffer.from('markerView'));
  stores.siteRules.save(siteRulesOf('markerNote'), null);
  stores.incidents.save(incidentOf('i-1', 10_000), [entryOf('i-1', 10_000, 'detected', 'markerEntry')]);
  stores.incidents.savePicture('i-1', picture);
  const marked = { ...intervalOf('in', 1).sums, counts: { markerClass: { forward: 3, backward: 0 } } };
  stores.intervals.append([intervalOf('in', 1, { sums: marked }), intervalOf('in', 2)]);
  stores.backUp(1000);
  return stores;
}

function facts(stores: Stores): unknown {
  return [
    stores.scenes.versions('id-1'),
    stores.scenes.viewOf('id-1', 1),
    stores.siteRules.versions(),
    stores.incidents.open(),
    stores.incidents.entries('i-1'),
    stores.incidents.picture('i-1'),
    stores.intervals.find({ fromAtMs: 0, toAtMs: 1e15, cameraIds: ['a'], lengthMs: 60_000, limit: 10 }),
  ];
}

/** Changes a text wherever it stands in a database file, in a way that no check of SQLite sees. */
function change(name: string, from: string, to: string): void {
  const file = join(folder, name);
  const text = readFileSync(file).toString('latin1');
  expect(text).toContain(from);
  writeFileSync(file, Buffer.from(text.replaceAll(from, to), 'latin1'));
}

const minutes = { fromAtMs: 0, toAtMs: 1e15, cameraIds: ['a'], lengthMs: 60_000, limit: 10 };

describe('what is stored of traffic', () => {
  it('comes back whole after closing and opening again', () => {
    const first = filled();
    const before = facts(first);
    first.close();
    const second = open();
    expect([second.recoveries, facts(second)]).toEqual([[], before]);
    second.close();
  });

  it.each([
    ['a scene', 'markerLane', 'murkerLane'],
    ['a view', 'markerView', 'murkerView'],
    ['the rules of the site', 'markerNote', 'murkerNote'],
    ['an incident', '"north-1"', '"south-1"'],
    ['an entry', 'markerEntry', 'murkerEntry'],
  ])('is restored from the backup when a letter of %s is another one', (_, from, to) => {
    const first = filled();
    const before = facts(first);
    first.close();
    change('station.db', from, to);
    const second = open();
    expect([second.recoveries.map(({ recovery }) => recovery.restored?.takenAtMs), facts(second)]).toEqual([
      [1000],
      before,
    ]);
    second.close();
  });

  it('says which interval changed by itself, and gives the others', () => {
    filled().close();
    change('tracks.db', 'markerClass', 'murkerClass');
    const stores = open();
    expect(() => stores.intervals.find(minutes)).toThrow(
      new AppError('data-loss', 'A stored interval of 1970-01-01T00:01:00.000Z changed on the disk by itself.'),
    );
    expect(stores.intervals.find({ ...minutes, fromAtMs: 120_000 })).toEqual([intervalOf('in', 2)]);
    stores.close();
  });

  it('says that a picture changed by itself, and gives its incident', () => {
    filled().close();
    change('tracks.db', 'Z'.repeat(900), `${'Z'.repeat(899)}Y`);
    const stores = open();
    expect(() => stores.incidents.picture('i-1')).toThrow(
      new AppError('data-loss', 'The stored picture of incident i-1 changed on the disk by itself.'),
    );
    expect(stores.incidents.read('i-1')).toEqual(incidentOf('i-1', 10_000));
    stores.close();
  });

  it('loses pictures and intervals alone when the black box is damaged', () => {
    filled().close();
    writeFileSync(join(folder, 'tracks.db'), 'z'.repeat(9000));
    const stores = open();
    expect([stores.incidents.picture('i-1'), stores.intervals.find(minutes), stores.incidents.open()]).toEqual([
      null,
      [],
      [incidentOf('i-1', 10_000)],
    ]);
    stores.close();
  });

  it('deletes, in its time, a picture whose incident a restored backup does not know', () => {
    const first = filled();
    first.incidents.save(incidentOf('i-2', 11_000), []);
    first.incidents.savePicture('i-2', picture);
    first.close();
    writeFileSync(join(folder, 'station.db'), 'z'.repeat(9000));
    const second = open();
    second.incidents.deleteBefore(12_000);
    second.close();
    const db = openWritable(join(folder, 'tracks.db'));
    const left = db.prepare('SELECT incident_id FROM incident_pictures').pluck().all();
    db.close();
    expect([second.recoveries.length, left]).toEqual([1, ['i-1']]);
  });

  it.each([
    ['station.db', 'a scene of no camera', "UPDATE scenes SET camera_id = 'x'", 'SQLITE_CONSTRAINT_FOREIGNKEY'],
    ['station.db', 'version 0 of a scene', 'UPDATE scenes SET version = 0', 'SQLITE_CONSTRAINT_CHECK'],
    ['station.db', 'a scene that is no object', "UPDATE scenes SET scene_json = '[]'", 'SQLITE_CONSTRAINT_CHECK'],
    ['station.db', 'a view of no scene', 'UPDATE scene_views SET version = 9', 'SQLITE_CONSTRAINT_FOREIGNKEY'],
    ['station.db', 'a view of nothing', "UPDATE scene_views SET view = x''", 'SQLITE_CONSTRAINT_CHECK'],
    ['station.db', 'version 0 of the rules', 'UPDATE site_rules SET version = 0', 'SQLITE_CONSTRAINT_CHECK'],
    ['station.db', 'rules that are no object', "UPDATE site_rules SET rules_json = '1'", 'SQLITE_CONSTRAINT_CHECK'],
    ['station.db', 'a new severity', "UPDATE incidents SET severity = 'dire'", 'SQLITE_CONSTRAINT_CHECK'],
    ['station.db', 'an incident at no time', 'UPDATE incidents SET began_at_ms = NULL', 'SQLITE_CONSTRAINT_NOTNULL'],
    [
      'station.db',
      'an entry of no incident',
      "UPDATE incident_entries SET incident_id = 'x'",
      'SQLITE_CONSTRAINT_FOREIGNKEY',
    ],
    [
      'tracks.db',
      'a strange kind of element',
      "UPDATE interval_series SET element_kind = 'x'",
      'SQLITE_CONSTRAINT_CHECK',
    ],
    ['tracks.db', 'an interval without length', 'UPDATE interval_series SET length_ms = 0', 'SQLITE_CONSTRAINT_CHECK'],
    ['tracks.db', 'an interval of no series', 'UPDATE intervals SET series_key = 99', 'SQLITE_CONSTRAINT_FOREIGNKEY'],
    ['tracks.db', 'an interval twice', 'UPDATE intervals SET begin_at_ms = 1', 'SQLITE_CONSTRAINT_PRIMARYKEY'],
  ])('refuses in the schema of %s: %s', (file, _, sql, code) => {
    filled().close();
    const db = openWritable(join(folder, file));
    try {
      expect(() => db.exec(sql)).toThrow(expect.objectContaining({ code }));
    } finally {
      db.close();
    }
  });
});

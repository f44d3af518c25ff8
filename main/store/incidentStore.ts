import type { Incident, IncidentEntry } from '../../app/incident/incident.ts';
import { incidentsDeletedAtOnce } from '../../app/store/deletions.ts';
import type { IncidentStore } from '../../app/store/ports.ts';
import { refusals } from '../../app/store/refusals.ts';
import type { WritableDb } from './handles.ts';
import type { IncidentPictures } from './incidentPictures.ts';
import { entryOf, incidentOf, rowOfEntry, rowOfIncident } from './incidentRows.ts';
import { mapped } from './sqliteError.ts';
import type { StationTables } from './stationTables.ts';

/** Incidents and their timelines in `station.db`; their pictures are elsewhere. */
export function sqliteIncidentStore(
  db: WritableDb,
  { incidents, incidentEntries }: StationTables,
  pictures: IncidentPictures,
): IncidentStore {
  const nextOrdinal = db.prepare<[string], number>(
    'SELECT coalesce(max(ordinal) + 1, 0) FROM incident_entries WHERE incident_id = ?',
  );
  const isKnown = db.prepare<[string], number>('SELECT 1 FROM incidents WHERE incident_id = ?');
  const ended = db.prepare<[number, number], string>(
    'SELECT incident_id FROM incidents WHERE ended_at_ms < ? ORDER BY ended_at_ms LIMIT ?',
  );
  const oldestEnd = db.prepare<[], number | null>('SELECT min(ended_at_ms) FROM incidents');
  const read = (incidentId: string): Incident => {
    const row = incidents.rows(['incident_id', incidentId])[0];
    if (!row) throw refusals.noIncident();
    return incidentOf(row);
  };
  const known = (incidentId: string): void => {
    if (!isKnown.get(incidentId)) throw refusals.noIncident();
  };
  const save = db.transaction((incident: Incident, entries: readonly IncidentEntry[]) => {
    incidents.put(db, rowOfIncident(incident), ['incident_id']);
    const first = nextOrdinal.pluck().get(incident.incidentId) ?? 0;
    entries.forEach((entry, at) => {
      incidentEntries.put(db, rowOfEntry(entry, first + at), ['incident_id', 'ordinal']);
    });
  });
  const deleteBefore = db.transaction((atMs: number): number => {
    const gone = ended.pluck().all(atMs, incidentsDeletedAtOnce);
    for (const incidentId of gone) {
      incidentEntries.remove(db, 'incident_id', incidentId);
      incidents.remove(db, 'incident_id', incidentId);
    }
    return gone.length;
  });
  return {
    save(incident, entries) {
      if (entries.some((entry) => entry.incidentId !== incident.incidentId)) throw refusals.entryOfAnother();
      mapped(() => save.immediate(incident, entries));
    },
    read: (incidentId) => mapped(() => read(incidentId)),
    open: () =>
      mapped(() => incidents.select('WHERE ended_at_ms IS NULL ORDER BY detected_at_ms, incident_id').map(incidentOf)),
    find: ({ fromAtMs, toAtMs, cameraIds, types, limit }) =>
      mapped(() =>
        incidents
          .select(
            `WHERE detected_at_ms >= ? AND detected_at_ms < ?
               AND (? IS NULL OR camera_id IN (SELECT value FROM json_each(?)))
               AND (? IS NULL OR type IN (SELECT value FROM json_each(?)))
             ORDER BY detected_at_ms DESC, incident_id DESC LIMIT ?`,
            ...[fromAtMs, toAtMs, ...twice(cameraIds), ...twice(types), limit],
          )
          .map(incidentOf),
      ),
    entries: (incidentId) =>
      mapped(() => {
        known(incidentId);
        return incidentEntries.select('WHERE incident_id = ? ORDER BY at_ms, ordinal', incidentId).map(entryOf);
      }),
    savePicture: (incidentId, jpeg) => mapped(() => pictures.save(read(incidentId), jpeg)),
    picture: (incidentId) =>
      mapped(() => {
        known(incidentId);
        return pictures.read(incidentId);
      }),
    oldestEndAtMs: () => mapped(() => oldestEnd.pluck().get() ?? null),
    // the pictures last: a crash between leaves pictures, which the next call finds, and never an incident without its own
    deleteBefore: (atMs) =>
      mapped(() => {
        const count = deleteBefore.immediate(atMs);
        pictures.deleteLeft(atMs, (incidentId) => isKnown.get(incidentId) !== undefined);
        return count;
      }),
  };
}

/** A list as JSON for a condition that holds for everything where there is none. */
function twice(list: readonly string[] | undefined): [string | null, string | null] {
  const json = list ? JSON.stringify(list) : null;
  return [json, json];
}

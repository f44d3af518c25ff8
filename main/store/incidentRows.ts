import { AppError } from '../../app/base/error.ts';
import { type Incident, type IncidentEntry, incidentEntrySchema, incidentSchema } from '../../app/incident/incident.ts';
import type { SqlRow } from './guardedTable.ts';

/** An incident as a row: columns for what is searched, JSON for the rest. */
export function rowOfIncident(incident: Incident): SqlRow {
  const { incidentId, type, severity, cameraId, beganAtMs, detectedAtMs, endedAtMs, ...details } = incident;
  return {
    incident_id: incidentId,
    type,
    severity,
    camera_id: cameraId,
    began_at_ms: beganAtMs,
    detected_at_ms: detectedAtMs,
    ended_at_ms: endedAtMs,
    details_json: JSON.stringify(details),
  };
}

/** Throws `data-loss` for a row that holds no incident. */
export function incidentOf(row: SqlRow): Incident {
  const read = incidentSchema.safeParse({
    ...(JSON.parse(String(row['details_json'])) as object),
    incidentId: row['incident_id'],
    type: row['type'],
    severity: row['severity'],
    cameraId: row['camera_id'],
    beganAtMs: row['began_at_ms'],
    detectedAtMs: row['detected_at_ms'],
    endedAtMs: row['ended_at_ms'],
  });
  if (!read.success) throw new AppError('data-loss', `The stored incident ${row['incident_id']} cannot be read.`);
  return read.data;
}

/** `ordinal` is the entry's place in its timeline. */
export function rowOfEntry(entry: IncidentEntry, ordinal: number): SqlRow {
  return { incident_id: entry.incidentId, ordinal, at_ms: entry.atMs, what: entry.what, text: entry.text };
}

/** Throws `data-loss` for a row that holds no entry. */
export function entryOf(row: SqlRow): IncidentEntry {
  const read = incidentEntrySchema.safeParse({
    incidentId: row['incident_id'],
    atMs: row['at_ms'],
    what: row['what'],
    text: row['text'],
  });
  if (!read.success) {
    throw new AppError('data-loss', `A stored entry of incident ${row['incident_id']} cannot be read.`);
  }
  return read.data;
}

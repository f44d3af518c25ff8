import { crc32 } from 'node:zlib';
import { AppError } from '../../app/base/error.ts';
import type { Incident } from '../../app/incident/incident.ts';
import type { WritableDb } from './handles.ts';

/** Pictures of incidents in `tracks.db`, apart from the incidents themselves. */
export interface IncidentPictures {
  save(incident: Incident, jpeg: Uint8Array): void;
  /** Throws `data-loss` for a picture that changed by itself. */
  read(incidentId: string): Uint8Array | null;
  /** Deletes pictures from before `atMs` whose incident is gone, also those a crash or a restored backup left behind. */
  deleteLeft(atMs: number, isKnown: (incidentId: string) => boolean): void;
}

export function sqliteIncidentPictures(db: WritableDb): IncidentPictures {
  const save = db.prepare(`
    INSERT INTO incident_pictures (incident_id, detected_at_ms, jpeg, jpeg_crc32) VALUES (?, ?, ?, ?)
    ON CONFLICT (incident_id) DO UPDATE SET
      detected_at_ms = excluded.detected_at_ms, jpeg = excluded.jpeg, jpeg_crc32 = excluded.jpeg_crc32`);
  const read = db.prepare<[string], { jpeg: Uint8Array; jpeg_crc32: number }>(
    'SELECT jpeg, jpeg_crc32 FROM incident_pictures WHERE incident_id = ?',
  );
  const before = db.prepare<[number], string>('SELECT incident_id FROM incident_pictures WHERE detected_at_ms < ?');
  const remove = db.prepare<[string]>('DELETE FROM incident_pictures WHERE incident_id = ?');
  const removeAll = db.transaction((incidentIds: readonly string[]) => {
    for (const incidentId of incidentIds) remove.run(incidentId);
  });
  return {
    save: (incident, jpeg) => void save.run(incident.incidentId, incident.detectedAtMs, jpeg, crc32(jpeg)),
    read(incidentId) {
      const row = read.get(incidentId);
      if (!row) return null;
      if (crc32(row.jpeg) !== row.jpeg_crc32) {
        throw new AppError('data-loss', `The stored picture of incident ${incidentId} changed on the disk by itself.`);
      }
      return Uint8Array.from(row.jpeg);
    },
    deleteLeft(atMs, isKnown) {
      const left = before.pluck().all(atMs);
      removeAll.immediate(left.filter((incidentId) => !isKnown(incidentId)));
    },
  };
}

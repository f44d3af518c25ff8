import { type Incident, type IncidentEntry, incidentEntrySchema, incidentSchema } from '../incident/incident.ts';
import { incidentsDeletedAtOnce } from './deletions.ts';
import type { IncidentStore } from './ports.ts';
import { refusals } from './refusals.ts';

interface StoredIncident {
  readonly incident: Incident;
  readonly entries: readonly IncidentEntry[];
  readonly picture: Uint8Array | null;
}

export function memoryIncidentStore(): IncidentStore {
  const stored = new Map<string, StoredIncident>();
  const known = (incidentId: string): StoredIncident => {
    const found = stored.get(incidentId);
    if (!found) throw refusals.noIncident();
    return found;
  };
  const incidents = (): Incident[] => [...stored.values()].map(({ incident }) => incident).sort(byDetection);
  return {
    save(incident, entries) {
      const { incidentId } = incident;
      if (entries.some((entry) => entry.incidentId !== incidentId)) throw refusals.entryOfAnother();
      const before = stored.get(incidentId);
      stored.set(incidentId, {
        incident: incidentSchema.parse(incident),
        entries: [...(before?.entries ?? []), ...entries.map((entry) => incidentEntrySchema.parse(entry))],
        picture: before?.picture ?? null,
      });
    },
    read: (incidentId) => known(incidentId).incident,
    open: () => incidents().filter((incident) => incident.endedAtMs === null),
    find: ({ fromAtMs, toAtMs, cameraIds, types, limit }) =>
      incidents()
        .filter(({ detectedAtMs }) => detectedAtMs >= fromAtMs && detectedAtMs < toAtMs)
        .filter(({ cameraId }) => !cameraIds || cameraIds.includes(cameraId))
        .filter(({ type }) => !types || types.includes(type))
        .toReversed()
        .slice(0, limit),
    entries: (incidentId) => [...known(incidentId).entries].sort((a, b) => a.atMs - b.atMs),
    savePicture(incidentId, jpeg) {
      stored.set(incidentId, { ...known(incidentId), picture: Uint8Array.from(jpeg) });
    },
    picture: (incidentId) => known(incidentId).picture,
    oldestEndAtMs: () => incidents().reduce<number | null>((oldest, { endedAtMs }) => earlier(oldest, endedAtMs), null),
    deleteBefore(atMs) {
      const gone = incidents()
        .filter(({ endedAtMs }) => endedAtMs !== null && endedAtMs < atMs)
        .slice(0, incidentsDeletedAtOnce);
      for (const { incidentId } of gone) stored.delete(incidentId);
      return gone.length;
    },
  };
}

function earlier(oldest: number | null, endedAtMs: number | null): number | null {
  return endedAtMs === null ? oldest : Math.min(oldest ?? Infinity, endedAtMs);
}

/** Oldest first; the id decides between those of one moment, so that every store gives one order. */
function byDetection(a: Incident, b: Incident): number {
  return a.detectedAtMs - b.detectedAtMs || (a.incidentId < b.incidentId ? -1 : 1);
}

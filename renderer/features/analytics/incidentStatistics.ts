import type { Incident, IncidentType } from '../../../app/incident/incident.ts';
import type { ConsoleClient } from '../../state/station.ts';
import type { Span } from './span.ts';

/** Pieces of 500 that incidents are read in. */
const mostPieces = 40;

/** All incidents that were detected within a span, newest first; `cut` when the oldest of them could not be read. */
export async function readIncidents(
  station: Pick<ConsoleClient, 'findIncidents'>,
  span: Span,
  cameraIds: readonly string[],
): Promise<{ readonly incidents: readonly Incident[]; readonly cut: boolean }> {
  const byId = new Map<string, Incident>();
  let { toAtMs } = span;
  for (let piece = 0; piece < mostPieces; piece++) {
    const reply = await station.findIncidents({ fromAtMs: span.fromAtMs, toAtMs, cameraIds: [...cameraIds] });
    for (const incident of reply.incidents) byId.set(incident.incidentId, incident);
    const oldest = reply.incidents.at(-1)?.detectedAtMs;
    if (!reply.truncated || oldest === undefined) return { incidents: [...byId.values()], cut: false };
    // Others may have been detected in the same millisecond as the oldest; ids keep them from being counted twice.
    if (oldest + 1 >= toAtMs) break;
    toAtMs = oldest + 1;
  }
  return { incidents: [...byId.values()], cut: true };
}

export interface TypeByHour {
  readonly type: IncidentType;
  readonly count: number;
  /** By local hour of detection, 24 numbers. */
  readonly byHour: readonly number[];
}

/** Incidents by type, the most frequent first; parts of another incident are that incident and not counted again. */
export function byTypeAndHour(incidents: readonly Incident[]): TypeByHour[] {
  const hoursOf = new Map<IncidentType, number[]>();
  for (const { type, detectedAtMs, partOf } of incidents) {
    if (partOf !== null) continue;
    const hours = hoursOf.get(type) ?? Array.from({ length: 24 }, () => 0);
    hours[new Date(detectedAtMs).getHours()]! += 1;
    hoursOf.set(type, hours);
  }
  return [...hoursOf]
    .map(([type, byHour]) => ({ type, byHour, count: byHour.reduce((sum, count) => sum + count, 0) }))
    .toSorted((a, b) => b.count - a.count || (a.type < b.type ? -1 : 1));
}

export interface HotSpot {
  readonly cameraId: string;
  readonly laneId: string | null;
  readonly zoneId: string | null;
  readonly count: number;
  readonly commonType: IncidentType;
}

/** The places with the most incidents: a lane or zone of a camera. */
export function hotSpots(incidents: readonly Incident[], most: number): HotSpot[] {
  const groups = new Map<string, Incident[]>();
  for (const incident of incidents) {
    if (incident.partOf !== null) continue;
    const key = JSON.stringify([incident.cameraId, incident.place.laneId, incident.place.zoneId]);
    const group = groups.get(key);
    if (group) group.push(incident);
    else groups.set(key, [incident]);
  }
  return [...groups.values()]
    .map((group) => {
      const [{ cameraId, place }] = group as [Incident];
      const { laneId, zoneId } = place;
      return { cameraId, laneId, zoneId, count: group.length, commonType: byTypeAndHour(group)[0]!.type };
    })
    .toSorted((a, b) => b.count - a.count)
    .slice(0, most);
}

import type { Incident, IncidentType, Severity } from '../../../app/incident/incident.ts';
import { evidenceText, incidentTypeWords, severityWords } from '../../text/incidents.ts';

export interface IncidentFilter {
  readonly words: string;
  readonly type: IncidentType | null;
  readonly severity: Severity | null;
  readonly cameraId: string | null;
  readonly state: 'all' | 'lasting' | 'ended';
  /** `2026-01-05`, local; empty for every day. */
  readonly day: string;
}

export const everything: IncidentFilter = {
  words: '',
  type: null,
  severity: null,
  cameraId: null,
  state: 'all',
  day: '',
};

/** Names that an incident gives only by id. */
export interface IncidentNames {
  camera(cameraId: string): string;
  /** Lane and zone in words; empty where it has none. */
  place(incident: Incident): string;
}

/** Whether an incident is among what the operator asked for; it lies on every day it touched. */
export function fits(incident: Incident, filter: IncidentFilter, names: IncidentNames): boolean {
  const { type, severity, cameraId, state, day } = filter;
  if (type !== null && incident.type !== type) return false;
  if (severity !== null && incident.severity !== severity) return false;
  if (cameraId !== null && incident.cameraId !== cameraId) return false;
  if (state !== 'all' && (incident.endedAtMs === null) !== (state === 'lasting')) return false;
  const span = daySpan(day);
  if (span && (incident.beganAtMs >= span.toAtMs || (incident.endedAtMs ?? Number.POSITIVE_INFINITY) < span.fromAtMs))
    return false;
  const words = filter.words.trim().toLowerCase();
  if (words === '') return true;
  const text = textOf(incident, names);
  return words.split(/\s+/).every((word) => text.includes(word));
}

function textOf(incident: Incident, names: IncidentNames): string {
  const { type, severity, cameraId, evidence, trackIds } = incident;
  return [
    incidentTypeWords[type],
    severityWords[severity],
    names.camera(cameraId),
    names.place(incident),
    ...evidence.map(evidenceText),
    ...trackIds.map((trackId) => `track ${trackId}`),
  ]
    .join(' ')
    .toLowerCase();
}

/** A local day as a span of wall time, 23 to 25 hours long; `null` for what is no day. */
export function daySpan(day: string): { readonly fromAtMs: number; readonly toAtMs: number } | null {
  const [, year, month, date] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day) ?? [];
  if (year === undefined) return null;
  const at = (plus: number): number => new Date(Number(year), Number(month) - 1, Number(date) + plus).getTime();
  return { fromAtMs: at(0), toAtMs: at(1) };
}

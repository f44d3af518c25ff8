import { type Incident, severities } from '../../../app/incident/incident.ts';

export type IncidentOrder = 'priority' | 'time';

/** Sorts for the operator: by priority what lasts comes first, then the graver, then the newer; by time the newer. */
export function ordered(incidents: readonly Incident[], order: IncidentOrder): Incident[] {
  return incidents.toSorted(order === 'time' ? newerFirst : byPriority);
}

function byPriority(a: Incident, b: Incident): number {
  return Number(b.endedAtMs === null) - Number(a.endedAtMs === null) || rank(b) - rank(a) || newerFirst(a, b);
}

const rank = ({ severity }: Incident): number => severities.indexOf(severity);

/** The id settles what the time leaves open, so that rows never change places by chance. */
function newerFirst(a: Incident, b: Incident): number {
  return b.detectedAtMs - a.detectedAtMs || (a.incidentId < b.incidentId ? -1 : 1);
}

import type { Incident } from '../../incident/incident.ts';

/** Two findings of one thing: the same type, overlapping in time or nearly so, with a track in common or near each other. */
const sameWithinMs = 15_000;
const sameWithinM = 15;

export interface Comparison {
  readonly fresh: readonly Incident[];
  readonly lost: readonly Incident[];
  readonly shifted: readonly { readonly incident: Incident; readonly byMs: number }[];
  readonly unchanged: number;
}

/** What `after` finds that `before` did not, the other way round, and what both find at another time. */
export function compareIncidents(before: readonly Incident[], after: readonly Incident[]): Comparison {
  const left = [...before];
  const fresh: Incident[] = [];
  const shifted: { incident: Incident; byMs: number }[] = [];
  let unchanged = 0;
  for (const incident of after) {
    const match = left.findIndex((known) => isSame(known, incident));
    if (match < 0) {
      fresh.push(incident);
      continue;
    }
    const [known] = left.splice(match, 1);
    const byMs = incident.detectedAtMs - known!.detectedAtMs;
    if (Math.abs(byMs) >= 1000) shifted.push({ incident, byMs });
    else unchanged++;
  }
  return { fresh, lost: left, shifted, unchanged };
}

function isSame(a: Incident, b: Incident): boolean {
  if (a.type !== b.type) return false;
  const endOf = ({ endedAtMs, lastSeenAtMs }: Incident): number => endedAtMs ?? lastSeenAtMs;
  if (a.beganAtMs > endOf(b) + sameWithinMs || b.beganAtMs > endOf(a) + sameWithinMs) return false;
  if (a.trackIds.some((trackId) => b.trackIds.includes(trackId))) return true;
  const [here, there] = [a.place.ground, b.place.ground];
  return here !== null && there !== null && Math.hypot(here.xM - there.xM, here.yM - there.yM) <= sameWithinM;
}

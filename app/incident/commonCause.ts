import type { Incident, IncidentEntry, IncidentType } from './incident.ts';
import type { IncidentChange } from './judge/incidentCase.ts';
import { incidentName } from './judge/sentences.ts';

/** What befalls many cameras at once has one cause: fog, a storm, a power or network failure. */
const commonTypes: readonly IncidentType[] = ['camera-tampered', 'low-visibility'];
const leastCameras = 3;
const withinMs = 60_000;
const camerasAffected = 'cameras affected';

/**
 * Makes the same disturbance of three cameras or more within a minute one incident: the first of them stands for all, the
 * others are part of it. One for a site, which all changes of its judges pass before they are committed.
 */
export class CommonCause {
  /** Open incidents of these types, with what they are part of. */
  readonly #open = new Map<string, Incident>();

  /** @returns the changes, and those of other incidents that follow from them */
  take(changes: readonly IncidentChange[]): IncidentChange[] {
    return changes.flatMap((change) => (commonTypes.includes(change.incident.type) ? this.#takeOne(change) : [change]));
  }

  #takeOne({ incident, entries }: IncidentChange): IncidentChange[] {
    const known = this.#open.get(incident.incidentId);
    const cameras = known?.evidence.find(({ what }) => what === camerasAffected)?.value;
    const joined = { ...incident, partOf: known?.partOf ?? incident.partOf };
    const now = cameras === undefined ? joined : withCameras(joined, cameras);
    if (now.endedAtMs !== null) {
      this.#open.delete(now.incidentId);
      return [{ incident: now, entries }, ...this.#handOn(now)];
    }
    this.#open.set(now.incidentId, now);
    const folded = now.partOf === null ? this.#gather(now) : [];
    const own = folded.find((change) => change.incident.incidentId === now.incidentId);
    const others = folded.filter((change) => change !== own);
    return [{ incident: own?.incident ?? now, entries: [...entries, ...(own?.entries ?? [])] }, ...others];
  }

  /** Joins a cause that is there, or makes one with others of the same minute. */
  #gather(fresh: Incident): IncidentChange[] {
    const alike = [...this.#open.values()]
      .filter(
        ({ type, detectedAtMs }) => type === fresh.type && Math.abs(detectedAtMs - fresh.detectedAtMs) <= withinMs,
      )
      .sort((a, b) => a.detectedAtMs - b.detectedAtMs || (a.incidentId < b.incidentId ? -1 : 1));
    const cameras = new Set(alike.map(({ cameraId }) => cameraId)).size;
    if (cameras < leastCameras) return [];
    const lead = alike.find(({ partOf }) => partOf === null) ?? alike[0]!;
    const members = alike.filter((one) => one !== lead && one.partOf === null);
    const text = `${incidentName(lead.type)} on ${cameras} cameras within a minute: one common cause.`;
    return [
      this.#told(withCameras(lead, cameras), [entryOf(lead, fresh.detectedAtMs, 'changed', text)]),
      ...members.map((one) =>
        this.#told({ ...one, partOf: lead.incidentId }, [entryOf(one, fresh.detectedAtMs, 'folded', text)]),
      ),
    ];
  }

  /** The one that stood for the others has ended: the first that goes on stands for them now. */
  #handOn(ended: Incident): IncidentChange[] {
    const members = [...this.#open.values()].filter(({ partOf }) => partOf === ended.incidentId);
    const [lead, ...others] = members;
    if (!lead) return [];
    const text = `${incidentName(lead.type)} goes on after that of the first camera has ended.`;
    return [
      this.#told({ ...lead, partOf: null }, [entryOf(lead, ended.lastSeenAtMs, 'changed', text)]),
      ...others.map((one) => this.#told({ ...one, partOf: lead.incidentId }, [])),
    ];
  }

  #told(incident: Incident, entries: readonly IncidentEntry[]): IncidentChange {
    this.#open.set(incident.incidentId, incident);
    return { incident, entries };
  }
}

function withCameras(incident: Incident, cameras: number): Incident {
  const evidence = incident.evidence.filter(({ what }) => what !== camerasAffected);
  const affected = { what: camerasAffected, value: cameras, limit: leastCameras, unit: '' };
  return { ...incident, evidence: [...evidence, affected] };
}

function entryOf({ incidentId }: Incident, atMs: number, what: IncidentEntry['what'], text: string): IncidentEntry {
  return { incidentId, atMs, what, text };
}

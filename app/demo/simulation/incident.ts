import type { GroundPoint } from '../scene.ts';

export const incidentTypes = [
  'breakdown',
  'illegal-parking',
  'wrong-way',
  'slow-vehicle',
  'speeding',
  'person-on-carriageway',
  'debris',
  'collision',
  'congestion',
  'lane-closure',
  'red-light-running',
  'stop-sign-violation',
  'near-miss',
  'solid-line-crossing',
  'illegal-turn',
  'cyclist-on-carriageway',
  'unauthorised-entry',
] as const;
export type IncidentType = (typeof incidentTypes)[number];

/** What really happened: the truth that a detection of incidents is measured against. */
export interface Incident {
  readonly id: number;
  readonly type: IncidentType;
  readonly scenario: string;
  readonly beginMs: number;
  /** Undefined while it lasts. */
  readonly endMs: number | undefined;
  /** Where it began. */
  readonly place: GroundPoint & { readonly laneId: string };
  /** Bodies that took part. */
  readonly bodyIds: readonly number[];
}

/** The incidents of one run, in the order of their beginning. */
export class IncidentLog {
  readonly #incidents: Incident[] = [];

  get all(): readonly Incident[] {
    return this.#incidents;
  }

  begin(incident: Omit<Incident, 'id' | 'endMs'>): number {
    const id = this.#incidents.length + 1;
    this.#incidents.push({ ...incident, id, endMs: undefined });
    return id;
  }

  /** Ends it, with everybody who took part until then; a second end changes nothing. */
  end(id: number, endMs: number, bodyIds?: readonly number[]): void {
    const incident = this.#incidents[id - 1];
    if (!incident || incident.endMs !== undefined) return;
    this.#incidents[id - 1] = { ...incident, endMs, bodyIds: bodyIds ?? incident.bodyIds };
  }
}

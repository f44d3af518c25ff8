import type { FoundIncident } from '../../app/demo/truth/incidentScore.ts';
import type { IncidentsRoad } from './incidentsRoad.ts';
import { LongWaits } from './longWaits.ts';
import type { TruthRow } from './row.ts';

export interface Alarms {
  readonly false: readonly FoundIncident[];
  /** Rush hours fill the junction: queues and congestion that are really there, as the rules have them. */
  readonly true: readonly FoundIncident[];
}

/** What the watches of a road find while nothing but ordinary traffic goes on. */
export class OrdinaryAlarms {
  readonly #road: IncidentsRoad;
  readonly #waits: LongWaits;
  /** By incident: whether it was really there when it was found. */
  readonly #isThere = new Map<string, boolean>();

  constructor(road: IncidentsRoad) {
    this.#road = road;
    this.#waits = new LongWaits(road.simulation);
  }

  /** After each step of the road. */
  step(): void {
    this.#waits.step();
    for (const { found } of this.#road.watches) {
      for (const one of found) {
        if (!this.#isThere.has(one.incidentId)) this.#isThere.set(one.incidentId, this.#waits.holds(one));
      }
    }
  }

  /** What is part of something else is not counted. */
  get all(): Alarms {
    const found = this.#road.watches.flatMap((watch) => watch.found.filter(({ partOf }) => partOf === null));
    return {
      false: found.filter(({ incidentId }) => !this.#isThere.get(incidentId)),
      true: found.filter(({ incidentId }) => this.#isThere.get(incidentId)),
    };
  }
}

/** @param of what traffic it was */
export function ordinaryRow(of: string, all: readonly Alarms[]): TruthRow {
  const wrong = all.flatMap((alarms) => alarms.false);
  return {
    goal: '15',
    what: `false alarms in ${of}`,
    figure: `${wrong.length} (${namesOf(wrong)}); true ones: ${namesOf(all.flatMap((alarms) => alarms.true))}`,
    limit: '0',
    met: wrong.length === 0,
  };
}

/** How many there are of each type. */
export function namesOf(incidents: readonly FoundIncident[]): string {
  const counts = new Map<string, number>();
  for (const { type } of incidents) counts.set(type, (counts.get(type) ?? 0) + 1);
  return [...counts].map(([type, count]) => `${type} ${count}`).join(', ') || 'none';
}

import type { Incident as TrueIncident, IncidentType as TrueIncidentType } from '../../app/demo/simulation/incident.ts';
import type { Simulation } from '../../app/demo/simulation/simulation.ts';
import type { TruthIncident } from '../../app/demo/truth/truthRecords.ts';
import { type IncidentScore, scoreIncidents } from '../../app/demo/truth/incidentScore.ts';
import type { Watch } from './incidentsRoad.ts';

/** What a watch found, beside what need be found, and beside all that happened. */
export function scoresOf(simulation: Simulation, watch: Watch): { needed: IncidentScore; all: IncidentScore } {
  const seen = { ...watch, camera: watch.header.cameras[0]! };
  return {
    needed: scoreIncidents(seen, shownIncidents(simulation, watch), watch.found),
    // Who finds what nobody need find, because it was hidden or short, has found something true.
    all: scoreIncidents(seen, simulation.incidents.map(recordOf), watch.found),
  };
}

/**
 * What happened and could be seen on the drawn road long enough to be found; begun when it was. Left out is what nobody
 * could find: of whose bodies none was in sight for the least time, all in all, because others stood before it.
 */
function shownIncidents(simulation: Simulation, watch: Watch): Omit<TruthIncident, 'record'>[] {
  const endMs = simulation.timeMs;
  return simulation.incidents.flatMap((incident) => {
    const seenMs = incident.bodyIds.map((id) => watch.seenFromMs(id));
    const isThing = incident.type === 'debris' || incident.type === 'lane-closure';
    const beginMs = isThing ? incident.beginMs : Math.max(incident.beginMs, Math.min(...seenMs));
    const beforeMs = seenBeforeMs[incident.type];
    if (beforeMs !== undefined && Math.max(...seenMs) > incident.beginMs - beforeMs) return [];
    const untilMs = incident.endMs ?? endMs;
    const leastMs = leastShownMs[incident.type];
    const lastedMs = untilMs - beginMs;
    // Who drives fast is gone soon; their time is that from when they are seen to the end.
    const isShown = (id: number) =>
      !canBeHidden.includes(incident.type) || watch.shownMs(id, beginMs, untilMs) >= leastMs;
    // Of two that nearly meet each must be seen.
    const areShown = incident.type === 'near-miss' ? incident.bodyIds.every(isShown) : incident.bodyIds.some(isShown);
    if (lastedMs < leastMs || !(isThing || areShown) || watch.header.cameras.length === 0) return [];
    return { ...recordOf(incident), beginMs };
  });
}

function recordOf({ type, beginMs, endMs, place, bodyIds }: TrueIncident): Omit<TruthIncident, 'record'> {
  const { xM, yM, laneId } = place;
  return { type, beginMs, endMs: endMs ?? null, place: { xM, yM, lane: laneId }, bodies: [...bodyIds] };
}

/** What stands at one place, or drives among others, can be hidden all the while. */
const canBeHidden: readonly TrueIncidentType[] = [
  'breakdown',
  'illegal-parking',
  'collision',
  'near-miss',
  'illegal-turn',
  'cyclist-on-carriageway',
];

/** Of a collision both must be seen before they have met; who changes lanes, in the lane it leaves; and so on. */
const seenBeforeMs: Readonly<Partial<Record<TrueIncidentType, number>>> = {
  collision: 0,
  'near-miss': 1500,
  'solid-line-crossing': 2000,
  'illegal-turn': 0,
};

/** Who is gone sooner cannot be found: the dwell, a second of speed and a second for the track. */
const leastShownMs: Readonly<Record<TrueIncidentType, number>> = {
  breakdown: 11_000,
  'illegal-parking': 35_000,
  'wrong-way': 3000,
  'slow-vehicle': 8000,
  speeding: 3500,
  'person-on-carriageway': 3000,
  debris: 15_000,
  collision: 10_000,
  congestion: 60_000,
  'lane-closure': 120_000,
  'red-light-running': 4000,
  'stop-sign-violation': 4000,
  'near-miss': 600,
  'solid-line-crossing': 3000,
  'illegal-turn': 4000,
  'cyclist-on-carriageway': 4000,
  'unauthorised-entry': 4500,
};

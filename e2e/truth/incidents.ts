import type { Incident as TrueIncident, IncidentType as TrueIncidentType } from '../../app/demo/simulation/incident.ts';
import { foundTypesOf, type FoundIncident, scoreIncidents } from '../../app/demo/truth/incidentScore.ts';
import type { TruthIncident } from '../../app/demo/truth/truthRecords.ts';
import { demoCameras } from '../../app/demo/site/demoCameras.ts';
import { type IncidentSeries, incidentSeries, scenarioOf } from './incidentCases.ts';
import { moreIncidentSeries } from './incidentCasesMore.ts';
import { IncidentsRoad, type Watch } from './incidentsRoad.ts';
import { LongWaits } from './longWaits.ts';
import { lowVisibilityRows } from './lowVisibility.ts';
import type { TruthRow } from './row.ts';

export interface SeriesResult {
  readonly type: TrueIncidentType;
  readonly cases: number;
  readonly detected: number;
  readonly delaysS: readonly number[];
  readonly alarms: number;
  readonly false: readonly FoundIncident[];
  readonly missed: readonly string[];
}

/** Frame rates of a simulation's watches, as strides of 80 ms: 12.5, 6.25 and 3.1 frames a second. */
const stridesOf = (variant: number): readonly number[] => (variant % 4 === 0 ? [1, 2, 4] : [2, 4]);

/** Goals 14 to 16: every type in scripted cases, and ordinary traffic without an alarm. */
export async function incidentRows(): Promise<TruthRow[]> {
  const allSeries = [...incidentSeries, ...moreIncidentSeries];
  const results = allSeries.map((series) => runSeries(series, series.cases));
  const hours = Number(process.env['TRUTH_CAMERA_HOURS'] ?? 6);
  return [
    ...results.flatMap((result, at) => rowsOf(result, allSeries[at]!)),
    ...lowVisibilityRows(),
    falseShareRow(results),
    ordinaryRow(hours, ordinaryTraffic(hours)),
  ];
}

/** @param wanted cases, one for each frame rate of each simulation */
function runSeries({ type, plan }: IncidentSeries, wanted: number): SeriesResult {
  let [cases, detected, alarms] = [0, 0, 0];
  const [delaysS, wrong, missed]: [number[], FoundIncident[], string[]] = [[], [], []];
  for (let variant = 0; cases < wanted && variant < 3 * wanted; variant++) {
    const { camera, startS, watchedS, untilS, edit, rules, action } = plan(variant);
    const plans = stridesOf(variant).map((stride, at) => ({
      ...{ camera, stride, ...(edit && { edit }), ...(rules && { rules }) },
      quality: (variant + at) % 3 === 0 ? ('perfect' as const) : ('degraded' as const),
    }));
    const scenario = scenarioOf(type, { camera, startS, watchedS, untilS, action });
    const road = new IncidentsRoad(1000 + 17 * variant, [scenario], plans);
    road.runUntil(untilS * 1000, (timeMs, [first]) => first !== undefined && timeMs > first.beginMs + watchedS * 1000);
    for (const watch of road.watches) {
      const seen = { ...watch, camera: watch.header.cameras[0]! };
      const score = scoreIncidents(seen, truthOf(road, watch), watch.found);
      // Who finds what nobody need find, because it was hidden or short, has found something true.
      const all = scoreIncidents(seen, road.simulation.incidents.map(recordOf), watch.found);
      const ofType = score.byType[type] ?? { truth: 0, detected: 0, missed: 0, delaysS: [] };
      cases += ofType.truth;
      detected += ofType.detected;
      delaysS.push(...ofType.delaysS);
      alarms += watch.found.filter(({ partOf }) => partOf === null).length;
      wrong.push(...all.false, ...all.repeated);
      if (ofType.missed > 0) missed.push(`variant ${variant} at ${12.5 / watch.plan.stride} Hz, ${watch.plan.quality}`);
    }
  }
  return { type, cases, detected, delaysS, alarms, false: wrong, missed };
}

/**
 * What happened and could be seen on the drawn road long enough to be found; begun when it was. Left out is what nobody
 * could find: of whose bodies none was in sight for the least time, all in all, because others stood before it.
 */
function truthOf({ simulation }: IncidentsRoad, watch: Watch): Omit<TruthIncident, 'record'>[] {
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

function rowsOf({ type, cases, detected, delaysS, missed }: SeriesResult, series: IncidentSeries): TruthRow[] {
  const share = cases === 0 ? 0 : detected / cases;
  const found = {
    goal: '14',
    what: `${foundTypesOf[type][0]}: detected, at 12.5, 6.25 and 3.1 Hz, perfect and degraded boxes`,
    figure: `${detected} of ${cases}${missed.length > 0 ? ` (missed: ${missed.slice(0, 3).join('; ')})` : ''}`,
    limit: `>= 95 %, ${series.cases} cases`,
    met: share >= 0.95 && cases >= series.cases,
  };
  if (series.withinS === null) return [found];
  const sorted = delaysS.toSorted((a, b) => a - b);
  const at = (part: number) => sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? Number.NaN;
  const time = {
    goal: '16',
    what: `${foundTypesOf[type][0]}: time from when it could be seen on the drawn road`,
    figure: `median ${at(0.5).toFixed(1)} s, P95 ${at(0.95).toFixed(1)} s`,
    limit: `P95 <= ${series.withinS} s`,
    met: at(0.95) <= series.withinS,
  };
  return [found, time];
}

function falseShareRow(results: readonly SeriesResult[]): TruthRow {
  const [alarms, wrong] = [results.reduce((sum, one) => sum + one.alarms, 0), results.flatMap((one) => one.false)];
  return {
    goal: '15',
    what: 'false alarms in all scripted cases, found twice included',
    figure: `${wrong.length} of ${alarms} (${namesOf(wrong)})`,
    limit: '<= 5 %',
    met: wrong.length <= 0.05 * alarms,
  };
}

interface OrdinaryAlarms {
  readonly false: readonly FoundIncident[];
  /** Rush hours fill the junction: queues and congestion that are really there, as the rules have them. */
  readonly true: readonly FoundIncident[];
}

/** Alarms of ordinary traffic, rush hour and night, on all cameras. @param hours of cameras together */
function ordinaryTraffic(hours: number): OrdinaryAlarms {
  const names = demoCameras.map(({ name }) => name);
  const alarms: { false: FoundIncident[]; true: FoundIncident[] } = { false: [], true: [] };
  const [rounds, minutes] = [Math.max(1, Math.round((hours / names.length) * 6)), 10];
  for (let round = 0; round < rounds; round++) {
    const plans = names.map((camera) => ({ camera, stride: 2 + (round % 3), quality: 'degraded' as const }));
    const road = new IncidentsRoad(500 + round, [], plans, { startHour: [8, 13, 17, 22][round % 4]! });
    const waits = new LongWaits(road.simulation);
    const held = new Map<string, boolean>();
    road.runUntil(minutes * 60_000, () => {
      waits.step();
      for (const { found } of road.watches)
        for (const one of found) if (!held.has(one.incidentId)) held.set(one.incidentId, waits.holds(one));
      return false;
    });
    for (const { found } of road.watches)
      for (const one of found) if (one.partOf === null) alarms[held.get(one.incidentId) ? 'true' : 'false'].push(one);
  }
  return alarms;
}

function ordinaryRow(hours: number, alarms: OrdinaryAlarms): TruthRow {
  return {
    goal: '15',
    what: `false alarms in ${hours} accelerated camera-hours of ordinary traffic (72 with TRUTH_CAMERA_HOURS=72)`,
    figure: `${alarms.false.length} (${namesOf(alarms.false)}); true ones: ${namesOf(alarms.true)}`,
    limit: '0',
    met: alarms.false.length === 0,
  };
}

function namesOf(incidents: readonly FoundIncident[]): string {
  const counts = new Map<string, number>();
  for (const { type } of incidents) counts.set(type, (counts.get(type) ?? 0) + 1);
  return [...counts].map(([type, count]) => `${type} ${count}`).join(', ') || 'none';
}

import type { IncidentType as TrueIncidentType } from '../../app/demo/simulation/incident.ts';
import { foundTypesOf, type FoundIncident } from '../../app/demo/truth/incidentScore.ts';
import { demoCameras } from '../../app/demo/site/demoCameras.ts';
import { type IncidentSeries, incidentSeries, scenarioOf } from './incidentCases.ts';
import { moreIncidentSeries } from './incidentCasesMore.ts';
import { IncidentsRoad } from './incidentsRoad.ts';
import { lowVisibilityRows } from './lowVisibility.ts';
import { type Alarms, namesOf, OrdinaryAlarms, ordinaryRow } from './ordinaryAlarms.ts';
import type { TruthRow } from './row.ts';
import { scoresOf } from './shownIncidents.ts';

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
  const ofHours = `${hours} accelerated camera-hours of ordinary traffic (72 with TRUTH_CAMERA_HOURS=72)`;
  return [
    ...results.flatMap((result, at) => rowsOf(result, allSeries[at]!)),
    ...lowVisibilityRows(),
    falseShareRow(results),
    ordinaryRow(ofHours, ordinaryTraffic(hours)),
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
      const { needed, all } = scoresOf(road.simulation, watch);
      const ofType = needed.byType[type] ?? { truth: 0, detected: 0, missed: 0, delaysS: [] };
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

/** Ordinary traffic, rush hour and night, on all cameras. @param hours of cameras together */
function ordinaryTraffic(hours: number): Alarms[] {
  const names = demoCameras.map(({ name }) => name);
  const [rounds, minutes] = [Math.max(1, Math.round((hours / names.length) * 6)), 10];
  return Array.from({ length: rounds }, (_, round) => {
    const plans = names.map((camera) => ({ camera, stride: 2 + (round % 3), quality: 'degraded' as const }));
    const road = new IncidentsRoad(500 + round, [], plans, { startHour: [8, 13, 17, 22][round % 4]! });
    const alarms = new OrdinaryAlarms(road);
    road.runUntil(minutes * 60_000, () => {
      alarms.step();
      return false;
    });
    return alarms.all;
  });
}

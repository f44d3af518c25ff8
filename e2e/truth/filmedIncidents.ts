import type { LightName } from '../../app/demo/film/lightOf.ts';
import { foundTypesOf, type FoundIncident } from '../../app/demo/truth/incidentScore.ts';
import { FilmedEye } from './filmedEye.ts';
import { filmedTrafficRow } from './filmedTraffic.ts';
import { type IncidentSeries, incidentSeries, scenarioOf } from './incidentCases.ts';
import { moreIncidentSeries } from './incidentCasesMore.ts';
import { IncidentsRoad, type Watch } from './incidentsRoad.ts';
import type { TruthRow } from './row.ts';
import { scoresOf } from './shownIncidents.ts';

const lights: readonly LightName[] = ['day', 'night', 'rain'];
/** 6.25 frames a second. */
const stride = 2;
/** So long before something happens the pictures begin; before that the rules learn what is ordinary from boxes of the truth. */
const filmedBeforeMs = 15_000;
/** Of ordinary traffic, for each camera by each light. */
const minutesOfEach = 2;
/** So many films for a case at most. */
const turnsAtMost = 4;
/** Debris is found in the picture itself, not by the detector: the part `debris` shows it. */
const notOfDetector = 'debris';

interface FilmedCase {
  readonly name: string;
  readonly cases: number;
  readonly detected: number;
  readonly delaysS: readonly number[];
  readonly alarms: number;
  readonly wrong: readonly FoundIncident[];
}

/**
 * Goals 14 to 16 with pictures and the shipped detector in place of boxes: each type by each light, and ordinary traffic.
 * `TRUTH_FILMS` times as much of it.
 */
export async function filmedRows(): Promise<TruthRow[]> {
  const times = Number(process.env['TRUTH_FILMS'] ?? 1);
  const eye = await FilmedEye.open();
  const rows: TruthRow[] = [];
  const all: FilmedCase[] = [];
  try {
    for (const series of [...incidentSeries, ...moreIncidentSeries].filter(({ type }) => type !== notOfDetector)) {
      const found: FilmedCase[] = [];
      for (const [at, light] of lights.entries()) found.push(...(await casesBy(light, at, series, eye, times)));
      rows.push(rowOf(series, found));
      all.push(...found);
    }
    return [...rows, foundRow(all), falseRow(all), await filmedTrafficRow(eye, minutesOfEach * times)];
  } finally {
    await eye.close();
  }
}

/** Films until something was there to be found so many times; what is staged is not always seen. */
async function casesBy(light: LightName, at: number, series: IncidentSeries, eye: FilmedEye, wanted: number) {
  const found: FilmedCase[] = [];
  for (let turn = 0; turn < turnsAtMost * wanted && sumOf(found, 'cases') < wanted; turn++) {
    found.push(await filmed(eye, series, at + turn * lights.length, light));
  }
  return found;
}

async function filmed(
  eye: FilmedEye,
  { type, plan }: IncidentSeries,
  variant: number,
  light: LightName,
): Promise<FilmedCase> {
  const { camera, startS, watchedS, untilS, edit, rules, action } = plan(variant);
  const scenario = scenarioOf(type, { camera, startS, watchedS, untilS, action });
  const seed = 7000 + 31 * variant;
  const beginMs = beginMsOf(new IncidentsRoad(seed, [scenario], []), untilS);
  const watched = { camera, stride, quality: 'degraded' as const, ...(edit && { edit }), ...(rules && { rules }) };
  const road = new IncidentsRoad(seed, [scenario], [watched]);
  const untilMs = Math.min(untilS * 1000, beginMs + watchedS * 1000);
  await eye.watch(road, { light, seed, fromMs: beginMs - filmedBeforeMs, untilMs });
  const [watch] = road.watches as [Watch];
  const { needed, all } = scoresOf(road.simulation, watch);
  const { truth = 0, detected = 0, delaysS = [] } = needed.byType[type] ?? {};
  const alarms = watch.found.filter(({ partOf }) => partOf === null).length;
  const wrong = [...all.false, ...all.repeated];
  return { name: `${light}, variant ${variant}`, cases: truth, detected, delaysS, alarms, wrong };
}

/** When what is staged happens first. */
function beginMsOf(road: IncidentsRoad, untilS: number): number {
  road.runUntil(untilS * 1000, (_, [first]) => first !== undefined);
  return road.simulation.incidents[0]?.beginMs ?? untilS * 1000;
}

function rowOf({ type }: IncidentSeries, found: readonly FilmedCase[]): TruthRow {
  const [cases, detected] = [sumOf(found, 'cases'), sumOf(found, 'detected')];
  const missed = found.filter((one) => one.detected < one.cases).map(({ name }) => `missed: ${name}`);
  const times = found.flatMap(({ delaysS }) => delaysS.map((delayS) => `${delayS.toFixed(1)} s`));
  const wrong = found.flatMap(({ wrong: all, name }) => all.map((one) => `false: ${one.type}, ${name}`));
  return {
    goal: '14',
    what: `${foundTypesOf[type][0]}: found in pictures by ${lights.join(', ')}`,
    figure: [`${detected} of ${cases} after ${times.join(', ') || 'nothing'}`, ...missed, ...wrong].join('; '),
    limit: 'all',
    met: detected === cases && cases > 0,
  };
}

function foundRow(all: readonly FilmedCase[]): TruthRow {
  const [cases, detected] = [sumOf(all, 'cases'), sumOf(all, 'detected')];
  return {
    goal: '14',
    what: 'all types together: found in pictures',
    figure: `${detected} of ${cases}`,
    limit: '>= 95 %',
    met: detected >= 0.95 * cases,
  };
}

function falseRow(all: readonly FilmedCase[]): TruthRow {
  const [alarms, wrong] = [sumOf(all, 'alarms'), all.reduce((sum, one) => sum + one.wrong.length, 0)];
  return {
    goal: '15',
    what: 'false alarms in these films, found twice included',
    figure: `${wrong} of ${alarms}`,
    limit: '<= 5 %',
    met: wrong <= 0.05 * alarms,
  };
}

function sumOf(all: readonly FilmedCase[], of: 'cases' | 'detected' | 'alarms'): number {
  return all.reduce((sum, one) => sum + one[of], 0);
}

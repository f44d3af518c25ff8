import type { IncidentType as TrueIncidentType } from '../../app/demo/simulation/incident.ts';
import { scenarios } from '../../app/demo/simulation/knownScenarios.ts';
import type { Scenario, ScenarioAction } from '../../app/demo/simulation/scenario.ts';
import { southKerbYM } from '../../app/demo/site/measures.ts';
import type { RulesSettings } from '../../app/incident/settings.ts';
import type { Scene } from '../../app/traffic/scene/scene.ts';
import { withZone } from './sceneEdits.ts';

/** What happens in one simulation, and how long it is watched. */
export interface IncidentPlan {
  readonly camera: string;
  readonly action: ScenarioAction;
  /** When it is let happen; before, the rules learn what is ordinary. */
  readonly startS: number;
  /** Watched for so long after it has begun, at most until `untilS`. */
  readonly watchedS: number;
  readonly untilS: number;
  readonly edit?: (scene: Scene) => Scene;
  /** What differs from the rules' defaults. */
  readonly rules?: RulesSettings;
}

export interface IncidentSeries {
  readonly type: TrueIncidentType;
  /** Cases that are wanted: 29 without a miss prove 90 %, 59 prove 95 %. */
  readonly cases: number;
  /** Longest time until it is found, seconds; `null`: no goal. */
  readonly withinS: number | null;
  plan(variant: number): IncidentPlan;
}

const motorway = { camera: 'motorway-north', startS: 10, untilS: 150 } as const;
const lane = (variant: number) => `motorway-east-${1 + (variant % 3)}`;

/** Places, lanes and speeds differ from variant to variant; seeds do besides. */
export const incidentSeries: readonly IncidentSeries[] = [
  {
    type: 'breakdown',
    cases: 59,
    withinS: 10,
    plan: (v) =>
      v % 5 === 4
        ? {
            ...{ camera: 'bus-stop', startS: 10, untilS: 150, watchedS: 18 },
            action: { kind: 'breakdown', laneId: 'street-east-c-2', atM: 230 + 6 * (v % 7) },
          }
        : { ...motorway, watchedS: 18, action: { kind: 'breakdown', laneId: lane(v), atM: 288 + 5 * (v % 9) } },
  },
  {
    type: 'wrong-way',
    cases: 59,
    withinS: 3,
    plan: (v) => ({
      ...{ ...motorway, watchedS: 30 },
      action: { kind: 'wrong-way', laneId: lane(v + 2), fromM: 10, toM: 420 + 20 * (v % 6), speedMps: 10 + (v % 9) },
    }),
  },
  {
    type: 'slow-vehicle',
    cases: 29,
    withinS: 15,
    plan: (v) => ({
      ...{ ...motorway, startS: 20, watchedS: 45 },
      action: {
        kind: 'slow-vehicle',
        laneId: 'motorway-east-1',
        fromM: 0,
        toM: 90 + 10 * (v % 6),
        speedMps: 6 + (v % 5),
      },
    }),
  },
  {
    type: 'speeding',
    cases: 29,
    withinS: null,
    plan: (v) => ({
      ...{ camera: 'bus-stop', startS: 5, watchedS: 35, untilS: 130 },
      action: { kind: 'speeding', laneId: 'street-west-a-2', fromM: 0, toM: 140, speedMps: 22 + (v % 5) },
    }),
  },
  {
    type: 'person-on-carriageway',
    cases: 29,
    withinS: 3,
    plan: (v) => {
      const x = 276 + 6 * (v % 6);
      const walk = [
        { xM: x - 8, yM: -19 },
        { xM: x - 4, yM: -15 },
        { xM: x, yM: -12.4 },
        { xM: x + 40, yM: -12.4 },
        { xM: x + 46, yM: -16 },
        { xM: x + 48, yM: -21 },
      ];
      return {
        ...{ ...motorway, watchedS: 25 },
        action: { kind: 'person-on-carriageway', laneId: 'motorway-east-1', fromM: x, toM: x + 40, walk },
      };
    },
  },
  {
    type: 'debris',
    cases: 29,
    withinS: 30,
    plan: (v) => ({
      ...{ ...motorway, watchedS: 20 },
      action: { kind: 'debris', laneId: lane(v), atM: 285 + 5 * (v % 10), pieces: 2 + (v % 4) },
    }),
  },
  {
    type: 'collision',
    cases: 29,
    withinS: 10,
    plan: (v) => ({
      ...{ ...motorway, watchedS: 18 },
      action: { kind: 'collision', laneId: lane(v), fromM: 225, toM: 300 },
    }),
  },
  {
    type: 'congestion',
    cases: 29,
    withinS: 60,
    plan: (v) => ({
      ...{ camera: 'motorway-ramp', startS: 10, watchedS: 75, untilS: 150 },
      action: {
        kind: 'congestion',
        stretches: [1, 2, 3].map((i) => ({ laneId: `motorway-east-${i}`, fromM: 690, toM: 760 + 10 * (v % 3) })),
        limitMps: 2.5 + 0.25 * (v % 4),
      },
    }),
  },
  {
    type: 'lane-closure',
    cases: 29,
    withinS: 300,
    plan: (v) => ({
      ...{ ...motorway, startS: 150, watchedS: 130, untilS: 320 },
      action: { kind: 'lane-closure', laneId: v % 2 ? 'motorway-east-1' : 'motorway-east-3', fromM: 280, toM: 350 },
    }),
  },
  {
    type: 'red-light-running',
    cases: 29,
    withinS: 5,
    plan: (v) =>
      v % 2
        ? {
            ...{ camera: 'junction-south', startS: 0, watchedS: 150, untilS: 130 },
            action: { kind: 'red-light-running', laneIds: ['cross-north-in'] },
          }
        : {
            ...{ camera: 'junction-east', startS: 0, watchedS: 150, untilS: 130 },
            action: { kind: 'red-light-running', laneIds: ['street-east-b-1', 'street-east-b-2'] },
          },
  },
  {
    type: 'stop-sign-violation',
    cases: 29,
    withinS: 5,
    plan: () => ({
      ...{ camera: 'side-road', startS: 0, watchedS: 300, untilS: 240 },
      action: { kind: 'stop-sign-violation', laneId: 'side-road-in' },
    }),
  },
  {
    type: 'illegal-parking',
    cases: 29,
    withinS: 40,
    plan: (v) => ({
      ...{ camera: 'bus-stop', startS: 10, watchedS: 45, untilS: 150 },
      action: { kind: 'illegal-parking', laneId: 'street-east-c-1', atM: 250 + 3 * (v % 6) },
      edit: withNoStopping,
    }),
  },
];

export function scenarioOf(type: TrueIncidentType, { action, startS }: IncidentPlan): Scenario {
  const summary = scenarios.find((known) => known.action.kind === action.kind)?.summary ?? type;
  return { name: 'case', summary, startS, endS: 86_400, action };
}

/** The right-hand lane beyond the bus stop, where nobody may stop. */
const withNoStopping = withZone('bus-stop', 'no-stopping', [
  { xM: 1250, yM: southKerbYM },
  { xM: 1310, yM: southKerbYM },
  { xM: 1310, yM: southKerbYM + 4.9 },
  { xM: 1250, yM: southKerbYM + 4.9 },
]);

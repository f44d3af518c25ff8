import type { GroundPoint } from '../../app/demo/scene.ts';
import type { IncidentPlan, IncidentSeries } from './incidentCases.ts';
import { withLine, withSolid, withZone } from './sceneEdits.ts';

const nearMissPlaces = [
  ['street-east-c-1', 234, 243],
  ['street-west-a-2', 405, 414],
  ['street-east-c-2', 234, 243],
  ['street-west-a-1', 405, 414],
] as const;

/** Incidents that need something drawn that the demo scenes lack, and near misses and cyclists. */
export const moreIncidentSeries: readonly IncidentSeries[] = [
  {
    type: 'near-miss',
    cases: 29,
    withinS: null,
    plan: (v) => {
      // Where the road is near enough for speeds to be measured, on the way to the camera and away from it.
      const [laneId, fromM, toM] = nearMissPlaces[v % nearMissPlaces.length]!;
      return {
        ...{ camera: 'bus-stop', startS: 5, watchedS: 400, untilS: 240 },
        action: { kind: 'near-miss', laneId, fromM, toM },
      };
    },
  },
  {
    type: 'solid-line-crossing',
    cases: 29,
    withinS: null,
    plan: (v) => {
      // The line between lanes 1 and 2 or 2 and 3, from its right or from its left.
      const side = v % 2 ? 'right' : 'left';
      const laneId = `motorway-east-${1 + (v % 2) + ((v >> 1) % 2)}`;
      const line = { lineFromM: 150, lineToM: 440 };
      return {
        ...{ camera: 'motorway-north', startS: 0, watchedS: 200, untilS: 130 },
        action: { kind: 'solid-line-crossing', laneId, side, ...line, fromM: 280, toM: 300 + (v % 3) },
        edit: withSolid(laneId, side),
      };
    },
  },
  { type: 'illegal-turn', cases: 29, withinS: null, plan: bannedTurn },
  {
    type: 'cyclist-on-carriageway',
    cases: 29,
    withinS: null,
    plan: (v) => ({
      ...{ camera: 'motorway-north', startS: 5, watchedS: 75, untilS: 150 },
      action: {
        kind: 'cyclist-on-carriageway',
        laneId: 'motorway-east-1',
        fromM: 25 + (v % 4),
        toM: 420,
        speedMps: 5 + 0.5 * (v % 5),
      },
    }),
  },
  { type: 'unauthorised-entry', cases: 29, withinS: null, plan: closedArea },
];

/** The left turn from the east is forbidden; two cameras see it. A line reaches as far as foot points lie beside a lane. */
function bannedTurn(v: number): IncidentPlan {
  const [camera, from, to] =
    v % 2
      ? (['junction-south', 'from-east', 'to-south'] as const)
      : (['junction-east', 'from-east', 'to-south'] as const);
  const line =
    camera === 'junction-south'
      ? withLine(camera, from, { xM: 1013, yM: -168.2 }, { xM: 1013, yM: -172.2 })
      : withLine(camera, to, { xM: 994.3, yM: -189 }, { xM: 1000.4, yM: -189 });
  return {
    ...{ camera, startS: 0, watchedS: 400, untilS: 240 },
    action: { kind: 'illegal-turn', laneId: 'junction-es', insteadTo: 'street-west' },
    edit: line,
    rules: { 'illegal-turn': { forbidden: [{ fromLineId: from, toLineId: to }] } },
  };
}

/** A closed area beside the road, and somebody who walks into it from outside, to and fro, and out again. */
function closedArea(v: number): IncidentPlan {
  const places = [
    { camera: 'motorway-north', laneId: 'motorway-east-1', atM: 305, xM: 296, yM: -31 },
    { camera: 'motorway-north', laneId: 'motorway-west-1', atM: 1690, xM: 300, yM: 19 },
    { camera: 'motorway-ramp', laneId: 'motorway-east-1', atM: 680, xM: 672, yM: -31 },
  ] as const;
  const { camera, laneId, atM, xM, yM } = places[v % 3]!;
  const at = (eastM: number, northM: number): GroundPoint => ({ xM: xM + eastM, yM: yM + northM });
  const area = [at(0, 0), at(16, 0), at(16, 11), at(0, 11)];
  const inM = 3 + (v % 4);
  const walk = [at(-7, 5), at(inM, 5), at(inM + 5, 8), at(inM + 6, 3), at(-7, 4)];
  return {
    ...{ camera, startS: 5, watchedS: 30, untilS: 60 },
    action: { kind: 'unauthorised-entry', laneId, atM, area, walk },
    edit: withZone(camera, 'restricted', area),
  };
}

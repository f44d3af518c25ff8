import { seededRandom } from '../../base/random.ts';
import type { Body, BodyKind } from '../scene.ts';
import type { Lane } from '../site/lane.ts';
import { rounded } from '../site/path.ts';
import type { ActionOf } from './scenario.ts';
import { type Actor, beginIncident, isFree, obstacleOn, placeOn, reachOf, removeItem, type Stage } from './stage.ts';
import type { Occupant } from './vehicle.ts';

const coneEveryM = 7;
const cone = { lengthM: 0.36, widthM: 0.36, heightM: 0.75 } as const;

/** Pieces of lost load in a lane; drivers stop before them or change lanes. */
export function debrisActor(scenario: string, { laneId, atM, pieces }: ActionOf<'debris'>): Actor {
  return propActor(scenario, 'debris', laneId, atM - 4, atM + 2, (stage, lane) => {
    const random = seededRandom(pieces * 101 + Math.round(atM));
    return Array.from({ length: pieces }, (_, i) => {
      const size = { lengthM: 0.4 + random() * 0.9, widthM: 0.3 + random() * 0.6, heightM: 0.2 + random() * 0.45 };
      return standing(stage, lane, 'debris', atM - 3.4 + (i * 4.6) / pieces, (random() - 0.5) * 2, size, random() * 3);
    });
  });
}

/** A lane closed by a taper of cones and a row of them along its left edge. */
export function closureActor(scenario: string, { laneId, fromM, toM }: ActionOf<'lane-closure'>): Actor {
  return propActor(scenario, 'lane-closure', laneId, fromM, toM, (stage, lane) => {
    const count = Math.floor((toM - fromM) / coneEveryM);
    const half = lane.widthM / 2 - 0.25;
    return Array.from({ length: count }, (_, i) => {
      const leftM = i < 5 ? -half + (2 * half * i) / 5 : half;
      return standing(stage, lane, 'cone', fromM + 1 + i * coneEveryM, leftM, cone, 0);
    });
  });
}

function propActor(
  scenario: string,
  type: 'debris' | 'lane-closure',
  laneId: string,
  fromM: number,
  toM: number,
  make: (stage: Stage, lane: Lane) => Body[],
): Actor {
  let obstacle: Occupant | undefined;
  let bodies: Body[] = [];
  let incident: number | undefined;
  let announced: { lane: Lane; fromM: number; toM: number } | undefined;
  return {
    step(stage, active) {
      const lane = stage.traffic.site.lane(laneId);
      if (active && !announced) {
        announced = { lane, fromM: fromM - 15, toM };
        stage.traffic.blockages.push(announced);
      }
      if (active && !obstacle && isFree(stage, lane, fromM, toM, reachOf(stage, lane, fromM))) {
        obstacle = obstacleOn(lane, toM, toM - fromM);
        stage.traffic.roadway.add(obstacle);
        bodies = make(stage, lane);
        for (const body of bodies) stage.props.set(body.id, body);
        incident = beginIncident(
          stage,
          type,
          scenario,
          lane,
          fromM,
          bodies.map(({ id }) => id),
        );
      }
      if (active || !announced) return;
      removeItem(stage.traffic.blockages, announced);
      announced = undefined;
      if (obstacle) stage.traffic.roadway.remove(obstacle);
      for (const { id } of bodies) stage.props.delete(id);
      if (incident) stage.incidents.end(incident, stage.timeMs);
    },
  };
}

function standing(
  stage: Stage,
  lane: Lane,
  kind: BodyKind,
  sM: number,
  leftM: number,
  size: { lengthM: number; widthM: number; heightM: number },
  headingRad: number,
): Body {
  const at = placeOn(lane, sM);
  const ahead = placeOn(lane, sM + 1);
  const id = stage.traffic.newId();
  return {
    id,
    kind,
    lookSeed: id * 7919,
    xM: rounded(at.xM - (ahead.yM - at.yM) * leftM),
    yM: rounded(at.yM + (ahead.xM - at.xM) * leftM),
    headingRad: rounded(headingRad),
    lengthM: rounded(size.lengthM),
    widthM: rounded(size.widthM),
    heightM: rounded(size.heightM),
    speedMps: 0,
    odometerM: 0,
    braking: false,
    indicator: 'none',
  };
}

import { seededRandom } from '../../base/random.ts';
import { enter } from './newcomer.ts';
import { type Goal, goalNames } from './routes.ts';
import type { ActionOf } from './scenario.ts';
import { type Actor, beginIncident, isFree, isHere, reachOf, type Stage } from './stage.ts';
import type { Vehicle } from './vehicle.ts';
import { buildOf } from './vehicleMix.ts';

/** Near the right edge of a lane of 3.5 m. */
const biasM = -1.1;
/** Drivers come so near to a cyclist before they see one. */
const roomM = 10;

/** Somebody who cycles in a lane for fast traffic, from one end of a stretch to the other. */
export function cyclistActor(scenario: string, action: ActionOf<'cyclist-on-carriageway'>): Actor {
  const { laneId, fromM, toM, speedMps } = action;
  let rider: Vehicle | undefined;
  let incident: number | undefined;
  const setOff = (stage: Stage) => {
    const { traffic } = stage;
    const lane = traffic.site.lane(laneId);
    const goal = goalThrough(stage, laneId);
    const step = goal && traffic.routes[goal][lane.index];
    if (!goal || !step || !isFree(stage, lane, fromM - roomM, fromM + roomM, reachOf(stage, lane, fromM))) return;
    const build = { ...buildOf('bicycle', 2, seededRandom(Math.round(fromM + speedMps * 10))), biasM };
    const where = { lane, sM: fromM, speedMps, goal, step };
    rider = enter(traffic.roadway, { id: traffic.newId(), kind: 'bicycle', build, ...where });
    rider.orders = { desiredMps: speedMps, keepsLane: true };
    traffic.vehicles.push(rider);
    incident = beginIncident(stage, 'cyclist-on-carriageway', scenario, lane, fromM, [rider.id]);
  };
  return {
    step(stage, active) {
      if (active && incident === undefined) setOff(stage);
      if (!rider || incident === undefined) return;
      if (isHere(stage, rider) && rider.own.sM < toM) return;
      if (isHere(stage, rider)) stage.traffic.remove(rider);
      stage.incidents.end(incident, stage.timeMs);
      rider = undefined;
    },
  };
}

/** A goal that is reached by staying in the lane. */
function goalThrough({ traffic }: Stage, laneId: string): Goal | undefined {
  const { index } = traffic.site.lane(laneId);
  return goalNames.find((goal) => traffic.routes[goal][index]?.changes === 0);
}

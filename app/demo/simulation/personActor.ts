import type { ActionOf } from './scenario.ts';
import { type Actor, beginIncident, isFree, obstacleOn, reachOf, removeItem, type Stage } from './stage.ts';
import type { Pedestrian } from './pedestrians.ts';
import type { Blockage } from './blockages.ts';
import type { Occupant } from './vehicle.ts';
import { legsThrough } from './walks.ts';

const walkingMps = 1.3;
/** Room that drivers leave around somebody on the road. */
const beforeM = 4;

/** Somebody who walks in a lane as soon as a gap lets them onto it, and leaves it at the other end. */
export function personActor(scenario: string, action: ActionOf<'person-on-carriageway'>): Actor {
  const { laneId, fromM, toM, walk } = action;
  let person: Pedestrian | undefined;
  let obstacle: Occupant | undefined;
  let blockage: Blockage | undefined;
  let incident: number | undefined;
  const clear = (stage: Stage) => {
    if (obstacle) stage.traffic.roadway.remove(obstacle);
    if (blockage) removeItem(stage.traffic.blockages, blockage);
    if (incident) stage.incidents.end(incident, stage.timeMs);
    obstacle = undefined;
    blockage = undefined;
  };
  const stepOn = (stage: Stage) => {
    const lane = stage.traffic.site.lane(laneId);
    obstacle = obstacleOn(lane, fromM + 1, beforeM);
    stage.traffic.roadway.add(obstacle);
    person = stage.pedestrians.add(legsThrough(walk), walkingMps);
    incident = beginIncident(stage, 'person-on-carriageway', scenario, lane, fromM, [person.id]);
  };
  return {
    step(stage, active) {
      const lane = stage.traffic.site.lane(laneId);
      if (active && !person && !blockage) {
        blockage = { lane, fromM: fromM - 20, toM };
        stage.traffic.blockages.push(blockage);
      }
      if (active && !person && isFree(stage, lane, fromM - beforeM, fromM + 12, reachOf(stage, lane, fromM - beforeM)))
        stepOn(stage);
      if (person && obstacle) {
        const here = stage.pedestrians.walkers.includes(person);
        const leg = person.legs[person.leg];
        const xM = leg ? leg.from.xM + person.alongX * person.atM : toM;
        obstacle.sM = Math.max(obstacle.sM, Math.min(toM + 1, xM - lane.path.point(0).xM + 1));
        if (!here || person.leg >= walk.length - 2) clear(stage);
      }
      if (!active && !person) clear(stage);
    },
  };
}

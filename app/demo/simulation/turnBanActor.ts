import type { Lane } from '../site/lane.ts';
import type { RouteStep } from './routes.ts';
import type { ActionOf } from './scenario.ts';
import { type Actor, beginIncident, isHere, type Stage } from './stage.ts';
import type { Vehicle } from './vehicle.ts';

/** From one who does not heed it to the next. */
const pauseMs = 15_000;
/** Still told of for so long after the turn. */
const afterwardsMs = 3000;

/**
 * A turn that is forbidden for a time: drivers go elsewhere instead, one after the other turns all the same. Whoever can
 * do nothing else any more when it begins to be forbidden has turned against it too.
 */
export function turnBanActor(scenario: string, { laneId, insteadTo }: ActionOf<'illegal-turn'>): Actor {
  const turning = new Map<Vehicle, { readonly incident: number; leftMs: number | undefined }>();
  let offender: Vehicle | undefined;
  let nextMs = 0;
  const divert = (stage: Stage, way: Lane) => {
    for (const vehicle of stage.traffic.vehicles) {
      if (vehicle === offender || !isBound(stage, vehicle, way)) continue;
      const instead = stage.traffic.routes[insteadTo][vehicle.own.lane.index];
      if (!offender && stage.timeMs >= nextMs) offender = vehicle;
      else if (instead) {
        vehicle.goal = insteadTo;
        vehicle.step = instead;
      }
    }
  };
  const watch = (stage: Stage, way: Lane, active: boolean) => {
    for (const { vehicle, to } of stage.traffic.passages) {
      if (to !== way || !active) continue;
      const incident = beginIncident(stage, 'illegal-turn', scenario, way, 0, [vehicle.id]);
      turning.set(vehicle, { incident, leftMs: undefined });
      if (vehicle !== offender) continue;
      offender = undefined;
      nextMs = stage.timeMs + pauseMs;
    }
    for (const [vehicle, turn] of turning) {
      if (vehicle.own.lane !== way) turn.leftMs ??= stage.timeMs;
      const isOver = turn.leftMs !== undefined && stage.timeMs - turn.leftMs >= afterwardsMs;
      if (!isOver && isHere(stage, vehicle)) continue;
      stage.incidents.end(turn.incident, stage.timeMs);
      turning.delete(vehicle);
    }
  };
  return {
    step(stage, active) {
      const way = stage.traffic.site.lane(laneId);
      const isLost = offender && offender.own.lane !== way && !isBound(stage, offender, way);
      if (offender && (isLost || !isHere(stage, offender))) offender = undefined;
      if (active) divert(stage, way);
      watch(stage, way, active);
    },
  };
}

/** How many lanes ahead drivers think of a turn. */
const lanesAhead = 3;

/** Whether its way to its goal takes the turn, and is not there yet. */
function isBound({ traffic }: Stage, { goal, own }: Vehicle, way: Lane): boolean {
  let { lane } = own;
  for (let ahead = 0; ahead < lanesAhead; ahead += 1) {
    const step: RouteStep | undefined = traffic.routes[goal][lane.index];
    if (step?.change) lane = traffic.site.lane(step.change.to.laneId);
    else if (step?.next === way) return true;
    else if (step?.next) lane = step.next;
    else return false;
  }
  return false;
}

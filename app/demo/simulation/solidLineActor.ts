import { beginChange, mayChange } from './laneChange.ts';
import type { ActionOf } from './scenario.ts';
import { type Actor, beginIncident, isHere, removeItem, type Stage, vehicleOn } from './stage.ts';
import type { SolidLine } from './solidLines.ts';
import type { Vehicle } from './vehicle.ts';

/** From one who crosses the line to the next. */
const pauseMs = 20_000;
/** Still told of for so long after the change. */
const afterwardsMs = 2000;

/** A solid line between two lanes, and one driver after the other who changes over it where there is a gap. */
export function solidLineActor(scenario: string, action: ActionOf<'solid-line-crossing'>): Actor {
  const { laneId, fromM, toM, side, lineFromM, lineToM } = action;
  let line: SolidLine | undefined;
  let crossing: { vehicle: Vehicle; doneMs: number | undefined; incident: number | undefined } | undefined;
  let restsUntilMs = 0;
  const choose = (stage: Stage) => {
    const vehicle = vehicleOn(stage, laneId, fromM, toM, (one) => mayChange(one, stage.traffic, side));
    if (!vehicle) return;
    beginChange(vehicle, side, stage.traffic);
    vehicle.orders = { keepsLane: true };
    crossing = { vehicle, doneMs: undefined, incident: undefined };
  };
  const finish = (stage: Stage, vehicle: Vehicle, incident: number | undefined) => {
    if (incident !== undefined) stage.incidents.end(incident, stage.timeMs);
    vehicle.orders = {};
    crossing = undefined;
    restsUntilMs = stage.timeMs + pauseMs;
  };
  return {
    step(stage, active) {
      if (active && !line) {
        line = { lane: stage.traffic.site.lane(laneId), side, fromM: lineFromM, toM: lineToM };
        stage.traffic.solidLines.push(line);
      }
      if (!active && line) {
        removeItem(stage.traffic.solidLines, line);
        line = undefined;
      }
      if (active && !crossing && stage.timeMs >= restsUntilMs) choose(stage);
      if (!crossing) return;
      const { vehicle, doneMs, incident } = crossing;
      const { change, own } = vehicle;
      // Half of it is on the other side.
      if (incident === undefined && change && change.progress >= 0.5) {
        crossing.incident = beginIncident(stage, 'solid-line-crossing', scenario, own.lane, own.sM, [vehicle.id]);
      }
      if (!change && doneMs === undefined) crossing.doneMs = stage.timeMs;
      const isOver = doneMs !== undefined && stage.timeMs - doneMs >= afterwardsMs;
      if (isOver || !isHere(stage, vehicle)) finish(stage, vehicle, incident);
    },
  };
}

import type { ActionOf } from './scenario.ts';
import { type Actor, beginIncident, isHere, type Stage, vehicleOn } from './stage.ts';
import type { Vehicle } from './vehicle.ts';

const freeRoadM = 75;

/** A vehicle that creeps, or one driver after the other who is much too fast. */
export function speedActor(scenario: string, action: ActionOf<'slow-vehicle'> | ActionOf<'speeding'>): Actor {
  const { kind, laneId, fromM, toM, speedMps } = action;
  const slow = kind === 'slow-vehicle';
  let driver: Vehicle | undefined;
  let incident: number | undefined;
  let done = false;
  const choose = (stage: Stage) => {
    driver = vehicleOn(stage, laneId, fromM, toM, (vehicle) => {
      if (vehicle.step.change) return false;
      if (slow) return vehicle.kind !== 'bus';
      const free = stage.traffic.roadway.leader(vehicle.own.lane, vehicle.own.sM, vehicle).gapM > freeRoadM;
      return free && (vehicle.kind === 'car' || vehicle.kind === 'motorcycle');
    });
    if (driver) driver.orders = { desiredMps: speedMps, keepsLane: slow };
  };
  const isShowing = ({ speedMps: now, own }: Vehicle) =>
    slow ? now < speedMps * 1.25 : now > own.lane.speedLimitMps * 1.12;
  return {
    step(stage, active) {
      if (active && !driver && !done) choose(stage);
      if (!driver) return;
      const here = isHere(stage, driver);
      const { own } = driver;
      if (active && here && !incident && isShowing(driver)) {
        incident = beginIncident(stage, kind, scenario, own.lane, own.sM, [driver.id]);
      }
      if (active && here && (!incident || isShowing(driver))) return;
      if (incident) stage.incidents.end(incident, stage.timeMs);
      done = slow && incident !== undefined;
      incident = undefined;
      driver.orders = {};
      driver = undefined;
    },
  };
}

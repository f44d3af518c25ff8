import type { ActionOf } from './scenario.ts';
import { type Actor, beginIncident, isHere, removeItem, type Stage, vehicleOn } from './stage.ts';
import type { Blockage } from './blockages.ts';
import type { Vehicle } from './vehicle.ts';

const brakingMps2 = 2.2;
const searchM = 150;

/** A vehicle that stops at a place and stays: broken down with its hazard lights on, or parked where it must not. */
export function stoppedActor(scenario: string, action: ActionOf<'breakdown'> | ActionOf<'illegal-parking'>): Actor {
  const { kind, laneId, atM } = action;
  let victim: Vehicle | undefined;
  let blockage: Blockage | undefined;
  let incident: number | undefined;
  const choose = (stage: Stage) => {
    const limitMps = stage.traffic.site.lane(laneId).speedLimitMps;
    const needM = (limitMps * limitMps) / (2 * brakingMps2) + 15;
    victim = vehicleOn(
      stage,
      laneId,
      Math.max(5, atM - needM - searchM),
      atM - needM * 0.85,
      (vehicle) => ['car', 'van'].includes(vehicle.kind) && vehicle.step.change === undefined,
    );
    if (!victim) return;
    victim.orders = { stop: { laneId, atM }, keepsLane: true };
  };
  return {
    step(stage, active) {
      if (active && !victim && !incident) choose(stage);
      if (!victim) return;
      const { own } = victim;
      if (active && !incident && victim.speedMps < 0.3 && own.sM > atM - 12) {
        incident = beginIncident(stage, kind, scenario, own.lane, own.sM, [victim.id]);
        if (kind === 'breakdown') victim.orders.hazardLights = true;
        blockage = { lane: own.lane, fromM: own.sM - victim.lengthM, toM: own.sM };
        stage.traffic.blockages.push(blockage);
      }
      if (active && isHere(stage, victim)) return;
      victim.orders = {};
      if (incident) stage.incidents.end(incident, stage.timeMs);
      if (blockage) removeItem(stage.traffic.blockages, blockage);
      victim = undefined;
    },
  };
}

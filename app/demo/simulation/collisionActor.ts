import type { ActionOf } from './scenario.ts';
import { type Actor, beginIncident, isHere, removeItem, type Stage, vehicleOn } from './stage.ts';
import type { Blockage } from './blockages.ts';
import type { Vehicle } from './vehicle.ts';

const leaderBrakesMps2 = 4.5;
const crashMps2 = 7.5;
const nearestM = 0.15;
const longestGapM = 45;

/** A driver who does not see the one ahead brake; both stand in their lane until the end. */
export function collisionActor(scenario: string, { laneId, fromM, toM }: ActionOf<'collision'>): Actor {
  let pair: { leader: Vehicle; follower: Vehicle } | undefined;
  let incident: number | undefined;
  let blockage: Blockage | undefined;
  const choose = (stage: Stage) => {
    const leader = vehicleOn(stage, laneId, fromM, toM, (vehicle) => {
      const behind = behindOf(stage, vehicle);
      return vehicle.kind !== 'motorcycle' && behind !== undefined && isSuited(behind);
    });
    const follower = leader && behindOf(stage, leader);
    if (!leader || !follower) return;
    leader.orders = { brakeMps2: leaderBrakesMps2, keepsLane: true };
    follower.orders = { blind: true, keepsLane: true };
    pair = { leader, follower };
  };
  const end = (stage: Stage, { leader, follower }: { leader: Vehicle; follower: Vehicle }) => {
    if (incident) stage.incidents.end(incident, stage.timeMs);
    if (blockage) removeItem(stage.traffic.blockages, blockage);
    leader.orders = {};
    follower.orders = {};
    pair = undefined;
  };
  return {
    step(stage, active) {
      if (active && !pair && !incident) choose(stage);
      if (!pair) return;
      const { leader, follower } = pair;
      const gapM = leader.own.sM - leader.lengthM - follower.own.sM;
      if (!incident && gapM < Math.max(nearestM, (follower.speedMps - leader.speedMps) * 0.08)) {
        incident = beginIncident(stage, 'collision', scenario, leader.own.lane, leader.own.sM - leader.lengthM, [
          follower.id,
          leader.id,
        ]);
        // The blow takes the speed that the follower has more.
        follower.speedMps = Math.min(follower.speedMps, leader.speedMps);
        follower.own.speedMps = follower.speedMps;
        leader.orders = { brakeMps2: crashMps2, hazardLights: true, keepsLane: true };
        follower.orders = { brakeMps2: crashMps2, hazardLights: true, keepsLane: true };
      }
      if (incident && !blockage && follower.speedMps === 0) {
        const { lane, sM } = leader.own;
        blockage = { lane, fromM: sM - leader.lengthM - follower.lengthM - 3, toM: sM };
        stage.traffic.blockages.push(blockage);
      }
      if (!active || !isHere(stage, leader) || !isHere(stage, follower)) end(stage, pair);
    },
  };
}

function behindOf(stage: Stage, { own, lengthM }: Vehicle): Vehicle | undefined {
  const list = stage.traffic.roadway.on(own.lane);
  const behind = list[list.indexOf(own) - 1];
  const near = behind !== undefined && own.sM - lengthM - behind.sM < longestGapM;
  return near && behind.vehicle?.own === behind ? behind.vehicle : undefined;
}

function isSuited({ kind, change, orders }: Vehicle): boolean {
  return (kind === 'car' || kind === 'van') && change === undefined && Object.keys(orders).length === 0;
}

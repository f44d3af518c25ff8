import type { ActionOf } from './scenario.ts';
import { type Actor, beginIncident, isHere, removeItem, type Stage } from './stage.ts';
import type { Blockage } from './blockages.ts';
import { type Followers, followersOn, gapOf } from './followers.ts';

const leaderBrakesMps2 = 4.5;
const crashMps2 = 7.5;
const nearestM = 0.15;
const longestGapM = 45;

/** A driver who does not see the one ahead brake; both stand in their lane until the end. */
export function collisionActor(scenario: string, action: ActionOf<'collision'>): Actor {
  let pair: Followers | undefined;
  let incident: number | undefined;
  let blockage: Blockage | undefined;
  const choose = (stage: Stage) => {
    pair = followersOn(stage, action, longestGapM);
    if (!pair) return;
    pair.leader.orders = { brakeMps2: leaderBrakesMps2, keepsLane: true };
    pair.follower.orders = { blind: true, keepsLane: true };
  };
  const end = (stage: Stage, { leader, follower }: Followers) => {
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
      if (!incident && gapOf(pair) < Math.max(nearestM, (follower.speedMps - leader.speedMps) * 0.08)) {
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

import { areStillFollowing, type Followers, followersOn, gapOf } from './followers.ts';
import type { ActionOf } from './scenario.ts';
import { type Actor, beginIncident, isHere, type Stage } from './stage.ts';

const leaderBrakesMps2 = 4.5;
/** The leader brakes off so much of its speed, but no more than this share of it, and drives on. */
const [leaderLosesMps, leaderLosesShare] = [10, 0.42];
/** The follower looks up so late, seconds before the collision, and brakes as hard as it can. */
const looksUpS = 0.95;
const brakesMps2 = 8;
/** Two who come so near, seconds, while the gap shrinks so fast, have nearly met. */
const [nearS, leastClosingMps] = [1.5, 3];
const pauseMs = 20_000;
const longestGapM = 42;
/** The leader begins to brake so far before the place at most. */
const approachM = 120;

/** One driver after the other who sees the one ahead brake at the last moment: they nearly meet. */
export function nearMissActor(scenario: string, { laneId, fromM, toM }: ActionOf<'near-miss'>): Actor {
  let pair: (Followers & { readonly untilMps: number }) | undefined;
  let incident: number | undefined;
  let restsUntilMs = 0;
  const choose = (stage: Stage) => {
    const found = followersOn(stage, { laneId, fromM: fromM - approachM, toM }, longestGapM, (two) => {
      const atM = meetingM(two);
      return atM !== undefined && atM >= fromM && atM <= toM;
    });
    if (!found) return;
    pair = { ...found, untilMps: slowedMps(found.leader.speedMps) };
    pair.leader.orders = { brakeMps2: leaderBrakesMps2, keepsLane: true };
    pair.follower.orders = { blind: true, keepsLane: true };
  };
  const end = (stage: Stage, { leader, follower }: Followers) => {
    if (incident !== undefined) stage.incidents.end(incident, stage.timeMs);
    leader.orders = {};
    follower.orders = {};
    restsUntilMs = stage.timeMs + pauseMs;
    pair = undefined;
    incident = undefined;
  };
  return {
    step(stage, active) {
      if (active && !pair && stage.timeMs >= restsUntilMs) choose(stage);
      if (!pair) return;
      const { leader, follower, untilMps } = pair;
      // It keeps the speed that is left, so that it is not left behind by braking alone.
      if (leader.speedMps <= untilMps) leader.orders = { desiredMps: untilMps, keepsLane: true };
      const closingMps = follower.speedMps - leader.speedMps;
      const toCollisionS = closingMps > 0 ? gapOf(pair) / closingMps : Number.POSITIVE_INFINITY;
      if (toCollisionS <= looksUpS) follower.orders = { brakeMps2: brakesMps2, keepsLane: true };
      if (incident === undefined && toCollisionS <= nearS && closingMps >= leastClosingMps) {
        const { lane, sM } = leader.own;
        const bodyIds = [follower.id, leader.id];
        incident = beginIncident(stage, 'near-miss', scenario, lane, sM - leader.lengthM, bodyIds);
      }
      const isOver = follower.orders.brakeMps2 !== undefined && closingMps <= 0;
      if (isOver || !isHere(stage, leader) || !areStillFollowing(stage, pair)) end(stage, pair);
    },
  };
}

function slowedMps(speedMps: number): number {
  return speedMps - Math.min(leaderLosesMps, leaderLosesShare * speedMps);
}

/** Where the leader's front will be when they have come as near as counts; undefined if they never will. */
function meetingM({ leader, follower }: Followers): number | undefined {
  const slowMps = slowedMps(leader.speedMps);
  const brakingS = (leader.speedMps - slowMps) / leaderBrakesMps2;
  const closingMps = follower.speedMps - slowMps;
  const gapM = gapOf({ leader, follower }) - (follower.speedMps - (leader.speedMps + slowMps) / 2) * brakingS;
  const coastingS = (gapM - nearS * closingMps) / closingMps;
  if (closingMps < leastClosingMps + 1 || coastingS < 0) return undefined;
  return leader.own.sM + ((leader.speedMps + slowMps) / 2) * brakingS + slowMps * coastingS;
}

import { turnRad } from '../../space/ground.ts';
import type { RoadUser } from '../../traffic/road/roadUser.ts';
import type { BodyOnRoad } from './bodyOnRoad.ts';
import { conflictTypeOf } from './conflictType.ts';

/** A road user whose movement is known, with its body. */
export interface MovingUser {
  readonly user: RoadUser;
  readonly body: BodyOnRoad;
}

const alongLaneRad = Math.PI / 20;
/** So many standard errors of its speed it moves aside to leave its lane for sure. */
const surelyAside = 3;

/** Whether both drive along one lane that leads straight on: there each will be where its movement says. */
export function areFollowing(a: MovingUser, b: MovingUser): boolean {
  const lane = a.body.inLane?.lane;
  if (!lane || lane !== b.body.inLane?.lane || lane.kind === 'turn') return false;
  return [a, b].every(({ body }) => turnRad(body.headingRad, body.inLane!.headingRad) < alongLaneRad);
}

/**
 * Whether each keeps to a lane of its own beside the other's. To a cyclist in a cycle lane this applies too where the
 * other one comes nearer: who changes lanes stops doing so at the cycle lane, and who does not is in it then.
 */
export function keepApart(a: MovingUser, b: MovingUser): boolean {
  if (conflictTypeOf(a.body.headingRad, b.body.headingRad) !== 'rear-end') return false;
  const [laneA, laneB] = [a.body.inLane?.lane, b.body.inLane?.lane];
  if (!laneA || !laneB || laneA === laneB) return false;
  return (laneA.kind === 'cycle') !== (laneB.kind === 'cycle') || (keepsItsLane(a) && keepsItsLane(b));
}

/** Whether its lane leads elsewhere within these seconds than straight on. */
export function isLedAside({ body: { inLane, speedMps } }: MovingUser, withinS: number): boolean {
  const course = inLane?.lane.courseOnGround;
  if (!inLane || !course || inLane.atM >= course.lengthM) return false;
  const [here, there] = [course.at(inLane.atM), course.at(inLane.atM + speedMps * withinS)];
  const leadsRad = Math.atan2(there.yM - here.yM, there.xM - here.xM);
  return turnRad(leadsRad, inLane.headingRad) > alongLaneRad;
}

function keepsItsLane({ user, body: { headingRad, speedMps, inLane } }: MovingUser): boolean {
  const offRad = turnRad(headingRad, inLane!.headingRad);
  return speedMps * Math.sin(offRad) < surelyAside * user.motion!.speedErrorMps;
}

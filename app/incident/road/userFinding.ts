import type { RoadUser } from '../../traffic/road/roadUser.ts';
import type { Evidence } from '../incident.ts';
import type { Finding } from '../rule.ts';
import { placeOf } from './places.ts';

/** A finding about one road user, at its place. */
export function userFinding(
  user: RoadUser,
  about: Pick<Finding, 'type' | 'severity' | 'beganAtMs' | 'velocityMps'> & { readonly evidence: readonly Evidence[] },
): Finding {
  return {
    ...about,
    thing: `track ${user.trackId}`,
    place: placeOf(user),
    trackIds: [user.trackId],
    confidence: user.score,
  };
}

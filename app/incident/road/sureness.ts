import type { RoadUser } from '../../traffic/road/roadUser.ts';
import type { Standing } from './standingMemory.ts';

/**
 * The scores, 0 to 1, of boxes that slide from one vehicle to the next in the dark and far away, and of signs and shadows
 * that are taken for vehicles, lie below this on average (`npm run truth -- filmed`).
 */
const leastMeanScore = 0.5;

/** Whether the detector is sure enough of somebody for an alarm about how it moves, once: later ones may be weaker. */
export function isSurelySeen({ score, meanScore = score }: RoadUser): boolean {
  return meanScore >= leastMeanScore;
}

/** Whether what stands is more likely a thing beside the road: it was never seen moving, and the detector doubts it. */
export function isLikelyNoVehicle({ hasMoved, meanScore }: Standing): boolean {
  return !hasMoved && meanScore < leastMeanScore;
}

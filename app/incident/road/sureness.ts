import type { RoadUser } from '../../traffic/road/roadUser.ts';

/** A detector's scores in the dark and far away, where its boxes slide from one vehicle to the next, lie below this. */
const leastMeanScore = 0.5;

/** Whether the detector is sure enough of somebody for an alarm about how it moves, once: later ones may be weaker. */
export function isSurelySeen({ score, meanScore = score }: RoadUser): boolean {
  return meanScore >= leastMeanScore;
}

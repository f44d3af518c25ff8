import type { Lane } from '../site/lane.ts';
import type { Vehicle } from './vehicle.ts';

/** A stretch of a lane that drivers leave in time. */
export interface Blockage {
  readonly lane: Lane;
  readonly fromM: number;
  readonly toM: number;
  /** Comes towards them: they do not halt at a place before it. */
  readonly oncoming?: true;
}

/** Distance along the lane to the nearest blockage that calls for another lane, if one is in sight. */
export function blockageAhead(blockages: readonly Blockage[], lane: Lane, sM: number): number | undefined {
  let nearestM: number | undefined;
  for (const blockage of blockages) {
    if (blockage.lane !== lane || sM > blockage.toM + 5 || sM < blockage.fromM - 450) continue;
    const aheadM = Math.max(0, blockage.fromM - sM);
    if (nearestM === undefined || aheadM < nearestM) nearestM = aheadM;
  }
  return nearestM;
}

/** Distance to halt far enough before a blockage to drive round it. */
export function haltBeforeBlockage(blockages: readonly Blockage[], { own, lengthM, speedMps }: Vehicle): number {
  let haltM = 1000;
  for (const { lane, fromM, oncoming } of blockages) {
    const distanceM = fromM - 12 - 2.2 * lengthM - own.sM;
    if (lane !== own.lane || oncoming || distanceM < -1 || distanceM > (speedMps * speedMps) / 4 + 6) continue;
    haltM = Math.min(haltM, distanceM);
  }
  return haltM;
}

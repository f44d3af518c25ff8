import { assign } from '../assignment.ts';
import type { EvaluationSequence } from './sequence.ts';

export interface IdentitySums {
  readonly IDTP: number;
  readonly IDFN: number;
  readonly IDFP: number;
}

export interface IdentityMeasures extends IdentitySums {
  readonly IDF1: number;
  /** Recall and precision of identity. */
  readonly IDR: number;
  readonly IDP: number;
}

/**
 * Identity (Ristani et al. 2016): one pairing of objects and tracks for the whole sequence, the one that shares most
 * frames at IoU .5.
 */
export function identitySums(sequence: EvaluationSequence, leastIou = 0.5): IdentitySums {
  const shared = new Float64Array(sequence.truthIds * sequence.trackIds);
  for (const { truth, tracks, similarity } of sequence.frames) {
    truth.forEach((object, row) => {
      tracks.forEach((track, column) => {
        if (similarity[row * tracks.length + column]! >= leastIou) shared[object * sequence.trackIds + track]!++;
      });
    });
  }
  let IDTP = 0;
  assign(
    shared.map((frames) => -frames),
    sequence.truthIds,
    sequence.trackIds,
  ).forEach((track, object) => {
    if (track >= 0) IDTP += shared[object * sequence.trackIds + track]!;
  });
  return { IDTP, IDFN: sequence.truthBoxes - IDTP, IDFP: sequence.trackBoxes - IDTP };
}

/** The measures of one sequence's sums, or of the sums of many. */
export function identityMeasures(parts: readonly IdentitySums[]): IdentityMeasures {
  const total = (name: keyof IdentitySums): number => parts.reduce((sum, part) => sum + part[name], 0);
  const [IDTP, IDFN, IDFP] = [total('IDTP'), total('IDFN'), total('IDFP')];
  return {
    IDF1: IDTP / Math.max(1, IDTP + 0.5 * IDFP + 0.5 * IDFN),
    IDR: IDTP / Math.max(1, IDTP + IDFN),
    IDP: IDTP / Math.max(1, IDTP + IDFP),
    IDTP,
    IDFN,
    IDFP,
  };
}

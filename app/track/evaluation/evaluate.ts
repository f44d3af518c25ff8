import { clearMeasures, clearSums } from './clear.ts';
import type { ClearMeasures, ClearSums } from './clear.ts';
import { hotaMeasures, hotaSums } from './hota.ts';
import type { HotaMeasures, HotaSums } from './hota.ts';
import { identityMeasures, identitySums } from './identity.ts';
import type { IdentityMeasures, IdentitySums } from './identity.ts';
import type { EvaluationSequence } from './sequence.ts';

/** Everything that is measured of a sequence, still additive. */
export interface EvaluationSums {
  readonly hota: readonly HotaSums[];
  readonly clear: ClearSums;
  readonly identity: IdentitySums;
  readonly truthBoxes: number;
  readonly trackBoxes: number;
}

/** HOTA, CLEAR and Identity measures, fractions 0..1 (MOTA may be negative), and counts. */
export interface Evaluation {
  readonly hota: HotaMeasures;
  readonly clear: ClearMeasures;
  readonly identity: IdentityMeasures;
  readonly truthBoxes: number;
  readonly trackBoxes: number;
}

export function evaluationSums(sequence: EvaluationSequence): EvaluationSums {
  return {
    hota: hotaSums(sequence),
    clear: clearSums(sequence),
    identity: identitySums(sequence),
    truthBoxes: sequence.truthBoxes,
    trackBoxes: sequence.trackBoxes,
  };
}

/** The measures of one sequence, or of several combined as TrackEval combines them. */
export function evaluationOf(parts: readonly EvaluationSums[]): Evaluation {
  return {
    hota: hotaMeasures(parts.map((part) => part.hota)),
    clear: clearMeasures(parts.map((part) => part.clear)),
    identity: identityMeasures(parts.map((part) => part.identity)),
    truthBoxes: parts.reduce((sum, part) => sum + part.truthBoxes, 0),
    trackBoxes: parts.reduce((sum, part) => sum + part.trackBoxes, 0),
  };
}

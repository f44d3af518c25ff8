import { assign } from '../assignment.ts';
import type { EvaluationSequence } from './sequence.ts';

/** Sums of a sequence, or of several added up. */
export interface ClearSums {
  readonly TP: number;
  readonly FN: number;
  readonly FP: number;
  /** A true object that goes on under another track id. */
  readonly IDSW: number;
  /** A true object whose coverage is interrupted. */
  readonly Frag: number;
  /** True objects covered for more than 80 %, between, and less than 20 % of their frames. */
  readonly MT: number;
  readonly PT: number;
  readonly ML: number;
  /** Summed IoU of the true positives. */
  readonly overlapSum: number;
}

export interface ClearMeasures extends ClearSums {
  readonly MOTA: number;
  readonly MOTP: number;
}

const nobody = -1;

/**
 * CLEAR (Bernardin and Stiefelhagen 2008) by TrackEval's definitions: a pair counts from IoU .5, and last frame's
 * pairs are kept before overlap is looked at.
 */
export function clearSums(sequence: EvaluationSequence, leastIou = 0.5): ClearSums {
  let [TP, FN, FP, IDSW, overlapSum] = [0, 0, 0, 0, 0];
  const framesOfObject = new Int32Array(sequence.truthIds);
  const coveredFrames = new Int32Array(sequence.truthIds);
  const coverageStarts = new Int32Array(sequence.truthIds);
  const lastTrack = new Int32Array(sequence.truthIds).fill(nobody);
  // As in TrackEval, a frame without any true object or any track leaves this as it was.
  let trackInLastFrame = new Int32Array(sequence.truthIds).fill(nobody);

  for (const { truth, tracks, similarity } of sequence.frames) {
    for (const object of truth) framesOfObject[object]!++;
    if (truth.length === 0 || tracks.length === 0) {
      FN += truth.length;
      FP += tracks.length;
      continue;
    }
    const worth = similarity.map((overlap, pair) => {
      if (overlap < leastIou - Number.EPSILON) return 0;
      const object = truth[Math.floor(pair / tracks.length)]!;
      return (trackInLastFrame[object] === tracks[pair % tracks.length] ? 1000 : 0) + overlap;
    });
    const trackOfObject = new Int32Array(sequence.truthIds).fill(nobody);
    let matches = 0;
    assign(
      worth.map((value) => -value),
      truth.length,
      tracks.length,
    ).forEach((column, row) => {
      if (column < 0 || worth[row * tracks.length + column]! <= Number.EPSILON) return;
      const object = truth[row]!;
      const track = tracks[column]!;
      matches++;
      overlapSum += similarity[row * tracks.length + column]!;
      if (lastTrack[object] !== nobody && lastTrack[object] !== track) IDSW++;
      if (trackInLastFrame[object] === nobody) coverageStarts[object]!++;
      lastTrack[object] = track;
      trackOfObject[object] = track;
      coveredFrames[object]!++;
    });
    trackInLastFrame = trackOfObject;
    TP += matches;
    FN += truth.length - matches;
    FP += tracks.length - matches;
  }

  const shares = [...framesOfObject].map((frames, object) => coveredFrames[object]! / frames);
  const MT = shares.filter((share) => share > 0.8).length;
  const PT = shares.filter((share) => share >= 0.2).length - MT;
  const Frag = coverageStarts.reduce((sum, starts) => sum + Math.max(0, starts - 1), 0);
  return { TP, FN, FP, IDSW, Frag, MT, PT, ML: sequence.truthIds - MT - PT, overlapSum };
}

/** The measures of one sequence's sums, or of the sums of many. */
export function clearMeasures(parts: readonly ClearSums[]): ClearMeasures {
  const total = (name: keyof ClearSums): number => parts.reduce((sum, part) => sum + part[name], 0);
  const [TP, FN, FP, IDSW, overlapSum] = [total('TP'), total('FN'), total('FP'), total('IDSW'), total('overlapSum')];
  return {
    MOTA: (TP - FP - IDSW) / Math.max(1, TP + FN),
    MOTP: overlapSum / Math.max(1, TP),
    TP,
    FN,
    FP,
    IDSW,
    Frag: total('Frag'),
    MT: total('MT'),
    PT: total('PT'),
    ML: total('ML'),
    overlapSum,
  };
}

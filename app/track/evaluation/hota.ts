import { assign } from '../assignment.ts';
import type { EvaluationFrame, EvaluationSequence } from './sequence.ts';

/** Localisation thresholds .05, .10 … .95. */
const hotaAlphas: readonly number[] = Array.from({ length: 19 }, (_, step) => 0.05 + step * 0.05);

/** What adds up over sequences, for one alpha. */
export interface HotaSums {
  readonly TP: number;
  readonly FN: number;
  readonly FP: number;
  /** Over the true positives: summed IoU, and summed association scores of the pair each belongs to. */
  readonly overlapSum: number;
  readonly assASum: number;
  readonly assReSum: number;
  readonly assPrSum: number;
}

/** Means over alpha, and the curve. */
export interface HotaMeasures {
  readonly HOTA: number;
  readonly DetA: number;
  readonly AssA: number;
  readonly DetRe: number;
  readonly DetPr: number;
  readonly AssRe: number;
  readonly AssPr: number;
  readonly LocA: number;
  /** HOTA at each of `hotaAlphas`. */
  readonly hotaByAlpha: readonly number[];
}

/**
 * HOTA (Luiten et al. 2020) by TrackEval's definitions: frames are matched by overlap times how well the two belong
 * together over the whole sequence. One entry for each of `hotaAlphas`.
 */
export function hotaSums(sequence: EvaluationSequence): HotaSums[] {
  const { truthIds, trackIds, frames } = sequence;
  const framesOfObject = new Float64Array(truthIds);
  const framesOfTrack = new Float64Array(trackIds);
  const together = new Float64Array(truthIds * trackIds);
  for (const frame of frames) {
    for (const object of frame.truth) framesOfObject[object]!++;
    for (const track of frame.tracks) framesOfTrack[track]!++;
    addShares(frame, together, trackIds);
  }
  const alignment = together.map((share, pair) => {
    const either = framesOfObject[Math.floor(pair / trackIds)]! + framesOfTrack[pair % trackIds]! - share;
    return share / either;
  });

  const matches = hotaAlphas.map(() => new Float64Array(truthIds * trackIds));
  const TP = new Float64Array(hotaAlphas.length);
  const overlapSum = new Float64Array(hotaAlphas.length);
  for (const { truth, tracks, similarity } of frames) {
    const cost = similarity.map((overlap, pair) => {
      const object = truth[Math.floor(pair / tracks.length)]!;
      return -overlap * alignment[object * trackIds + tracks[pair % tracks.length]!]!;
    });
    assign(cost, truth.length, tracks.length).forEach((column, row) => {
      if (column < 0) return;
      const overlap = similarity[row * tracks.length + column]!;
      const pair = truth[row]! * trackIds + tracks[column]!;
      hotaAlphas.forEach((alpha, step) => {
        if (overlap < alpha - Number.EPSILON) return;
        TP[step]!++;
        overlapSum[step]! += overlap;
        matches[step]![pair]!++;
      });
    });
  }

  return hotaAlphas.map((_, step) => {
    let [assASum, assReSum, assPrSum] = [0, 0, 0];
    matches[step]!.forEach((matched, pair) => {
      if (matched === 0) return;
      const ofObject = framesOfObject[Math.floor(pair / trackIds)]!;
      const ofTrack = framesOfTrack[pair % trackIds]!;
      assASum += (matched * matched) / (ofObject + ofTrack - matched);
      assReSum += (matched * matched) / ofObject;
      assPrSum += (matched * matched) / ofTrack;
    });
    const hits = TP[step]!;
    const FN = sequence.truthBoxes - hits;
    return { TP: hits, FN, FP: sequence.trackBoxes - hits, overlapSum: overlapSum[step]!, assASum, assReSum, assPrSum };
  });
}

/** The measures of one sequence's sums, or of the sums of many (association weighted by true positives, as TrackEval). */
export function hotaMeasures(parts: readonly (readonly HotaSums[])[]): HotaMeasures {
  const curves = hotaAlphas.map((_, step) => {
    const total = (name: keyof HotaSums): number => parts.reduce((sum, part) => sum + part[step]![name], 0);
    const [TP, FN, FP] = [total('TP'), total('FN'), total('FP')];
    const DetA = TP / Math.max(1, TP + FN + FP);
    const AssA = total('assASum') / Math.max(1, TP);
    return {
      HOTA: Math.sqrt(DetA * AssA),
      DetA,
      AssA,
      DetRe: TP / Math.max(1, TP + FN),
      DetPr: TP / Math.max(1, TP + FP),
      AssRe: total('assReSum') / Math.max(1, TP),
      AssPr: total('assPrSum') / Math.max(1, TP),
      LocA: TP === 0 ? 1 : total('overlapSum') / TP,
    };
  });
  const mean = (name: keyof (typeof curves)[number]): number =>
    curves.reduce((sum, point) => sum + point[name], 0) / curves.length;
  return {
    HOTA: mean('HOTA'),
    DetA: mean('DetA'),
    AssA: mean('AssA'),
    DetRe: mean('DetRe'),
    DetPr: mean('DetPr'),
    AssRe: mean('AssRe'),
    AssPr: mean('AssPr'),
    LocA: mean('LocA'),
    hotaByAlpha: curves.map((point) => point.HOTA),
  };
}

/** Adds each pair's share of this frame: its overlap by all the overlap that either of the two has. */
function addShares({ truth, tracks, similarity }: EvaluationFrame, together: Float64Array, trackIds: number): void {
  const overlapOfTrack = tracks.map((_, column) =>
    truth.reduce((sum, _object, row) => sum + similarity[row * tracks.length + column]!, 0),
  );
  truth.forEach((object, row) => {
    const line = similarity.subarray(row * tracks.length, (row + 1) * tracks.length);
    const overlapOfObject = line.reduce((sum, overlap) => sum + overlap, 0);
    line.forEach((overlap, column) => {
      const all = overlapOfObject + overlapOfTrack[column]! - overlap;
      if (all > Number.EPSILON) together[object * trackIds + tracks[column]!]! += overlap / all;
    });
  });
}

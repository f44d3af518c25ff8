import { assign } from '../assignment.ts';
import type { MotRow } from './motRows.ts';
import { byFrame, evaluationSequence, similarityOf } from './sequence.ts';
import type { EvaluationSequence } from './sequence.ts';

const pedestrian = 1;
/** Person on vehicle, static person, distractor, reflection: a result box on one of them is neither right nor wrong. */
const distractors: ReadonlySet<number> = new Set([2, 7, 8, 12]);
const leastIou = 0.5;

/**
 * MOTChallenge's rules as TrackEval applies them. Labels without a class (MOT15 and the like) all count unless marked
 * 0; labels with MOT16's classes are judged for pedestrians, and results on distractors are left out.
 */
export function motSequence(labels: readonly MotRow[], results: readonly MotRow[]): EvaluationSequence {
  const labelsByFrame = byFrame(labels, 'The labels have');
  const kept = [...byFrame(results, 'The results have')].flatMap(([frame, boxes]) =>
    awayFromDistractors(labelsByFrame.get(frame) ?? [], boxes),
  );
  const truth = labels.filter(({ confidence, motClass }) => {
    return confidence !== 0 && (motClass === -1 || motClass === pedestrian);
  });
  return evaluationSequence(truth, kept);
}

function awayFromDistractors(labels: readonly MotRow[], boxes: readonly MotRow[]): MotRow[] {
  if (!labels.some(({ motClass }) => distractors.has(motClass))) return [...boxes];
  const similarity = similarityOf(labels, boxes).map((overlap) => (overlap < leastIou - Number.EPSILON ? 0 : overlap));
  const dropped = new Set<MotRow>();
  assign(
    similarity.map((overlap) => -overlap),
    labels.length,
    boxes.length,
  ).forEach((column, row) => {
    const matched = column >= 0 && similarity[row * boxes.length + column]! > Number.EPSILON;
    if (matched && distractors.has(labels[row]!.motClass)) dropped.add(boxes[column]!);
  });
  return boxes.filter((box) => !dropped.has(box));
}

import { assign } from '../assignment.ts';
import type { KittiLabel } from './kittiRows.ts';
import { byFrame, evaluationSequence, shareInside, similarityOf } from './sequence.ts';
import type { EvaluationSequence } from './sequence.ts';

const maxOcclusion = 2;
const maxTruncation = 0;
const minHeightPx = 25;
const leastIou = 0.5;

/**
 * KITTI's 2D rules for cars as TrackEval applies them. Left out are true cars that are occluded or truncated too much,
 * and result boxes that match such a car or a van, or that match nothing and are low or lie in a DontCare region.
 */
export function kittiSequence(labels: readonly KittiLabel[], results: readonly KittiLabel[]): EvaluationSequence {
  const objects = labels.filter(({ type }) => type === 'car' || type === 'van');
  const cars = results.filter(({ type }) => type === 'car');
  const objectsByFrame = byFrame(objects, 'The labels have');
  const regionsByFrame = Map.groupBy(
    labels.filter(({ type }) => type === 'dontcare'),
    ({ frame }) => frame,
  );
  const kept = [...byFrame(cars, 'The results have')].flatMap(([frame, boxes]) =>
    boxesThatCount(objectsByFrame.get(frame) ?? [], boxes, regionsByFrame.get(frame) ?? []),
  );
  return evaluationSequence(objects.filter(counts), kept);
}

function counts(object: KittiLabel): boolean {
  return object.type === 'car' && object.occlusion <= maxOcclusion && object.truncation <= maxTruncation;
}

function boxesThatCount(
  objects: readonly KittiLabel[],
  boxes: readonly KittiLabel[],
  regions: readonly KittiLabel[],
): KittiLabel[] {
  const similarity = similarityOf(objects, boxes).map((overlap) => (overlap < leastIou - Number.EPSILON ? 0 : overlap));
  const objectOfBox = new Map<number, KittiLabel>();
  assign(
    similarity.map((overlap) => -overlap),
    objects.length,
    boxes.length,
  ).forEach((column, row) => {
    if (column >= 0 && similarity[row * boxes.length + column]! > Number.EPSILON)
      objectOfBox.set(column, objects[row]!);
  });
  return boxes.filter((box, index) => {
    const object = objectOfBox.get(index);
    if (object) return counts(object);
    const low = box.y2 - box.y1 <= minHeightPx + Number.EPSILON;
    return !low && !regions.some((region) => shareInside(box, region) > 0.5 + Number.EPSILON);
  });
}

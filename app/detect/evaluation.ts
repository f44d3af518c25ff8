import { type Box, iou } from '../space/box.ts';
import type { Detection } from './detection.ts';

/** A box that is known to be right. */
export interface TrueBox {
  readonly boxInImage: Box;
  readonly classId: number;
}

/** One picture: what is in it, where nothing is asked (any class), and what a detector found. */
export interface EvaluatedPicture {
  readonly truth: readonly TrueBox[];
  readonly ignoredAreas: readonly Box[];
  readonly detections: readonly Detection[];
}

export interface EvaluationScope {
  readonly classIds: readonly number[];
  /** Truth whose height in pixels is not in [lowest, highest) is not asked; detections without truth outside of it neither. */
  readonly heights?: readonly [lowest: number, highest: number];
  /** Detections of a class in a picture that are looked at, best first. */
  readonly maxDetections?: number;
}

/** Average precision of one class, 0..1; `null` where no truth is in the scope. */
export interface ClassPrecision {
  readonly truths: number;
  readonly ap50: number | null;
  readonly ap50to95: number | null;
}

/** `map50` and `map50to95` are means over the classes that have truth; `null` where none has. */
export interface MeanAveragePrecision {
  readonly byClass: ReadonlyMap<number, ClassPrecision>;
  readonly map50: number | null;
  readonly map50to95: number | null;
}

/** COCO's: .50, .55 … .95. */
const overlaps = Array.from({ length: 10 }, (_, at) => 0.5 + at / 20);
const recallPoints = 101;
/** A detection that lies in an ignored area by this share of itself is neither right nor wrong. */
const ignoredShare = 0.5;

/**
 * Mean average precision as COCO defines it: the precision at 101 recalls, made falling, and its mean; at an overlap of .5
 * and as the mean of ten overlaps up to .95.
 */
export function meanAveragePrecision(
  pictures: readonly EvaluatedPicture[],
  { classIds, heights = [0, Infinity], maxDetections = 100 }: EvaluationScope,
): MeanAveragePrecision {
  const byClass = new Map<number, ClassPrecision>();
  for (const classId of classIds) {
    const seen = pictures.map((picture) => classInPicture(picture, classId, heights, maxDetections));
    const truths = seen.reduce((sum, { asked }) => sum + asked, 0);
    const precisions = truths === 0 ? null : overlaps.map((overlap) => averagePrecision(seen, truths, overlap));
    byClass.set(classId, { truths, ap50: precisions?.[0] ?? null, ap50to95: precisions ? mean(precisions) : null });
  }
  const known = [...byClass.values()];
  return {
    byClass,
    map50: mean(known.flatMap(({ ap50 }) => ap50 ?? [])),
    map50to95: mean(known.flatMap(({ ap50to95 }) => ap50to95 ?? [])),
  };
}

/** One class in one picture, with the overlaps that all ten thresholds need. */
interface ClassInPicture {
  /** Truth in the scope; it stands before the rest of the truth. */
  readonly asked: number;
  readonly all: number;
  readonly scores: readonly number[];
  /** For each detection its IoU with each truth. */
  readonly overlaps: readonly (readonly number[])[];
  /** For each detection whether it is passed over where it has no truth. */
  readonly excused: readonly boolean[];
}

function classInPicture(
  { truth, ignoredAreas, detections }: EvaluatedPicture,
  classId: number,
  [lowest, highest]: readonly [number, number],
  maxDetections: number,
): ClassInPicture {
  const inScope = ({ h }: Box): boolean => h >= lowest && h < highest;
  const boxes = truth.filter((one) => one.classId === classId).map(({ boxInImage }) => boxInImage);
  const asked = boxes.filter(inScope);
  const ordered = [...asked, ...boxes.filter((box) => !inScope(box))];
  const found = detections
    .filter((one) => one.classId === classId)
    .sort((a, b) => b.score - a.score)
    .slice(0, maxDetections);
  return {
    asked: asked.length,
    all: ordered.length,
    scores: found.map(({ score }) => score),
    overlaps: found.map(({ boxInImage }) => ordered.map((box) => iou(boxInImage, box))),
    excused: found.map(
      ({ boxInImage }) =>
        !inScope(boxInImage) || ignoredAreas.some((area) => shareInside(boxInImage, area) >= ignoredShare),
    ),
  };
}

function averagePrecision(pictures: readonly ClassInPicture[], truths: number, overlap: number): number {
  const judged = pictures.flatMap((picture) => judgedDetections(picture, overlap)).sort((a, b) => b.score - a.score);
  let right = 0;
  const curve = judged.map(({ isRight }, at) => {
    if (isRight) right++;
    return { recall: right / truths, precision: right / (at + 1) };
  });
  for (let at = curve.length - 2; at >= 0; at--) {
    curve[at]!.precision = Math.max(curve[at]!.precision, curve[at + 1]!.precision);
  }
  let sum = 0;
  let at = 0;
  for (let point = 0; point < recallPoints; point++) {
    // The same division as for the recalls themselves keeps 0.3 equal to 0.3.
    while (at < curve.length && curve[at]!.recall < point / (recallPoints - 1)) at++;
    sum += curve[at]?.precision ?? 0;
  }
  return sum / recallPoints;
}

/** Best detections choose first, truth in the scope before other truth; who gets the latter does not count. */
function judgedDetections(picture: ClassInPicture, overlap: number): { score: number; isRight: boolean }[] {
  const taken = new Set<number>();
  const judged: { score: number; isRight: boolean }[] = [];
  for (const [at, score] of picture.scores.entries()) {
    const row = picture.overlaps[at]!;
    const partner =
      bestFree(row, taken, 0, picture.asked, overlap) ?? bestFree(row, taken, picture.asked, picture.all, overlap);
    if (partner !== null) taken.add(partner);
    if (partner === null ? !picture.excused[at] : partner < picture.asked) {
      judged.push({ score, isRight: partner !== null });
    }
  }
  return judged;
}

function bestFree(row: readonly number[], taken: ReadonlySet<number>, from: number, to: number, overlap: number) {
  let best: number | null = null;
  for (let at = from; at < to; at++) {
    if (!taken.has(at) && row[at]! >= overlap && (best === null || row[at]! > row[best]!)) best = at;
  }
  return best;
}

/** Share of `box` that lies in `area`. */
function shareInside(box: Box, area: Box): number {
  const w = Math.min(box.cx + box.w / 2, area.cx + area.w / 2) - Math.max(box.cx - box.w / 2, area.cx - area.w / 2);
  const h = Math.min(box.cy + box.h / 2, area.cy + area.h / 2) - Math.max(box.cy - box.h / 2, area.cy - area.h / 2);
  return w <= 0 || h <= 0 ? 0 : (w * h) / (box.w * box.h);
}

function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}

import type { Detection, DetectionFilter } from '../../app/detect/detection.ts';
import type { Detector } from '../../app/detect/detector.ts';
import { letterboxed } from '../../app/detect/letterbox.ts';
import type { SelfTest } from '../../app/model/model.ts';
import { iou } from '../../app/space/box.ts';
import type { DrawnObject } from './bundle.ts';
import type { KnownPictures } from './knownPicture.ts';

/** A detection counts when it is at least this sure … */
const selfTestScore = 0.25;
/** … and lies on something that was drawn. */
const selfTestIou = 0.5;
const shownDetections = 20;

/**
 * Shows known pictures to a detector until it recognises something in one: models are trained on drawn, rendered or real
 * streets. One that runs without an error and finds nothing in any does not pass.
 */
export async function selfTest(detector: Detector, known: KnownPictures): Promise<SelfTest> {
  const { input, classes } = detector.shape;
  const results: SelfTest[] = [];
  for (const { picture, objects } of known) {
    const { rgb } = letterboxed(picture, input);
    const [detections = []] = await detector.detect([{ rgb, source: picture }], everyClass(classes));
    const result = judge(detections, classes, objects);
    if (result.ok) return result;
    results.push(result);
  }
  return results[0] as SelfTest;
}

/** What a self-test's detections are worth. */
export function judge(
  detections: readonly Detection[],
  classes: readonly string[],
  objects: readonly DrawnObject[],
): SelfTest {
  const found = detections
    .slice(0, shownDetections)
    .map(({ classId, score }) => ({ className: classes[classId] ?? '', score }));
  const right = detections.some((detection) => objects.some((object) => isRight(detection, classes, object)));
  if (right) return { ok: true, found, problem: null };
  const problem =
    detections.length === 0
      ? `The model runs but finds nothing in the known street pictures (no score of ${selfTestScore} or more). ` +
        'It was damaged by its conversion (often by quantisation). Export it again and import the new file.'
      : `The model finds ${detections.length} things in a known street picture, but none where it is. Its output is ` +
        'not what its class list and input size say. Export it again and import the new file.';
  return { ok: false, found, problem };
}

/** A model with names of its own is judged by place alone. */
function isRight({ boxInImage, classId }: Detection, classes: readonly string[], object: DrawnObject): boolean {
  if (iou(boxInImage, object.boxInImage) < selfTestIou) return false;
  const speaksOurNames = object.classNames.some((name) => classes.includes(name));
  return !speaksOurNames || object.classNames.includes(classes[classId] ?? '');
}

function everyClass(classes: readonly string[]): DetectionFilter {
  return {
    scoreByClass: new Map(classes.map((_, classId) => [classId, selfTestScore])),
    nmsIou: 0.6,
    maxDetections: 100,
  };
}

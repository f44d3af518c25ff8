import type { Detection } from '../../detect/detection.ts';
import type { Box, Size } from '../../space/box.ts';
import { type BodyInPicture, cocoClassOf } from '../scene.ts';
import { ignoreRules } from './framePairs.ts';

/** How far detections are from the truth. */
export interface Degradation {
  /** Share of the boxes that is not there, drawn anew in every frame. */
  readonly droppedShare: number;
  /** Standard deviations, in shares of the box's width and height. */
  readonly placeJitter: number;
  readonly sizeJitter: number;
  /** Boxes where nothing is, a frame on average. */
  readonly falseBoxes: number;
}

export const perfect: Degradation = { droppedShare: 0, placeJitter: 0, sizeJitter: 0, falseBoxes: 0 };
/** What goals are held to. */
export const degraded: Degradation = { droppedShare: 0.1, placeJitter: 0.03, sizeJitter: 0.05, falseBoxes: 0 };

/**
 * A detector that knows the truth: the visible boxes of road users that are seen well enough, with COCO's class ids.
 * The same random numbers give the same detections.
 */
export function detectionsOf(
  bodies: readonly BodyInPicture[],
  size: Size,
  { droppedShare, placeJitter, sizeJitter, falseBoxes }: Degradation,
  random: () => number,
): Detection[] {
  const detections = bodies.flatMap(({ kind, visibleBoxInImage: box, visibleShare }): Detection[] => {
    const cocoClass = cocoClassOf[kind];
    const isSeen = visibleShare >= ignoreRules.leastVisibleShare && box.h >= ignoreRules.leastHeightPx;
    if (cocoClass === null || !isSeen || random() < droppedShare) return [];
    const jittered: Box = {
      cx: box.cx + normal(random) * placeJitter * box.w,
      cy: box.cy + normal(random) * placeJitter * box.h,
      w: box.w * Math.max(0.2, 1 + normal(random) * sizeJitter),
      h: box.h * Math.max(0.2, 1 + normal(random) * sizeJitter),
    };
    return [{ boxInImage: jittered, classId: cocoClass.id, score: surely }];
  });
  // A whole number of false boxes whose mean is what was asked for.
  const falseOnes = Math.floor(falseBoxes + random());
  for (let made = 0; made < falseOnes; made++) detections.push(falseBox(size, random));
  return detections;
}

const surely = 0.9;

function falseBox({ width, height }: Size, random: () => number): Detection {
  const [w, h] = [width * (0.02 + 0.08 * random()), height * (0.02 + 0.08 * random())];
  const boxInImage = { cx: w / 2 + (width - w) * random(), cy: h / 2 + (height - h) * random(), w, h };
  return { boxInImage, classId: cocoClassOf.car.id, score: 0.4 + 0.3 * random() };
}

/** Box and Muller. */
function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

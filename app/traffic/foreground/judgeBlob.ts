import type { Blob } from './blobs.ts';
import type { RoadBackground } from './roadBackground.ts';
import type { RoadMask } from './roadMask.ts';

/**
 * What a blob is: something lying on the road; an implausible shape, as shadows and patches of light have it; or bare road
 * where the background still had something, which left.
 */
export type BlobVerdict = 'thing' | 'implausible' | 'bare-road';

/** Smaller ones are wheels, limbs and lamps. */
const fewestPlaces = 12;
const leastSidePx = 3;
/** By the picture's width. */
const largestShare = 1 / 8;
const longestAspect = 7;
/** What is taller than that by its width stands before the road: lamps, poles, people. */
const tallest = 1;
/** Of its box. */
const leastFill = 0.3;
/** Edges are compared over so many pixels, which is beyond the smoothing of the levels. */
const edgePx = 3;
/** A thing gives its outline clearer edges than the bare road had. */
const leastEdgeGain = 1.4;

export function judgeBlob({ places, boxInFrame }: Blob, mask: RoadMask, background: RoadBackground): BlobVerdict {
  const { w, h } = boxInFrame;
  const isPlausible =
    places.length >= fewestPlaces &&
    Math.min(w, h) >= leastSidePx &&
    Math.max(w, h) <= largestShare * mask.width &&
    w <= longestAspect * h &&
    h <= tallest * w &&
    places.length >= leastFill * w * h;
  if (!isPlausible) return 'implausible';
  const { before, now } = edgesAround(places, mask, background);
  return now > leastEdgeGain * before ? 'thing' : 'bare-road';
}

/** How far a blob's pixels differ from those just beside it, as the road was and as it is now; mean grey levels. */
function edgesAround(places: readonly number[], mask: RoadMask, { slow, fast }: RoadBackground) {
  const inside = new Set(places);
  let [before, now, count] = [0, 0, 0];
  for (const place of places) {
    const pixel = mask.pixelOf[place]!;
    for (const step of [-edgePx, edgePx, -edgePx * mask.width, edgePx * mask.width]) {
      const beside = mask.placeOf[pixel + step] ?? -1;
      if (beside < 0 || inside.has(beside) || Number.isNaN(slow[beside]!)) continue;
      count++;
      before += Math.abs(slow[place]! - slow[beside]!);
      now += Math.abs(fast[place]! - fast[beside]!);
    }
  }
  return count === 0 ? { before: 0, now: 0 } : { before: before / count, now: now / count };
}

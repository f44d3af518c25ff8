import type { Box } from '../../space/box.ts';
import type { RoadMask } from './roadMask.ts';

/** Places of the mask that hang together. */
export interface Blob {
  readonly places: readonly number[];
  readonly boxInFrame: Box;
}

/** Gaps of so many pixels do not part a blob. */
const reachPx = 2;

/** Parts places into blobs. */
export function blobsOf(mask: RoadMask, among: readonly number[]): Blob[] {
  const members = new Set(among);
  const blobs: Blob[] = [];
  for (const seed of members) {
    members.delete(seed);
    const places = [seed];
    for (let next = 0; next < places.length; next++) {
      const pixel = mask.pixelOf[places[next]!]!;
      for (let dy = -reachPx; dy <= reachPx; dy++) {
        for (let dx = -reachPx; dx <= reachPx; dx++) {
          const place = mask.placeOf[pixel + dy * mask.width + dx] ?? -1;
          if (members.delete(place)) places.push(place);
        }
      }
    }
    blobs.push({ places, boxInFrame: boxAround(mask, places) });
  }
  return blobs;
}

function boxAround({ pixelOf, width }: RoadMask, places: readonly number[]): Box {
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const place of places) {
    const x = pixelOf[place]! % width;
    const y = Math.floor(pixelOf[place]! / width);
    left = Math.min(left, x);
    right = Math.max(right, x + 1);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y + 1);
  }
  return { cx: (left + right) / 2, cy: (top + bottom) / 2, w: right - left, h: bottom - top };
}

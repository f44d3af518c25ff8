import type { FrameStamp, FrameTarget } from '../sources/source.ts';

/** The target with a look at every whole frame before it goes on its way. */
export function watchedTarget(target: FrameTarget, look: (rgb: Uint8Array, stamp: FrameStamp) => void): FrameTarget {
  let place: Uint8Array | null = null;
  return {
    width: target.width,
    height: target.height,
    begin() {
      place = target.begin();
      return place;
    },
    publish(stamp) {
      if (place) look(place, stamp);
      target.publish(stamp);
    },
    onFree: (listener) => target.onFree(listener),
  };
}

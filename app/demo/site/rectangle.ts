import type { GroundPoint } from '../scene.ts';

/** Its corners, counterclockwise from the least x and y on. */
export function rectangle(fromXM: number, toXM: number, fromYM: number, toYM: number): GroundPoint[] {
  return [
    { xM: fromXM, yM: fromYM },
    { xM: toXM, yM: fromYM },
    { xM: toXM, yM: toYM },
    { xM: fromXM, yM: toYM },
  ];
}

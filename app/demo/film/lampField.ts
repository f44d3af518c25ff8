import type { Scenery } from '../scene.ts';

/** Light of all street lamps at a place on the ground; a lamp reaches 50 m. */
export function lampField(scenery: Scenery): (xM: number, yM: number) => number {
  const lamps = scenery.poles
    .filter((pole) => pole.lamp)
    .map(({ xM, yM, armM, headingRad, heightM }) => ({
      x: xM + armM * Math.cos(headingRad),
      y: yM + armM * Math.sin(headingRad),
      h: heightM,
    }));
  return (x, y) => {
    let sum = 0;
    for (const lamp of lamps) {
      const dx = x - lamp.x;
      const dy = y - lamp.y;
      const square = dx * dx + dy * dy;
      if (square > 2500) continue;
      const d = square + lamp.h * lamp.h;
      sum += (6 * lamp.h) / (d * Math.sqrt(d));
    }
    return sum;
  };
}

import { between, type Random } from '../../app/base/random.ts';
import type { Scenery } from '../../app/demo/scene.ts';
import type { Road, Way } from './sceneRoads.ts';

type Marking = Scenery['markings'][number];

/** Stripes across a road for people to cross. */
export function crossingAt(random: Random, road: Road, xM: number): { markings: Marking[]; way: Way } {
  const half = road.carriagewayHalfM;
  const wide = between(random, 2.5, 4.5);
  const markings: Marking[] = [];
  if (random() < 0.75)
    for (let y = -half + 0.4; y < half - 0.3; y += 1)
      markings.push({
        course: [
          { xM: xM - wide / 2, yM: y },
          { xM: xM + wide / 2, yM: y },
        ],
        widthM: 0.5,
        material: 'white',
      });
  else
    for (const out of [-1, 1])
      markings.push({
        course: [
          { xM: xM + (out * wide) / 2, yM: -half },
          { xM: xM + (out * wide) / 2, yM: half },
        ],
        widthM: 0.3,
        material: 'white',
      });
  for (const out of [-1, 1]) {
    const x = xM + out * (wide / 2 + 1.5);
    const [from, to] = out < 0 ? [-half, -road.medianM / 2] : [road.medianM / 2, half];
    markings.push({
      course: [
        { xM: x, yM: from },
        { xM: x, yM: to },
      ],
      widthM: 0.4,
      material: 'white',
    });
  }
  return {
    markings,
    way: {
      kind: 'cross',
      course: [
        { xM, yM: -half - 1 },
        { xM, yM: half + 1 },
      ],
      spreadM: wide / 2,
    },
  };
}

import { between, oneOf, type Random } from '../../app/base/random.ts';
import type { GroundPoint, Material, Scenery } from '../../app/demo/scene.ts';
import { beside, stripOf } from './sceneCourses.ts';

/** Where bodies may stand: a course in the direction of travel. */
export interface Way {
  readonly kind: 'drive' | 'park' | 'walk' | 'cross' | 'cycle';
  readonly course: readonly GroundPoint[];
  /** How far bodies may stand beside the course. */
  readonly spreadM: number;
}

type Marking = Scenery['markings'][number];
type Surface = Scenery['surfaces'][number];

export interface Road {
  readonly centre: readonly GroundPoint[];
  /** From the centre to the outer edge of what is built, verges included. */
  readonly halfWidthM: number;
  readonly carriagewayHalfM: number;
  readonly surfaces: Surface[];
  readonly markings: Marking[];
  readonly ways: Way[];
  readonly medianM: number;
}

/** A road of random make along x through the origin: lanes a side, median, shoulders, parking, cycle lanes, pavements. */
export function randomRoad(random: Random, options: { straight: boolean; lengthM: number }): Road {
  const bend = options.straight || random() < 0.4 ? 0 : between(random, -1, 1) * 0.008;
  const centre: GroundPoint[] = [];
  const half = options.lengthM / 2;
  for (let s = -half; s <= half; s += bend === 0 ? options.lengthM : 4)
    centre.push(bend === 0 ? { xM: s, yM: 0 } : { xM: Math.sin(s * bend) / bend, yM: (1 - Math.cos(s * bend)) / bend });
  if (bend === 0 && centre.length < 2) centre.push({ xM: half, yM: 0 });

  const fast = random() < 0.35;
  const lanes = fast ? 2 + Math.floor(random() * 3) : 1 + Math.floor(random() * random() * 3.5);
  const oneWay = random() < 0.18;
  const laneM = between(random, fast ? 3.3 : 2.8, 3.75);
  const medianM = oneWay ? 0 : fast ? between(random, 1, 5) : random() < 0.2 ? between(random, 1, 3) : 0;
  const edgeM = fast ? between(random, 0.5, 3) : random() < 0.4 ? between(random, 2, 2.4) : between(random, 0.2, 0.5);
  const parked = !fast && edgeM > 1.9;
  const cycleM = !fast && random() < 0.35 ? between(random, 1.4, 2) : 0;
  const walkM = fast && random() < 0.8 ? 0 : between(random, 1.5, 5);
  const innerM = medianM / 2;
  const outerM = innerM + lanes * laneM;
  const carriagewayHalfM = oneWay ? (lanes * laneM) / 2 + edgeM + cycleM : outerM + edgeM + cycleM;
  const asphalt: Material = random() < 0.85 ? 'asphalt' : 'concrete';
  const paint: Material = random() < 0.85 ? 'white' : 'yellow';
  const surfaces: Surface[] = [];
  const markings: Marking[] = [];
  const ways: Way[] = [];
  const sides = oneWay ? [1] : [1, -1];
  if (walkM > 0) {
    const paving: Material = oneOf(random, ['paving', 'concrete', 'paving', 'asphalt', 'gravel']);
    surfaces.push({ outline: stripOf(centre, -carriagewayHalfM - walkM, carriagewayHalfM + walkM), material: paving });
  } else
    surfaces.push({
      outline: stripOf(centre, -carriagewayHalfM - 1.2, carriagewayHalfM + 1.2),
      material: random() < 0.5 ? 'gravel' : 'grass',
    });
  surfaces.push({ outline: stripOf(centre, -carriagewayHalfM, carriagewayHalfM), material: asphalt });
  if (walkM > 0)
    for (const side of [-1, 1])
      markings.push({ course: beside(centre, side * (carriagewayHalfM + 0.1)), widthM: 0.2, material: 'concrete' });
  if (medianM > 1)
    surfaces.push({
      outline: stripOf(centre, -innerM + 0.3, innerM - 0.3),
      material: oneOf(random, ['grass', 'concrete', 'paving', 'earth']),
    });
  const dashM: [number, number] = oneOf(random, [
    [3, 6],
    [6, 12],
    [3, 3],
    [4, 8],
    [1.5, 1.5],
  ]);
  const lineM = between(random, 0.1, 0.2);
  const painted = random() < 0.93;
  for (const side of sides) {
    // Traffic keeps to the right: the lanes to the right of the centre go ahead.
    const lateral = (fromCentre: number): number =>
      oneWay ? fromCentre - (lanes * laneM) / 2 : -side * (innerM + fromCentre);
    for (let lane = 0; lane < lanes; lane++) {
      const course = beside(centre, lateral((lane + 0.5) * laneM));
      ways.push({ kind: 'drive', course: side > 0 ? course : course.toReversed(), spreadM: 0.35 });
    }
    if (painted) {
      for (let line = oneWay || medianM > 0 ? 0 : 1; line <= lanes; line++) {
        const edge = line === 0 || line === lanes;
        if (line === lanes && !fast && random() < 0.4) continue;
        markings.push({
          course: beside(centre, lateral(line * laneM)),
          widthM: lineM,
          ...(edge ? {} : { dashM }),
          material: paint,
        });
      }
    }
    const sideWay = (kind: Way['kind'], fromCentre: number, spreadM: number): void => {
      for (const out of oneWay ? [1, -1] : [1]) {
        const at = oneWay ? out * fromCentre : -side * fromCentre;
        const course = beside(centre, at);
        ways.push({ kind, course: side > 0 ? course : course.toReversed(), spreadM });
      }
    };
    if (parked) sideWay('park', carriagewayHalfM - edgeM / 2, 0.15);
    if (cycleM > 0) {
      sideWay('cycle', carriagewayHalfM - edgeM - cycleM / 2, 0.3);
      if (painted)
        for (const out of [1, -1])
          markings.push({
            course: beside(centre, out * (carriagewayHalfM - edgeM - cycleM)),
            widthM: 0.12,
            dashM: [1, 1],
            material: paint,
          });
    }
    if (walkM > 0) sideWay('walk', carriagewayHalfM + walkM / 2, walkM / 2 - 0.3);
  }
  if (painted && !oneWay && medianM === 0)
    for (const aside of random() < 0.3 ? [-0.15, 0.15] : [0])
      markings.push({
        course: beside(centre, aside),
        widthM: lineM,
        ...(random() < 0.5 ? {} : { dashM }),
        material: random() < 0.8 ? paint : 'yellow',
      });
  return { centre, halfWidthM: carriagewayHalfM + walkM + 1, carriagewayHalfM, surfaces, markings, ways, medianM };
}

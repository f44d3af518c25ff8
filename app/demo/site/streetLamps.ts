import type { Scenery } from '../scene.ts';
import { east, north, south, west } from './compass.ts';
import { crossRoad as c, northKerbYM, sideRoad, southKerbYM, street as s } from './measures.ts';

type Pole = Scenery['poles'][number];

const motorwayLamps: Pole[] = Array.from({ length: 50 }, (_, i) => ({
  xM: 20 + i * 40,
  yM: i % 2 === 0 ? 18.5 : -22.5,
  heightM: 11,
  armM: 2.5,
  headingRad: i % 2 === 0 ? south : north,
  lamp: true,
}));
const streetLamps: Pole[] = Array.from({ length: 38 }, (_, i) => ({
  xM: 410 + i * 33,
  yM: i % 2 === 0 ? northKerbYM + 0.7 : southKerbYM - 0.7,
  heightM: 8,
  armM: 1.8,
  headingRad: i % 2 === 0 ? south : north,
  lamp: true,
})).filter(
  ({ xM, yM }) =>
    Math.abs(xM - c.middleXM) > 12 &&
    !(yM > s.middleYM && xM > 700 && xM < 745) &&
    !(yM < s.middleYM && Math.abs(xM - sideRoad.middleXM) < 8),
);
const roadLamps: Pole[] = [-410, -375, -340, -305, -270, -235, -125].map((yM, i) => ({
  xM: i % 2 === 0 ? c.middleXM - c.kerbM - 0.7 : c.middleXM + c.kerbM + 0.7,
  yM,
  heightM: 8,
  armM: 1.6,
  headingRad: i % 2 === 0 ? east : west,
  lamp: true,
}));

export const lampPoles: readonly Pole[] = [...motorwayLamps, ...streetLamps, ...roadLamps];

import type { Random } from '../../base/random.ts';
import type { Build, VehicleKind } from './vehicle.ts';

type Range = readonly [number, number];

interface Class {
  readonly lengthM: Range;
  readonly widthM: Range;
  readonly heightM: Range;
  readonly accelerationMps2: Range;
  readonly brakingMps2: Range;
  readonly headwayS: Range;
  readonly standstillGapM: Range;
  /** Of the speed limit. */
  readonly speedFactor: Range;
  readonly topSpeedMps: Range;
}

const classes: Record<VehicleKind, Class> = {
  car: {
    lengthM: [3.6, 4.95],
    widthM: [1.65, 1.92],
    heightM: [1.38, 1.78],
    accelerationMps2: [1.3, 2.1],
    brakingMps2: [1.8, 2.6],
    headwayS: [1, 1.7],
    standstillGapM: [1.6, 2.6],
    speedFactor: [0.82, 0.99],
    topSpeedMps: [36, 48],
  },
  van: {
    lengthM: [4.9, 6.4],
    widthM: [1.9, 2.1],
    heightM: [1.95, 2.7],
    accelerationMps2: [1.1, 1.6],
    brakingMps2: [1.7, 2.3],
    headwayS: [1.1, 1.8],
    standstillGapM: [1.8, 2.8],
    speedFactor: [0.8, 0.97],
    topSpeedMps: [32, 37],
  },
  truck: {
    lengthM: [6.8, 16.4],
    widthM: [2.4, 2.55],
    heightM: [3, 4],
    accelerationMps2: [0.7, 1.1],
    brakingMps2: [1.5, 2],
    headwayS: [1.5, 2.2],
    standstillGapM: [2.2, 3.2],
    speedFactor: [0.85, 0.96],
    topSpeedMps: [22.5, 24.5],
  },
  bus: {
    lengthM: [10.8, 12.2],
    widthM: [2.5, 2.55],
    heightM: [3, 3.5],
    accelerationMps2: [0.8, 1.1],
    brakingMps2: [1.4, 1.8],
    headwayS: [1.4, 2],
    standstillGapM: [2.2, 3],
    speedFactor: [0.85, 0.95],
    topSpeedMps: [25, 27.5],
  },
  motorcycle: {
    lengthM: [2, 2.25],
    widthM: [0.75, 0.9],
    heightM: [1.5, 1.75],
    accelerationMps2: [1.8, 2.6],
    brakingMps2: [2, 2.8],
    headwayS: [1, 1.5],
    standstillGapM: [1.8, 2.4],
    speedFactor: [0.88, 0.99],
    topSpeedMps: [36, 50],
  },
  bicycle: {
    lengthM: [1.65, 1.9],
    widthM: [0.55, 0.65],
    heightM: [1.6, 1.85],
    accelerationMps2: [0.7, 1],
    brakingMps2: [1.4, 1.9],
    headwayS: [0.9, 1.3],
    standstillGapM: [1, 1.6],
    speedFactor: [0.9, 0.99],
    topSpeedMps: [3.8, 6.6],
  },
};

/** One vehicle of a class; lorries that turn in town stay short enough for its corners. */
export function buildOf(kind: VehicleKind, longestM: number, random: Random): Build {
  const c = classes[kind];
  const between = ([from, to]: Range) => Math.round((from + (to - from) * random()) * 1000) / 1000;
  const lengthM = between([c.lengthM[0], Math.max(c.lengthM[0], Math.min(c.lengthM[1], longestM))]);
  const widthM = between(c.widthM);
  return {
    lookSeed: Math.floor(random() * 4294967296),
    lengthM,
    widthM,
    heightM: between(c.heightM),
    driver: {
      accelerationMps2: between(c.accelerationMps2),
      comfortableBrakingMps2: between(c.brakingMps2),
      headwayS: between(c.headwayS),
      standstillGapM: between(c.standstillGapM),
    },
    speedFactor: between(c.speedFactor),
    topSpeedMps: between(c.topSpeedMps),
    biasM: kind === 'bicycle' ? between([-0.2, 0.2]) : between([-1, 1]) * Math.max(0.03, 0.14 * (2.7 - widthM)),
  };
}

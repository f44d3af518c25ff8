import type { LanePlan, Neighbour } from './lane.ts';
import { crossRoad, motorway as m, stopLine, street } from './measures.ts';

const lengthM = m.toXM - m.fromXM;
const [east, west] = ['motorway-east', 'motorway-west'];

/** Both carriageways; lane 1 is the right-hand one. */
function carriageway(name: string, side: 1 | -1): LanePlan[] {
  return m.laneCentresM.map((centreM, i) => {
    const yM = centreM * side;
    const [start, end] = side < 0 ? [m.fromXM, m.toXM] : [m.toXM, m.fromXM];
    const beside = (place: number): Neighbour => ({
      laneId: `${name}-${place}`,
      fromM: 0,
      toM: lengthM,
      offsetM: 0,
    });
    const right = i > 0 ? beside(i) : undefined;
    return {
      id: `${name}-${i + 1}`,
      kind: 'motorway',
      corners: [
        { xM: start, yM },
        { xM: end, yM },
      ],
      widthM: m.laneWidthM,
      limitKmh: 120,
      to: [],
      ...(i < 2 && { left: beside(i + 2) }),
      ...(right && { right }),
    };
  });
}

/** The right-hand lane eastwards has the exit lane beside it, and later the entry lane. */
const exitNeighbour: Neighbour = {
  laneId: 'exit-lane',
  fromM: m.exitFromXM - m.fromXM,
  toM: m.exitToXM - m.fromXM,
  offsetM: m.fromXM - m.exitFromXM,
};

const rampSpeedKmh = 60;

const ramps: LanePlan[] = [
  {
    id: 'exit-lane',
    kind: 'auxiliary',
    corners: [
      { xM: m.exitFromXM, yM: -m.auxiliaryCentreM },
      { xM: m.exitToXM, yM: -m.auxiliaryCentreM },
    ],
    widthM: m.laneWidthM,
    limitKmh: 100,
    to: ['exit-ramp'],
  },
  {
    id: 'exit-ramp',
    kind: 'ramp',
    corners: [
      { xM: m.exitToXM, yM: -m.auxiliaryCentreM },
      { xM: m.exitToXM + 25, yM: -m.auxiliaryCentreM, radiusM: 200 },
      { xM: crossRoad.middleXM - crossRoad.laneCentreM - 40, yM: crossRoad.rampCornerYM + 7 },
    ],
    widthM: 4,
    limitKmh: rampSpeedKmh,
    to: ['exit-bend'],
  },
  {
    id: 'exit-bend',
    kind: 'ramp',
    corners: [
      { xM: crossRoad.middleXM - crossRoad.laneCentreM - 40, yM: crossRoad.rampCornerYM + 7 },
      { xM: crossRoad.middleXM - crossRoad.laneCentreM, yM: crossRoad.rampCornerYM, radiusM: 28 },
      { xM: crossRoad.middleXM - crossRoad.laneCentreM, yM: -92 },
    ],
    widthM: 4,
    limitKmh: 32,
    to: ['cross-south-in'],
  },
  {
    id: 'entry-bend',
    kind: 'ramp',
    corners: [
      { xM: crossRoad.middleXM + crossRoad.laneCentreM, yM: street.middleYM + stopLine.crossRoadM },
      { xM: crossRoad.middleXM + crossRoad.laneCentreM, yM: crossRoad.rampCornerYM, radiusM: 28 },
      { xM: crossRoad.middleXM + crossRoad.laneCentreM + 40, yM: crossRoad.rampCornerYM + 7 },
    ],
    widthM: 4,
    limitKmh: 36,
    to: ['entry-ramp'],
  },
  {
    id: 'entry-ramp',
    kind: 'ramp',
    corners: [
      { xM: crossRoad.middleXM + crossRoad.laneCentreM + 40, yM: crossRoad.rampCornerYM + 7 },
      { xM: m.entryFromXM - 25, yM: -m.auxiliaryCentreM, radiusM: 200 },
      { xM: m.entryFromXM, yM: -m.auxiliaryCentreM },
    ],
    widthM: 4,
    limitKmh: 90,
    to: ['entry-lane'],
  },
  {
    id: 'entry-lane',
    kind: 'auxiliary',
    corners: [
      { xM: m.entryFromXM, yM: -m.auxiliaryCentreM },
      { xM: m.entryToXM, yM: -m.auxiliaryCentreM },
    ],
    widthM: m.laneWidthM,
    limitKmh: 110,
    to: [],
    left: {
      laneId: `${east}-1`,
      fromM: 0,
      toM: m.entryToXM - m.entryFromXM,
      offsetM: m.entryFromXM - m.fromXM,
    },
  },
];

export const motorwayLanes: readonly LanePlan[] = [
  ...carriageway(east, -1).map((lane, i) => (i === 0 ? { ...lane, right: exitNeighbour } : lane)),
  ...carriageway(west, 1),
  ...ramps,
];

import type { GroundPoint, Scenery } from '../scene.ts';
import { crossings } from './crossings.ts';
import { crossRoad as c, motorway as m, mouthM, sideRoad, stopLine, street as s } from './measures.ts';
import { demoSite } from './site.ts';

type Marking = Scenery['markings'][number];

const laneDash = [6, 12] as const;
const streetDash = [3, 6] as const;
const blockDash = [3, 3] as const;

function line(fromXM: number, fromYM: number, toXM: number, toYM: number): GroundPoint[] {
  return [
    { xM: fromXM, yM: fromYM },
    { xM: toXM, yM: toYM },
  ];
}

const white = (course: readonly GroundPoint[], widthM: number, dashM?: readonly [number, number]): Marking => ({
  course,
  widthM,
  ...(dashM && { dashM }),
  material: 'white',
});

const [start, end] = [m.fromXM - 60, m.toXM + 60];

const motorwayMarkings: Marking[] = [1, -1].flatMap((side) => [
  white(line(start, side * m.innerEdgeM, end, side * m.innerEdgeM), 0.2),
  white(line(start, side * 6.5, end, side * 6.5), 0.15, laneDash),
  white(line(start, side * 10, end, side * 10), 0.15, laneDash),
]);
const outer = -m.outerEdgeM;
const auxiliaryEdge = -m.auxiliaryCentreM - m.laneWidthM / 2;
const edges: Marking[] = [
  white(line(start, m.outerEdgeM, end, m.outerEdgeM), 0.25),
  white(line(start, outer, m.exitFromXM - 40, outer), 0.25),
  white(line(m.exitFromXM - 40, outer, m.exitToXM - 30, outer), 0.3, blockDash),
  white(line(m.exitToXM - 30, outer, m.entryFromXM + 20, outer), 0.25),
  white(line(m.entryFromXM + 20, outer, m.entryToXM + 50, outer), 0.3, blockDash),
  white(line(m.entryToXM + 50, outer, end, outer), 0.25),
  white(
    [
      ...line(m.exitFromXM - 55, outer - 0.4, m.exitFromXM, auxiliaryEdge),
      ...line(m.exitFromXM, auxiliaryEdge, m.exitToXM, auxiliaryEdge),
    ],
    0.25,
  ),
  white(
    [
      ...line(m.entryFromXM, auxiliaryEdge, m.entryToXM, auxiliaryEdge),
      ...line(m.entryToXM, auxiliaryEdge, m.entryToXM + 55, outer - 0.4),
    ],
    0.25,
  ),
];
const rampEdges: Marking[] = ['exit-ramp', 'exit-bend', 'entry-bend', 'entry-ramp'].flatMap((id) => {
  const { path } = demoSite.lane(id);
  return [white(path.beside(2.1), 0.15), white(path.beside(-2.1), 0.15)];
});

/** Pieces of the street between the side road's mouth and the junction. */
const pieces = [
  [s.fromXM - 60, sideRoad.middleXM - mouthM],
  [sideRoad.middleXM + mouthM, c.middleXM - stopLine.streetM],
  [c.middleXM + stopLine.streetM, s.toXM + 60],
] as const;
const streetMarkings: Marking[] = pieces.flatMap(([fromXM, toXM]) =>
  [1, -1].flatMap((side) => [
    white(line(fromXM, s.middleYM + side * s.halfStripM, toXM, s.middleYM + side * s.halfStripM), 0.12),
    white(line(fromXM, s.middleYM + side * 4.875, toXM, s.middleYM + side * 4.875), 0.12, streetDash),
    white(line(fromXM, s.middleYM + side * 8.13, toXM, s.middleYM + side * 8.13), 0.12),
  ]),
);
const mouthMarkings: Marking[] = [1, -1].map((side) =>
  white(
    line(sideRoad.middleXM - mouthM, s.middleYM + side * 8.13, sideRoad.middleXM + mouthM, s.middleYM + side * 8.13),
    0.3,
    [0.6, 0.6],
  ),
);
const hatching: Marking[] = [
  [c.middleXM - 98, c.middleXM - 250],
  [c.middleXM + 98, c.middleXM + 480],
].flatMap(([fromXM = 0, toXM = 0]) => {
  const step = toXM > fromXM ? 6 : -6;
  return Array.from({ length: Math.floor((toXM - fromXM) / step) }, (_, i) =>
    white(line(fromXM + i * step, s.middleYM - 1.5, fromXM + i * step + step / 2, s.middleYM + 1.5), 0.3),
  );
});

const roadMarkings: Marking[] = [
  ...[1, -1].flatMap((side) => {
    const [fromYM, toYM] =
      side > 0 ? [s.middleYM + stopLine.crossRoadM, -92] : [c.southYM - 40, s.middleYM - stopLine.crossRoadM];
    return [c.middleXM - 1.6, c.middleXM + 1.6].map((xM) => white(line(xM, fromYM, xM, toYM), 0.12));
  }),
  white(
    line(sideRoad.middleXM, sideRoad.southYM - 40, sideRoad.middleXM, s.middleYM - sideRoad.stopLineM),
    0.12,
    streetDash,
  ),
];

const stopLines: Marking[] = demoSite.lanes
  .filter((lane) => lane.control !== undefined && lane.kind !== 'cycle')
  .map((lane) => {
    const [before, last] = lane.path.points.slice(-2) as [GroundPoint, GroundPoint];
    const alongX = Math.sign(Math.round(last.xM - before.xM));
    const alongY = Math.sign(Math.round(last.yM - before.yM));
    const [xM, yM] = [last.xM + alongX * 0.3, last.yM + alongY * 0.3];
    const half = lane.widthM / 2;
    return white(line(xM - alongY * half, yM + alongX * half, xM + alongY * half, yM - alongX * half), 0.45);
  });

/** Bars across the way of the pedestrians. */
const crossingBars: Marking[] = crossings.flatMap(({ from, to, widthM }) => {
  const alongStreet = from.xM === to.xM;
  const lengthM = alongStreet ? to.yM - from.yM : to.xM - from.xM;
  return Array.from({ length: Math.floor((lengthM - 0.5) / 1) }, (_, i) => {
    const atM = 0.6 + i;
    const half = widthM / 2;
    return alongStreet
      ? white(line(from.xM - half, from.yM + atM, from.xM + half, from.yM + atM), 0.5)
      : white(line(from.xM + atM, from.yM - half, from.xM + atM, from.yM + half), 0.5);
  });
});

/** Arrows in front of the stop lines, as a shaft with a bent tip. */
const arrows: Marking[] = demoSite.lanes
  .filter((lane) => lane.control?.kind === 'signal' && lane.kind !== 'cycle' && lane.path.lengthM > 40)
  .flatMap((lane) => {
    const left = lane.id.endsWith('-left');
    const tail = { xM: 0, yM: 0 };
    const head = { xM: 0, yM: 0 };
    lane.path.pointAt(lane.path.lengthM - 14, tail);
    lane.path.pointAt(lane.path.lengthM - 10, head);
    const [alongX, alongY] = [(head.xM - tail.xM) / 4, (head.yM - tail.yM) / 4];
    const tip = left
      ? { xM: head.xM - alongY * 1, yM: head.yM + alongX * 1 }
      : { xM: head.xM + alongX * 1.2, yM: head.yM + alongY * 1.2 };
    const barb = (side: number) => ({
      xM: head.xM - alongX * 0.5 - alongY * 0.45 * side,
      yM: head.yM - alongY * 0.5 + alongX * 0.45 * side,
    });
    return [white([tail, head, tip], 0.18), white([barb(1), head, barb(-1)], 0.18)];
  });

export const markings: readonly Marking[] = [
  ...motorwayMarkings,
  ...edges,
  ...rampEdges,
  ...streetMarkings,
  ...mouthMarkings,
  ...hatching,
  ...roadMarkings,
  ...crossingBars,
  ...stopLines,
  ...arrows,
];

import type { LaneControl, LanePlan } from './lane.ts';
import { crossRoad as c, mouthM, sideRoad, stopLine, street as s } from './measures.ts';

const pocketM = 75;
/** Left-turn lanes are entered a little after they begin. */
const pocketEntryM = 4;
const limitKmh = 50;
const [streetFromXM, streetToXM] = [c.middleXM - stopLine.streetM, c.middleXM + stopLine.streetM];

interface Piece {
  readonly id: string;
  readonly fromXM: number;
  readonly toXM: number;
  readonly to: readonly (readonly string[])[];
  readonly control?: LaneControl;
  readonly pocket?: boolean;
}

/** A piece of the street in one direction: right-hand lane 1, left-hand lane 2, cycle lane, and a left-turn lane. */
function piece({ id, fromXM, toXM, to, control, pocket }: Piece): LanePlan[] {
  const side = toXM > fromXM ? -1 : 1;
  const lengthM = Math.abs(toXM - fromXM);
  const course = (offsetM: number, startXM = fromXM) => [
    { xM: startXM, yM: s.middleYM + side * offsetM },
    { xM: toXM, yM: s.middleYM + side * offsetM },
  ];
  const common = { kind: 'street', widthM: s.laneWidthM, limitKmh, ...(control && { control }) } as const;
  const beside = { fromM: 0, toM: lengthM, offsetM: 0 };
  const pocketFromM = lengthM - pocketM;
  const pocketNeighbour = {
    laneId: `${id}-left`,
    fromM: pocketFromM + pocketEntryM,
    toM: lengthM,
    offsetM: -pocketFromM,
  };
  const lanes: LanePlan[] = [
    {
      ...common,
      id: `${id}-1`,
      corners: course(s.laneCentresM[0]),
      to: to[0] ?? [],
      left: { ...beside, laneId: `${id}-2` },
    },
    {
      ...common,
      id: `${id}-2`,
      corners: course(s.laneCentresM[1]),
      to: to[1] ?? [],
      right: { ...beside, laneId: `${id}-1` },
      ...(pocket && { left: pocketNeighbour }),
    },
    {
      ...common,
      id: `${id}-cycle`,
      kind: 'cycle',
      widthM: s.cycleWidthM,
      corners: course(s.cycleCentreM),
      to: to[2] ?? [],
    },
  ];
  if (!pocket) return lanes;
  const turnControl: LaneControl = { kind: 'signal', group: 'street-left' };
  return [
    ...lanes,
    { ...common, id: `${id}-left`, corners: course(0, toXM + side * pocketM), to: to[3] ?? [], control: turnControl },
  ];
}

const streetSignal: LaneControl = { kind: 'signal', group: 'street' };

const streetPieces: LanePlan[] = [
  ...piece({
    id: 'street-east-a',
    fromXM: s.fromXM,
    toXM: sideRoad.middleXM - mouthM,
    to: [['mouth-east-1', 'mouth-right-in'], ['mouth-east-2'], ['mouth-east-cycle']],
  }),
  ...piece({
    id: 'street-east-b',
    fromXM: sideRoad.middleXM + mouthM,
    toXM: streetFromXM,
    to: [['junction-we-1', 'junction-ws'], ['junction-we-2'], ['junction-we-cycle'], ['junction-wn']],
    control: streetSignal,
    pocket: true,
  }),
  ...piece({ id: 'street-east-c', fromXM: streetToXM, toXM: s.toXM, to: [] }),
  ...piece({
    id: 'street-west-a',
    fromXM: s.toXM,
    toXM: streetToXM,
    to: [['junction-ew-1', 'junction-en'], ['junction-ew-2'], ['junction-ew-cycle'], ['junction-es']],
    control: streetSignal,
    pocket: true,
  }),
  ...piece({
    id: 'street-west-b',
    fromXM: streetFromXM,
    toXM: sideRoad.middleXM + mouthM,
    to: [['mouth-west-1'], ['mouth-west-2'], ['mouth-west-cycle']],
  }),
  ...piece({ id: 'street-west-c', fromXM: sideRoad.middleXM - mouthM, toXM: s.fromXM, to: [] }),
];

/** The cross road: an arm's inbound lane with its left-turn lane, and the outbound lane of the southern arm. */
function inbound(id: string, side: 1 | -1, fromYM: number, through: readonly string[], left: string): LanePlan[] {
  const endYM = s.middleYM + side * stopLine.crossRoadM;
  const laneXM = c.middleXM - side * c.laneCentreM;
  const lengthM = Math.abs(fromYM - endYM);
  const pocketLengthM = Math.min(60, lengthM - 2);
  const pocketFromM = lengthM - pocketLengthM;
  const common = { kind: 'street', widthM: s.laneWidthM, limitKmh } as const;
  return [
    {
      ...common,
      id,
      corners: [
        { xM: laneXM, yM: fromYM },
        { xM: laneXM, yM: endYM },
      ],
      to: through,
      control: { kind: 'signal', group: 'cross' },
      left: {
        laneId: `${id}-left`,
        fromM: pocketFromM + pocketEntryM,
        toM: lengthM,
        offsetM: -pocketFromM,
      },
    },
    {
      ...common,
      id: `${id}-left`,
      corners: [
        { xM: c.middleXM, yM: endYM + side * pocketLengthM },
        { xM: c.middleXM, yM: endYM },
      ],
      to: [left],
      control: { kind: 'signal', group: 'cross-left' },
    },
  ];
}

const roads: LanePlan[] = [
  ...inbound('cross-south-in', 1, -92, ['junction-ns', 'junction-nw'], 'junction-ne'),
  ...inbound('cross-north-in', -1, c.southYM, ['junction-sn', 'junction-se'], 'junction-sw'),
  {
    id: 'cross-south-out',
    kind: 'street',
    corners: [
      { xM: c.middleXM - c.laneCentreM, yM: s.middleYM - stopLine.crossRoadM },
      { xM: c.middleXM - c.laneCentreM, yM: c.southYM },
    ],
    widthM: s.laneWidthM,
    limitKmh,
    to: [],
  },
  {
    id: 'side-road-in',
    kind: 'street',
    corners: [
      { xM: sideRoad.middleXM + sideRoad.laneCentreM, yM: sideRoad.southYM },
      { xM: sideRoad.middleXM + sideRoad.laneCentreM, yM: s.middleYM - sideRoad.stopLineM },
    ],
    widthM: 3.2,
    limitKmh: 30,
    to: ['mouth-right-out', 'mouth-left-out'],
    control: { kind: 'stop-sign' },
  },
  {
    id: 'side-road-out',
    kind: 'street',
    corners: [
      { xM: sideRoad.middleXM - sideRoad.laneCentreM, yM: s.middleYM - sideRoad.stopLineM },
      { xM: sideRoad.middleXM - sideRoad.laneCentreM, yM: sideRoad.southYM },
    ],
    widthM: 3.2,
    limitKmh: 30,
    to: [],
  },
];

export const streetLanes: readonly LanePlan[] = [...streetPieces, ...roads];

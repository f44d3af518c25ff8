import type { GroundPoint } from '../scene.ts';
import type { LanePlan } from './lane.ts';
import { crossRoad as c, mouthM, sideRoad, stopLine, street as s } from './measures.ts';

const [right, left] = s.laneCentresM;
const cycleM = s.cycleCentreM;
const straightKmh = 50;

/** A way through a junction: straight, or round the corner where the two directions meet. */
function way(
  junction: string,
  id: string,
  from: GroundPoint,
  to: GroundPoint,
  next: string,
  more: Partial<LanePlan> & { cornerAt?: GroundPoint; radiusM?: number } = {},
): LanePlan {
  const { cornerAt, radiusM = 0, ...rest } = more;
  const corners = cornerAt ? [from, { ...cornerAt, radiusM }, to] : [from, to];
  const plan = { id: `${junction}-${id}`, kind: 'turn', widthM: s.laneWidthM, limitKmh: straightKmh } as const;
  return { ...plan, corners, to: [next], junction, ...rest };
}

/** Points at the stop lines: `inward` distance d right of the middle on the arm of that name. */
const at = {
  west: (yM: number) => ({ xM: c.middleXM - stopLine.streetM, yM: s.middleYM + yM }),
  east: (yM: number) => ({ xM: c.middleXM + stopLine.streetM, yM: s.middleYM + yM }),
  north: (xM: number) => ({ xM: c.middleXM + xM, yM: s.middleYM + stopLine.crossRoadM }),
  south: (xM: number) => ({ xM: c.middleXM + xM, yM: s.middleYM - stopLine.crossRoadM }),
};
const meet = (xM: number, yM: number) => ({ cornerAt: { xM: c.middleXM + xM, yM: s.middleYM + yM } });
const lane = c.laneCentreM;
const rightTurn = { turn: 'right', limitKmh: 22, radiusM: 10 } as const;
const leftTurn = { turn: 'left', limitKmh: 27, radiusM: 16 } as const;
const cycle = { kind: 'cycle', widthM: s.cycleWidthM } as const;
const j = 'junction';

/** Named by arms: `we` comes from the western arm and leaves by the eastern one. */
const junctionWays: LanePlan[] = [
  way(j, 'we-1', at.west(-right), at.east(-right), 'street-east-c-1'),
  way(j, 'we-2', at.west(-left), at.east(-left), 'street-east-c-2'),
  way(j, 'we-cycle', at.west(-cycleM), at.east(-cycleM), 'street-east-c-cycle', cycle),
  way(j, 'ws', at.west(-right), at.south(-lane), 'cross-south-out', { ...meet(-lane, -right), ...rightTurn }),
  way(j, 'wn', at.west(0), at.north(lane), 'entry-bend', { ...meet(lane, 0), ...leftTurn }),
  way(j, 'ew-1', at.east(right), at.west(right), 'street-west-b-1'),
  way(j, 'ew-2', at.east(left), at.west(left), 'street-west-b-2'),
  way(j, 'ew-cycle', at.east(cycleM), at.west(cycleM), 'street-west-b-cycle', cycle),
  way(j, 'en', at.east(right), at.north(lane), 'entry-bend', { ...meet(lane, right), ...rightTurn }),
  way(j, 'es', at.east(0), at.south(-lane), 'cross-south-out', { ...meet(-lane, 0), ...leftTurn }),
  way(j, 'ns', at.north(-lane), at.south(-lane), 'cross-south-out'),
  way(j, 'nw', at.north(-lane), at.west(right), 'street-west-b-1', { ...meet(-lane, right), ...rightTurn }),
  way(j, 'ne', at.north(0), at.east(-left), 'street-east-c-2', { ...meet(0, -left), ...leftTurn }),
  way(j, 'sn', at.south(lane), at.north(lane), 'entry-bend'),
  way(j, 'se', at.south(lane), at.east(-right), 'street-east-c-1', { ...meet(lane, -right), ...rightTurn }),
  way(j, 'sw', at.south(0), at.west(left), 'street-west-b-2', { ...meet(0, left), ...leftTurn }),
];

const m = 'mouth';
const side = sideRoad.laneCentreM;
const along = (offsetM: number, yM: number) => ({ xM: sideRoad.middleXM + offsetM, yM: s.middleYM + yM });
const sideIn = along(side, -sideRoad.stopLineM);
const sideOut = along(-side, -sideRoad.stopLineM);
const tight = { turn: 'right', limitKmh: 18, radiusM: 6.5 } as const;

/** The mouth of the side road; the street has priority. */
const mouthWays: LanePlan[] = [
  way(m, 'east-1', along(-mouthM, -right), along(mouthM, -right), 'street-east-b-1'),
  way(m, 'east-2', along(-mouthM, -left), along(mouthM, -left), 'street-east-b-2'),
  way(m, 'east-cycle', along(-mouthM, -cycleM), along(mouthM, -cycleM), 'street-east-b-cycle', cycle),
  way(m, 'west-1', along(mouthM, right), along(-mouthM, right), 'street-west-c-1'),
  way(m, 'west-2', along(mouthM, left), along(-mouthM, left), 'street-west-c-2'),
  way(m, 'west-cycle', along(mouthM, cycleM), along(-mouthM, cycleM), 'street-west-c-cycle', cycle),
  way(m, 'right-in', along(-mouthM, -right), sideOut, 'side-road-out', { cornerAt: along(-side, -right), ...tight }),
  way(m, 'right-out', sideIn, along(mouthM, -right), 'street-east-b-1', { cornerAt: along(side, -right), ...tight }),
  way(m, 'left-out', sideIn, along(-mouthM, left), 'street-west-c-2', {
    cornerAt: along(side, left),
    turn: 'left',
    limitKmh: 25,
    radiusM: 12,
  }),
];

export const junctionLanes: readonly LanePlan[] = [...junctionWays, ...mouthWays];

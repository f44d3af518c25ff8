import { Path, type Corner, roundedCourse } from './path.ts';

export const laneKinds = ['motorway', 'auxiliary', 'ramp', 'street', 'turn', 'cycle'] as const;
export type LaneKind = (typeof laneKinds)[number];

/** Where a driver may change to: from `fromM` to `toM` of the own lane; own arc length + `offsetM` = the other's. */
export interface Neighbour {
  readonly laneId: string;
  readonly fromM: number;
  readonly toM: number;
  readonly offsetM: number;
}

/** What holds the end of a lane: a signal group, a stop sign, or nothing. */
export type LaneControl = { readonly kind: 'signal'; readonly group: string } | { readonly kind: 'stop-sign' };

/** One lane, or one way through a junction (`junction` names it then). */
export interface Lane {
  readonly id: string;
  /** Its place in the site's list. */
  readonly index: number;
  readonly kind: LaneKind;
  readonly path: Path;
  readonly widthM: number;
  readonly speedLimitMps: number;
  readonly successorIds: readonly string[];
  readonly left: Neighbour | undefined;
  readonly right: Neighbour | undefined;
  readonly control: LaneControl | undefined;
  readonly junction: string | undefined;
  readonly turn: 'left' | 'right' | 'straight';
}

export interface LanePlan {
  readonly id: string;
  readonly kind: LaneKind;
  readonly corners: readonly Corner[];
  readonly widthM: number;
  readonly limitKmh: number;
  readonly to: readonly string[];
  readonly left?: Neighbour;
  readonly right?: Neighbour;
  readonly control?: LaneControl;
  readonly junction?: string;
  readonly turn?: 'left' | 'right';
}

export function lanesOf(plans: readonly LanePlan[]): Lane[] {
  return plans.map((plan, index) => ({
    id: plan.id,
    index,
    kind: plan.kind,
    path: new Path(roundedCourse(plan.corners)),
    widthM: plan.widthM,
    speedLimitMps: Math.round((plan.limitKmh / 3.6) * 1000) / 1000,
    successorIds: plan.to,
    left: plan.left,
    right: plan.right,
    control: plan.control,
    junction: plan.junction,
    turn: plan.turn ?? 'straight',
  }));
}

import type { RoadUserKind } from '../scene.ts';
import type { Lane } from '../site/lane.ts';
import type { Following } from './following.ts';
import type { Goal, RouteStep } from './routes.ts';

export type VehicleKind = Exclude<RoadUserKind, 'pedestrian'>;

/** A piece of a lane that is taken: by a vehicle, by one that is still leaving the lane, or by an obstacle. */
export interface Occupant {
  lane: Lane;
  /** Its front; it reaches back by `lengthM`. */
  sM: number;
  readonly lengthM: number;
  speedMps: number;
  readonly vehicle: Vehicle | undefined;
}

export interface LaneChange {
  readonly side: 'left' | 'right';
  /** What is still taken of the lane that is being left. */
  readonly behind: Occupant;
  /** Own arc length + this = arc length in the lane that is being left. */
  readonly offsetM: number;
  readonly widthM: number;
  /** 0 at its beginning, 1 when it is done. */
  progress: number;
}

/** What a scenario asks of a driver. */
export interface Orders {
  /** Stands still once it is here or beyond: breakdown, illegal parking. */
  stop?: { laneId: string; atM: number } | 'now';
  desiredMps?: number;
  hazardLights?: boolean;
  ignoresSignal?: boolean;
  ignoresStopSign?: boolean;
  /** Sees no leader: the one who causes a collision. */
  blind?: boolean;
  keepsLane?: boolean;
  brakeMps2?: number;
}

/** A vehicle and its driver, as they are for the whole of their way. */
export interface Build {
  readonly lookSeed: number;
  readonly lengthM: number;
  readonly widthM: number;
  readonly heightM: number;
  readonly driver: Following;
  /** Of the speed limit. */
  readonly speedFactor: number;
  readonly topSpeedMps: number;
  /** Keeps this far left of the lane's middle. */
  readonly biasM: number;
}

export interface Vehicle extends Build {
  readonly id: number;
  readonly kind: VehicleKind;
  goal: Goal;
  step: RouteStep;
  readonly own: Occupant;
  /** Lanes it came from, newest last; its rear may still be there. */
  trail: Lane[];
  speedMps: number;
  accelerationMps2: number;
  odometerM: number;
  change: LaneChange | undefined;
  /** The way through a junction that it may drive. */
  granted: Lane | undefined;
  stoppedAtSign: boolean;
  /** Time it must still stand at the bus stop; undefined before it. */
  dwellS: number | undefined;
  orders: Orders;
}

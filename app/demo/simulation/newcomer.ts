import type { Lane } from '../site/lane.ts';
import type { Roadway } from './roadway.ts';
import type { Goal, RouteStep } from './routes.ts';
import type { Build, Vehicle, VehicleKind } from './vehicle.ts';

/** Somebody who comes onto the road: who it is, where to, and where and how fast it begins. */
export interface Newcomer {
  readonly id: number;
  readonly kind: VehicleKind;
  readonly build: Build;
  readonly goal: Goal;
  readonly step: RouteStep;
  readonly lane: Lane;
  /** Its front. */
  readonly sM: number;
  readonly speedMps: number;
}

/** Puts a vehicle on its lane, where there must be room for it. */
export function enter(roadway: Roadway, { id, kind, build, goal, step, lane, sM, speedMps }: Newcomer): Vehicle {
  const vehicle: Vehicle = {
    ...build,
    id,
    kind,
    goal,
    step,
    own: undefined as never,
    trail: [],
    speedMps,
    accelerationMps2: 0,
    odometerM: 0,
    change: undefined,
    granted: undefined,
    stoppedAtSign: false,
    dwellS: undefined,
    orders: {},
  };
  const own = { lane, sM, lengthM: build.lengthM, speedMps, vehicle };
  const whole = Object.assign(vehicle, { own });
  roadway.add(own);
  return whole;
}

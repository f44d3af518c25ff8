import type { Rule } from '../rule.ts';
import { cameraTampered } from './cameraTampered.ts';
import { collision } from './collision.ts';
import { congestion } from './congestion.ts';
import { cyclist } from './cyclist.ts';
import { debris } from './debris.ts';
import { illegalParking } from './illegalParking.ts';
import { illegalTurn } from './illegalTurn.ts';
import { laneBlocked } from './laneBlocked.ts';
import { laneChange } from './laneChange.ts';
import { lowVisibility } from './lowVisibility.ts';
import { nearMiss } from './nearMiss.ts';
import { pedestrian } from './pedestrian.ts';
import { queue } from './queue.ts';
import { redLight } from './redLight.ts';
import { slowVehicle } from './slowVehicle.ts';
import { speeding } from './speeding.ts';
import { stopSign } from './stopSign.ts';
import { stoppedVehicle } from './stoppedVehicle.ts';
import { unauthorisedArea } from './unauthorisedArea.ts';
import { wrongWay } from './wrongWay.ts';

/** Every rule, in the order of the list that operators see. */
export const rules: readonly Rule[] = [
  stoppedVehicle,
  wrongWay,
  slowVehicle,
  speeding,
  congestion,
  queue,
  pedestrian,
  cyclist,
  debris,
  collision,
  nearMiss,
  laneBlocked,
  redLight,
  stopSign,
  illegalTurn,
  laneChange,
  illegalParking,
  unauthorisedArea,
  lowVisibility,
  cameraTampered,
];

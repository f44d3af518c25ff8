import type { Body } from '../scene.ts';
import { rounded } from '../site/path.ts';
import type { ActionOf } from './scenario.ts';
import { type Actor, beginIncident, isFree, placeOn, removeItem, type Stage } from './stage.ts';
import { stepS } from './stepTime.ts';
import type { Occupant } from './vehicle.ts';

const lengthM = 4.4;
const brakingMps2 = 3;
const startingMps2 = 1.5;
/** Waits this far before whoever faces it. */
const waitsM = 24;
/** Drivers have heard of it: they leave the lane this far ahead. */
const warnedM = 1200;

/** A car against the traffic of one lane; it stops before whoever cannot leave it in time. */
export function wrongWayActor(scenario: string, action: ActionOf<'wrong-way'>): Actor {
  const { laneId, fromM, toM, speedMps: wishMps } = action;
  let car: { occupant: Occupant; id: number; speedMps: number; odometerM: number } | undefined;
  let incident: number | undefined;
  let blockage: { lane: Occupant['lane']; fromM: number; toM: number; oncoming: true } | undefined;
  let done = false;
  const enter = (stage: Stage) => {
    const lane = stage.traffic.site.lane(laneId);
    const occupant: Occupant = { lane, sM: toM, lengthM, speedMps: -wishMps, vehicle: undefined };
    car = { occupant, id: stage.traffic.newId(), speedMps: wishMps, odometerM: 0 };
    stage.traffic.roadway.add(occupant);
    incident = beginIncident(stage, 'wrong-way', scenario, lane, toM, [car.id]);
  };
  const leave = (stage: Stage) => {
    if (car) {
      stage.traffic.roadway.remove(car.occupant);
      stage.props.delete(car.id);
    }
    if (blockage) removeItem(stage.traffic.blockages, blockage);
    if (incident) stage.incidents.end(incident, stage.timeMs);
    car = undefined;
    done = true;
  };
  return {
    step(stage, active) {
      if (done) return;
      const lane = stage.traffic.site.lane(laneId);
      if (active && !blockage) {
        blockage = { lane, fromM: Math.max(0, toM - warnedM), toM: toM + 30, oncoming: true };
        stage.traffic.blockages.push(blockage);
      }
      if (active && !car && isFree(stage, lane, toM - 120, toM + 20, 130)) enter(stage);
      if (!car) {
        if (!active && blockage) leave(stage);
        return;
      }
      const { occupant } = car;
      const wayM = advance(stage, car, wishMps);
      car.odometerM += wayM;
      occupant.sM -= wayM;
      // Even while it stands it is known to come towards them.
      occupant.speedMps = Math.min(-0.5, -car.speedMps);
      if (blockage) {
        blockage.fromM = Math.max(0, occupant.sM - warnedM);
        blockage.toM = occupant.sM;
      }
      stage.props.set(car.id, bodyOfCar(car));
      if (!active || occupant.sM - lengthM < fromM) leave(stage);
    },
  };
}

/** Metres of this step: slows down before oncoming vehicles, waits for them to leave, drives on. */
function advance(stage: Stage, car: { occupant: Occupant; speedMps: number }, wishMps: number): number {
  const { occupant } = car;
  const list = stage.traffic.roadway.on(occupant.lane);
  const facing = list[list.indexOf(occupant) - 1];
  const gapM = facing ? occupant.sM - occupant.lengthM - facing.sM - facing.speedMps * 2.5 - waitsM : 1000;
  const safeMps = Math.sqrt(2 * brakingMps2 * Math.max(0, gapM) * 0.5);
  const before = car.speedMps;
  const wished = Math.min(wishMps, before + startingMps2 * stepS, safeMps);
  car.speedMps = Math.max(0, wished, before - 2 * brakingMps2 * stepS);
  return ((before + car.speedMps) / 2) * stepS;
}

function bodyOfCar(car: { occupant: Occupant; id: number; speedMps: number; odometerM: number }): Body {
  const { lane, sM } = car.occupant;
  const at = placeOn(lane, sM - lengthM / 2);
  const front = placeOn(lane, sM - lengthM);
  return {
    id: car.id,
    kind: 'car',
    lookSeed: car.id * 104_729,
    xM: rounded(at.xM),
    yM: rounded(at.yM),
    headingRad: rounded(Math.atan2(front.yM - at.yM, front.xM - at.xM)),
    lengthM,
    widthM: 1.8,
    heightM: 1.5,
    speedMps: rounded(car.speedMps),
    odometerM: rounded(car.odometerM),
    braking: car.speedMps < 2,
    indicator: 'none',
  };
}

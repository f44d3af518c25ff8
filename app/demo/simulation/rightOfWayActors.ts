import { isSignalGroup, signalStateAt } from '../site/signals.ts';
import type { ActionOf } from './scenario.ts';
import { type Actor, beginIncident, isHere, type Stage, vehicleOn } from './stage.ts';
import type { Vehicle } from './vehicle.ts';

/** How long a violation lasts at most: from the line until the junction is left. */
const lastsMs = 6000;
const pauseMs = 20_000;

interface Attempt {
  readonly vehicle: Vehicle;
  incident: number | undefined;
  beganMs: number;
  stood: boolean;
}

/** One driver after the other who does not respect the red light. */
export function redLightActor(scenario: string, { laneIds }: ActionOf<'red-light-running'>): Actor {
  return violationActor({
    scenario,
    type: 'red-light-running',
    choose: (stage) => {
      for (const laneId of laneIds) {
        if (!isRedFor(stage, laneId, 5)) continue;
        const { lengthM } = stage.traffic.site.lane(laneId).path;
        const last = vehicleOn(stage, laneId, lengthM - 60, lengthM - 22, isFirstOf(stage, laneId));
        if (last) return last;
      }
      return undefined;
    },
    order: (vehicle) => {
      vehicle.orders = { ignoresSignal: true, keepsLane: true };
    },
    counts: (stage, { from }) => isRedFor(stage, from, 0),
    stillPlausible: (stage, { vehicle }) => isRedFor(stage, vehicle.own.lane.id, 0),
  });
}

/** One driver after the other who rolls over the line of the stop sign. */
export function stopSignActor(scenario: string, { laneId }: ActionOf<'stop-sign-violation'>): Actor {
  return violationActor({
    scenario,
    type: 'stop-sign-violation',
    choose: (stage) => {
      const { lengthM } = stage.traffic.site.lane(laneId).path;
      return vehicleOn(stage, laneId, lengthM - 60, lengthM - 14, isFirstOf(stage, laneId));
    },
    order: (vehicle) => {
      vehicle.orders = { ignoresStopSign: true };
    },
    counts: (_stage, { stood }) => !stood,
    stillPlausible: (_stage, { stood }) => !stood,
  });
}

interface Violation {
  readonly scenario: string;
  readonly type: 'red-light-running' | 'stop-sign-violation';
  choose(stage: Stage): Vehicle | undefined;
  order(vehicle: Vehicle): void;
  counts(stage: Stage, passage: { from: string; stood: boolean }): boolean;
  stillPlausible(stage: Stage, attempt: Attempt): boolean;
}

function violationActor({ scenario, type, choose, order, counts, stillPlausible }: Violation): Actor {
  let attempt: Attempt | undefined;
  let restsUntilMs = 0;
  const finish = (stage: Stage, { vehicle, incident }: Attempt) => {
    if (incident) stage.incidents.end(incident, stage.timeMs);
    vehicle.orders = {};
    attempt = undefined;
    restsUntilMs = incident ? stage.timeMs + pauseMs : stage.timeMs;
  };
  return {
    step(stage, active) {
      if (!attempt) {
        const vehicle = active && stage.timeMs >= restsUntilMs ? choose(stage) : undefined;
        if (!vehicle) return;
        order(vehicle);
        attempt = { vehicle, incident: undefined, beganMs: stage.timeMs, stood: false };
      }
      const now = attempt;
      const { vehicle } = now;
      if (vehicle.speedMps < 0.4) now.stood = true;
      const passage = stage.traffic.passages.find((one) => one.vehicle === vehicle && one.from.control !== undefined);
      if (passage && counts(stage, { from: passage.from.id, stood: now.stood })) {
        now.incident = beginIncident(stage, type, scenario, passage.from, passage.from.path.lengthM, [vehicle.id]);
        now.beganMs = stage.timeMs;
        return;
      }
      const over = now.incident
        ? stage.timeMs - now.beganMs > lastsMs || !isHere(stage, vehicle)
        : passage !== undefined || !isHere(stage, vehicle) || !active || !stillPlausible(stage, now);
      if (over) finish(stage, now);
    },
  };
}

function isRedFor(stage: Stage, laneId: string, forS: number): boolean {
  const control = stage.traffic.site.lane(laneId).control;
  if (control?.kind !== 'signal' || !isSignalGroup(control.group)) return false;
  const { signalTimeMs } = stage.traffic;
  return [0, forS].every((laterS) => signalStateAt(control.group as 'street', signalTimeMs + laterS * 1000) === 'red');
}

/** Nobody ahead in the lane who would hold it up. */
function isFirstOf(stage: Stage, laneId: string): (vehicle: Vehicle) => boolean {
  const lane = stage.traffic.site.lane(laneId);
  return (vehicle) => stage.traffic.roadway.on(lane).at(-1) === vehicle.own && vehicle.step.next !== undefined;
}

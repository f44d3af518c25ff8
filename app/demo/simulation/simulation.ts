import { AppError } from '../../base/error.ts';
import type { Body, CameraFault, SceneInstant, SignalState } from '../scene.ts';
import { demoCameras } from '../site/demoCameras.ts';
import { signalHeads } from '../site/signalPosts.ts';
import { isSignalGroup, signalStateAt } from '../site/signals.ts';
import { demoSite, type Site } from '../site/site.ts';
import { actorOf } from './actors.ts';
import { bodyOf } from './bodies.ts';
import { busDoorsOpenForS, isCycleLaneFreeAtStop } from './busStop.ts';
import { demandAt, type Origin, origins as usualOrigins } from './demand.ts';
import { type Incident, IncidentLog } from './incident.ts';
import { Pedestrians, walkerBody } from './pedestrians.ts';
import { checkTimes, type Scenario, scenarioSchema } from './scenario.ts';
import type { Stage } from './stage.ts';
import { stepMs, stepS } from './stepTime.ts';
import { type Passage, Traffic } from './traffic.ts';

export { stepMs } from './stepTime.ts';

export interface SimulationSettings {
  readonly site?: Site;
  readonly seed: number;
  /** Time of day at the beginning, hours. */
  readonly startHour?: number;
  readonly scenarios?: readonly Scenario[];
  /** Scales the demand; 1 as the hour has it. */
  readonly demandShare?: number;
  /** Where vehicles come from, and of what kinds, if not as usual. */
  readonly origins?: readonly Origin[];
  /** The road fills for this long before time 0. */
  readonly warmUpS?: number;
}

export interface Simulation {
  /** Since the beginning; step k ends at k * 80 ms. */
  readonly timeMs: number;
  readonly incidents: readonly Incident[];
  /** Vehicles that drove over the end of a lane in the last step. */
  readonly passages: readonly Passage[];
  step(): void;
  instant(): SceneInstant;
  /** The lane of a vehicle: the new one from the beginning of a lane change; undefined off the lanes. */
  laneOf(bodyId: number): string | undefined;
  /** What the scenarios declare for a camera now. */
  faultOf(cameraName: string): CameraFault | undefined;
  /** The light that a scenario declares now. */
  lightName(): string | undefined;
}

/**
 * Traffic on the demo site, the same for a seed on every run and platform.
 * @throws AppError `invalid-argument` when a scenario is none, ends before it begins, contradicts another one, or names
 * a lane or camera that the site does not have
 */
export function createSimulation(settings: SimulationSettings): Simulation {
  const { site = demoSite, seed, startHour = 8, demandShare = 1, warmUpS = 100, origins = usualOrigins } = settings;
  const scenarios = checked(settings.scenarios ?? [], site);
  const traffic: Traffic = new Traffic(site, seed, origins, { isTaken: (id) => pedestrians.isTaken(id) });
  const pedestrians: Pedestrians = new Pedestrians(seed, traffic.newId);
  const incidents = new IncidentLog();
  const props = new Map<number, Body>();
  const played = scenarios.flatMap((scenario) => {
    const actor = actorOf(scenario);
    return actor ? [{ scenario, actor }] : [];
  });
  const warmUpMs = Math.round((warmUpS * 1000) / stepMs) * stepMs;
  const road = {
    usesCrossing: (id: string) => traffic.rightOfWay.usesCrossing(id),
    busDoorsOpenForS: () => busDoorsOpenForS(traffic.vehicles),
    isCycleLaneFreeAtStop: () => isCycleLaneFreeAtStop(traffic.site, traffic.roadway),
  };
  let nowMs = -warmUpMs;
  const isOn = ({ startS, endS }: Scenario) => nowMs >= startS * 1000 && nowMs < endS * 1000;
  const step = () => {
    nowMs += stepMs;
    const signalMs = nowMs + warmUpMs;
    const share = demandAt(startHour + nowMs / 3_600_000) * demandShare;
    traffic.cyclistsWait = pedestrians.isBoarding();
    traffic.step(signalMs, share);
    pedestrians.step(stepS, signalMs, share, road);
    const stage: Stage = { traffic, pedestrians, incidents, props, timeMs: nowMs };
    for (const { scenario, actor } of played) actor.step(stage, isOn(scenario));
  };
  for (let ms = warmUpMs; ms > 0; ms -= stepMs) step();
  return {
    get timeMs() {
      return nowMs;
    },
    get incidents() {
      return incidents.all;
    },
    get passages() {
      return traffic.passages;
    },
    step,
    instant: () => ({
      timeMs: nowMs,
      bodies: [...traffic.vehicles.map(bodyOf), ...pedestrians.walkers.map(walkerBody), ...props.values()],
      signals: signalsAt(nowMs + warmUpMs),
    }),
    laneOf: (bodyId) => traffic.vehicles.find(({ id }) => id === bodyId)?.own.lane.id,
    faultOf: (cameraName) => {
      const action = scenarios.find((scenario) => isOn(scenario) && isFaultOf(scenario, cameraName))?.action;
      return action?.kind === 'camera-fault' ? action.fault : undefined;
    },
    lightName: () => {
      const action = scenarios.find((scenario) => isOn(scenario) && scenario.action.kind === 'light')?.action;
      return action?.kind === 'light' ? action.lightName : undefined;
    },
  };
}

function checked(scenarios: readonly Scenario[], site: Site): readonly Scenario[] {
  for (const scenario of scenarios) {
    const parsed = scenarioSchema.safeParse(scenario);
    if (!parsed.success) {
      const where = parsed.error.issues[0];
      const text = `The scenario "${scenario.name}" is not well formed: ${where?.path.join('.')}: ${where?.message}.`;
      throw new AppError('invalid-argument', text);
    }
    const { action } = scenario;
    const unknown = lanesNamedBy(scenario).find((id) => !site.lanes.some((lane) => lane.id === id));
    if (unknown) {
      const text = `The scenario "${scenario.name}" happens on the lane "${unknown}", which the site does not have.`;
      throw new AppError('invalid-argument', text);
    }
    if (action.kind === 'camera-fault' && !demoCameras.some(({ name }) => name === action.camera)) {
      const text = `The scenario "${scenario.name}" concerns the camera "${action.camera}", which the site does not have.`;
      throw new AppError('invalid-argument', text);
    }
  }
  checkTimes(scenarios);
  return scenarios;
}

function lanesNamedBy({ action }: Scenario): readonly string[] {
  if (action.kind === 'congestion') return action.stretches.map(({ laneId }) => laneId);
  if (action.kind === 'red-light-running') return action.laneIds;
  return 'laneId' in action ? [action.laneId] : [];
}

function isFaultOf({ action }: Scenario, cameraName: string): boolean {
  return action.kind === 'camera-fault' && action.camera === cameraName;
}

/** The state of each signal head; its id begins with the name of its group. */
function signalsAt(timeMs: number): ReadonlyMap<string, SignalState> {
  return new Map(
    signalHeads.flatMap(({ id }) => {
      const group = id.replace(/[.@].*$/, '');
      return isSignalGroup(group) ? [[id, signalStateAt(group, timeMs)] as const] : [];
    }),
  );
}

import type { Body, SceneInstant, SignalState } from '../scene.ts';
import { signalHeads } from '../site/furniture.ts';
import { isSignalGroup, signalStateAt } from '../site/signals.ts';
import { demoSite, type Site } from '../site/site.ts';
import { bodyOf } from './bodies.ts';
import { demandAt } from './demand.ts';
import { stepMs, Traffic } from './traffic.ts';

export { stepMs } from './traffic.ts';

export interface SimulationSettings {
  readonly site?: Site;
  readonly seed: number;
  /** Time of day at the beginning, hours. */
  readonly startHour?: number;
  /** Scales the demand; 1 as the hour has it. */
  readonly demandShare?: number;
  /** The road fills for this long before time 0. */
  readonly warmUpS?: number;
}

export interface Simulation {
  /** Since the beginning; step k ends at k * 80 ms. */
  readonly timeMs: number;
  step(): void;
  instant(): SceneInstant;
}

/** Traffic on the demo site, the same for a seed on every run and platform. */
export function createSimulation(settings: SimulationSettings): Simulation {
  const { site = demoSite, seed, startHour = 8, demandShare = 1, warmUpS = 100 } = settings;
  const traffic = new Traffic(site, seed, { isTaken: () => false });
  const warmUpMs = Math.round((warmUpS * 1000) / stepMs) * stepMs;
  let sinceWarmUpMs = -warmUpMs;
  const step = () => {
    sinceWarmUpMs += stepMs;
    traffic.step(sinceWarmUpMs + warmUpMs, demandAt(startHour + sinceWarmUpMs / 3_600_000) * demandShare);
  };
  for (let ms = warmUpMs; ms > 0; ms -= stepMs) step();
  return {
    get timeMs() {
      return sinceWarmUpMs;
    },
    step,
    instant: () => ({
      timeMs: sinceWarmUpMs,
      bodies: traffic.vehicles.map((vehicle): Body => bodyOf(vehicle)),
      signals: signalsAt(sinceWarmUpMs + warmUpMs),
    }),
  };
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

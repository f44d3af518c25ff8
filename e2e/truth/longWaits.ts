import type { Simulation } from '../../app/demo/simulation/simulation.ts';
import { demoSceneOf } from '../../app/demo/site/scene/demoScene.ts';
import type { Incident } from '../../app/incident/incident.ts';
import { carriagewaysOf } from '../../app/incident/road/carriageways.ts';
import { CompiledScene } from '../../app/traffic/scene/compiledScene.ts';

/** As the rule of queues has it: who is slower waits, until faster. */
const [onMps, offMps] = [20 / 3.6, 30 / 3.6];
/** The road is looked at so often: waits are known to the second. */
const everyMs = 1000;
/** Congestion holds while its lanes are slower than this many times the speed at which it begins. */
const offTimes = 1.4;
/** Traffic that stops and goes is faster now and then. */
const mostOfTheTime = 0.8;

/** What really waits on the road, from where the simulation has everybody: the truth of queues and congestion. */
export class LongWaits {
  readonly #simulation: Simulation;
  readonly #sinceMs = new Map<number, number>();
  /** Mean speeds of lanes by their ids, metres a second, one map every second; empty lanes are not in it. */
  readonly #meanMps: Map<string, number>[] = [];
  #nextMs = 0;

  constructor(simulation: Simulation) {
    this.#simulation = simulation;
  }

  /** After each step of the simulation. */
  step(): void {
    const { timeMs } = this.#simulation;
    if (timeMs < this.#nextMs) return;
    this.#nextMs = timeMs + everyMs;
    const sums = new Map<string, { sum: number; count: number }>();
    for (const { id, speedMps } of this.#simulation.instant().bodies) {
      const laneId = this.#simulation.laneOf(id);
      if (!laneId) continue;
      if (speedMps > offMps) this.#sinceMs.delete(id);
      else if (speedMps < onMps && !this.#sinceMs.has(id)) this.#sinceMs.set(id, timeMs);
      const { sum, count } = sums.get(laneId) ?? { sum: 0, count: 0 };
      sums.set(laneId, { sum: sum + speedMps, count: count + 1 });
    }
    this.#meanMps.push(new Map([...sums].map(([laneId, { sum, count }]) => [laneId, sum / count])));
  }

  /** Whether somebody really waits for as long as a queue's dwell, or its lanes really are as slow for a congestion's. */
  holds({ type, evidence, cameraId, place }: Pick<Incident, 'type' | 'evidence' | 'cameraId' | 'place'>): boolean {
    const limitOf = (what: string): number =>
      evidence.find((one) => one.what === what)?.limit ?? Number.POSITIVE_INFINITY;
    const lanes = lanesBeside(cameraId, place.laneId);
    const lastingS = limitOf('lasting for');
    if (type === 'queue') return this.#longestWaitS(lanes) >= lastingS;
    if (type !== 'congestion') return false;
    const slowerMps = (offTimes * limitOf('space-mean speed')) / 3.6;
    const seconds = this.#meanMps.slice(-Math.round(lastingS));
    const slow = seconds.filter((means) => lanes.some((laneId) => (means.get(laneId) ?? Number.NaN) < slowerMps));
    return slow.length >= mostOfTheTime * lastingS;
  }

  #longestWaitS(lanes: readonly string[]): number {
    const waits = [...this.#sinceMs].filter(([id]) => lanes.includes(this.#simulation.laneOf(id) ?? ''));
    return Math.max(0, ...waits.map(([, sinceMs]) => (this.#simulation.timeMs - sinceMs) / 1000));
  }
}

/** The lane and those on its carriageway. */
function lanesBeside(cameraId: string, laneId: string | null): string[] {
  const carriageways = carriagewaysOf(new CompiledScene(demoSceneOf(cameraId)!));
  const beside = carriageways.find(({ lanes }) => lanes.some(({ id }) => id === laneId));
  return (beside?.lanes ?? []).map(({ id }) => id);
}

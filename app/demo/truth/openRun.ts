import { createSimulation } from '../simulation/simulation.ts';
import type { DemoRun, RunPlan } from './demoRun.ts';

export { stepMs } from '../simulation/simulation.ts';

/** The demo site's traffic. */
export function openRun({ seed, startHour }: RunPlan): DemoRun {
  const simulation = createSimulation({ seed, startHour });
  let started = false;
  return {
    next() {
      if (started) simulation.step();
      started = true;
      return simulation.instant();
    },
    laneOf: () => null,
    faultOf: () => undefined,
    incidents: () => [],
  };
}

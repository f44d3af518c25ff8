import { type LightName, lightNames } from '../film/lightOf.ts';
import { parseScenarios } from '../simulation/knownScenarios.ts';
import { createSimulation } from '../simulation/simulation.ts';
import type { DemoRun, RunPlan } from './demoRun.ts';
import { rounded } from './rounded.ts';

export { stepMs } from '../simulation/simulation.ts';

/**
 * The demo site's traffic.
 * @throws AppError `invalid-argument` with one sentence for scenarios that are not known or contradict each other
 */
export function openRun({ seed, startHour, scenarios, light }: RunPlan): DemoRun {
  const simulation = createSimulation({ seed, startHour, scenarios: parseScenarios(scenarios) });
  let started = false;
  return {
    next() {
      if (started) simulation.step();
      started = true;
      return simulation.instant();
    },
    laneOf: (bodyId) => simulation.laneOf(bodyId) ?? null,
    laneEnds: () => simulation.passages.map(({ vehicle, from }) => ({ lane: from.id, bodyId: vehicle.id })),
    light: () => lightNamed(simulation.lightName()) ?? light,
    faultOf: (camera) => simulation.faultOf(camera),
    incidents: () =>
      simulation.incidents.map(({ type, beginMs, endMs, place, bodyIds }) => ({
        ...{ type, beginMs, endMs: endMs ?? null },
        place: { xM: rounded(place.xM, 3), yM: rounded(place.yM, 3), lane: place.laneId },
        bodies: [...bodyIds],
      })),
  };
}

function lightNamed(name: string | undefined): LightName | undefined {
  return lightNames.find((known) => known === name);
}

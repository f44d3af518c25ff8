import { expect, test } from 'vitest';
import { parseScenarios } from './knownScenarios.ts';
import { createSimulation, type Simulation } from './simulation.ts';
import { footprintsOverlap } from './testing/footprint.ts';

function played(scenario: string, untilS: number, look: (simulation: Simulation) => void): Simulation {
  const simulation = createSimulation({ seed: 1, scenarios: parseScenarios(scenario) });
  while (simulation.timeMs < untilS * 1000) {
    simulation.step();
    look(simulation);
  }
  return simulation;
}

/** Who is in another lane of the motorway east than at the step before, while the middle of it lies in this stretch. */
function changesIn(fromXM: number, toXM: number): (simulation: Simulation) => { id: number; lanes: string }[] {
  const lanes = new Map<number, string>();
  return ({ instant, laneOf }) =>
    instant().bodies.flatMap(({ id, xM }) => {
      const [before, now] = [lanes.get(id), laneOf(id)];
      if (now) lanes.set(id, now);
      const isChange = before !== undefined && now !== undefined && before !== now && now.startsWith('motorway-east');
      return isChange && xM > fromXM && xM < toXM ? [{ id, lanes: `${before} ${now}` }] : [];
    });
}

const firstTwo = /motorway-east-1 motorway-east-2|motorway-east-2 motorway-east-1/;

test('two who nearly meet come near, and never touch', () => {
  let nearestM = Number.POSITIVE_INFINITY;
  const { incidents } = played('near-miss', 130, ({ incidents: now, instant }) => {
    const two = now.find(({ endMs }) => endMs === undefined)?.bodyIds ?? [];
    const [a, b] = instant().bodies.filter(({ id }) => two.includes(id));
    if (!a || !b) return;
    expect(footprintsOverlap(a, b)).toBe(false);
    nearestM = Math.min(nearestM, Math.abs(a.xM - b.xM) - (a.lengthM + b.lengthM) / 2);
  });
  expect(incidents.length).toBeGreaterThan(0);
  expect(nearestM).toBeGreaterThan(0.5);
  expect(nearestM).toBeLessThan(8);
});

test('only those of the truth cross a solid line; where there is none others change lanes too', () => {
  const run = (scenario: string) => {
    const changes = changesIn(210, 430);
    const crossed = new Set<number>();
    const { incidents } = played(scenario, 120, (simulation) => {
      const isPainted = simulation.timeMs > 45_000;
      for (const { id, lanes } of changes(simulation)) if (isPainted && firstTwo.test(lanes)) crossed.add(id);
    });
    return { crossed: [...crossed].toSorted(), offenders: incidents.flatMap(({ bodyIds }) => bodyIds).toSorted() };
  };
  const { crossed, offenders } = run('solid-line-crossing');
  expect(offenders.length).toBeGreaterThan(1);
  expect(crossed.filter((id) => !offenders.includes(id))).toEqual([]);
  expect(run('').crossed.length).toBeGreaterThan(0);
});

test('whoever takes a banned turn is in the truth, and fewer do than without the ban', () => {
  const turned = (scenario: string) => {
    const ids = new Set<number>();
    const { incidents } = played(scenario, 200, ({ passages }) => {
      for (const { to, vehicle } of passages) if (to.id === 'junction-es') ids.add(vehicle.id);
    });
    return { turned: ids.size, offenders: incidents.length };
  };
  const banned = turned('illegal-turn@0-300');
  expect(banned.offenders).toBeGreaterThan(0);
  expect(banned.turned).toBe(banned.offenders);
  expect(turned('').turned).toBeGreaterThan(banned.turned);
});

import { expect, test } from 'vitest';
import type { Body } from '../scene.ts';
import { demoSite } from '../site/site.ts';
import { isSignalGroup, signalStateAt } from '../site/signals.ts';
import { createSimulation, type Simulation, stepMs } from './simulation.ts';
import { footprintsOverlap } from './testing/footprint.ts';

const warmUpS = 40;

function run(simulation: Simulation, seconds: number, look: (simulation: Simulation, step: number) => void): void {
  const steps = Math.round((seconds * 1000) / stepMs);
  for (let step = 1; step <= steps; step += 1) {
    simulation.step();
    look(simulation, step);
  }
}

/** FNV-1a over every body's whole state in millimetres, every tenth step. */
function fingerprint(seed: number): string {
  let hash = 0x811c9dc5;
  const add = (value: number) => {
    hash = Math.imul(hash ^ (Math.round(value * 1000) | 0), 0x01000193) >>> 0;
  };
  run(createSimulation({ seed, warmUpS }), 120, (simulation, step) => {
    if (step % 10 !== 0) return;
    for (const body of simulation.instant().bodies) {
      for (const value of [body.id, body.xM, body.yM, body.headingRad, body.speedMps]) add(value);
    }
  });
  return hash.toString(16);
}

function overlaps(bodies: readonly Body[]): string[] {
  const sorted = bodies.toSorted((a, b) => a.xM - b.xM);
  return sorted.flatMap((a, i) => {
    const found: string[] = [];
    for (let k = i + 1; k < sorted.length; k += 1) {
      const b = sorted[k] as Body;
      if (b.xM - a.xM > 18) break;
      const people = a.kind === 'pedestrian' && b.kind === 'pedestrian';
      if (!people && footprintsOverlap(a, b)) found.push(`${a.kind} ${a.id} and ${b.kind} ${b.id}`);
    }
    return found;
  });
}

test('two minutes of one seed are the same on every run and platform', () => {
  expect(fingerprint(7)).toBe('58ab3528');
});

test('another seed is another road', () => {
  const at = (seed: number) =>
    createSimulation({ seed, warmUpS: 20 })
      .instant()
      .bodies.map(({ xM }) => xM);
  expect(at(7)).not.toEqual(at(8));
  expect(at(7)).toEqual(at(7));
});

test.each([11, 12, 13])('seed %i: nobody touches, nobody passes red, nobody drives too fast', (seed) => {
  const simulation = createSimulation({ seed, warmUpS, startHour: 8 });
  const signalsBeganMs = warmUpS * 1000;
  const limits = new Map(demoSite.lanes.map(({ id, speedLimitMps }) => [id, speedLimitMps]));
  const wrong: string[] = [];
  let passages = 0;
  let bodies = 0;
  run(simulation, 90, ({ instant, passages: passed, laneOf, timeMs }, step) => {
    for (const { from, vehicle } of passed) {
      if (from.control?.kind !== 'signal' || !isSignalGroup(from.control.group)) continue;
      passages += 1;
      const state = signalStateAt(from.control.group, timeMs + signalsBeganMs);
      if (state === 'red') wrong.push(`${vehicle.id} passed red from ${from.id}`);
    }
    if (step % 5 !== 0) return;
    const now = instant();
    bodies = Math.max(bodies, now.bodies.length);
    wrong.push(...overlaps(now.bodies));
    for (const { id, speedMps } of now.bodies) {
      const limitMps = limits.get(laneOf(id) ?? '');
      if (limitMps !== undefined && speedMps > limitMps * 1.12 + 0.5) wrong.push(`${id}: ${speedMps} m/s`);
    }
  });
  expect(wrong).toEqual([]);
  expect(passages).toBeGreaterThan(5);
  expect(bodies).toBeGreaterThan(150);
});

test('the overlap check finds two cars that stand in each other', () => {
  const [first] = createSimulation({ seed: 3, warmUpS: 5 }).instant().bodies;
  const car = first as Body;
  const beside = { ...car, id: 0, xM: car.xM + car.widthM * Math.sin(car.headingRad) + 0.5 };
  expect(overlaps([car, beside])).toHaveLength(1);
  expect(overlaps([car, { ...beside, yM: car.yM + 30 }])).toEqual([]);
});

test('a morning peak has every kind of road user, a night has few', () => {
  const peak = createSimulation({ seed: 5, warmUpS: 100, startHour: 8 }).instant().bodies;
  const night = createSimulation({ seed: 5, warmUpS: 100, startHour: 3 }).instant().bodies;
  expect([...new Set(peak.map(({ kind }) => kind))].toSorted()).toEqual([
    'bicycle',
    'bus',
    'car',
    'motorcycle',
    'pedestrian',
    'truck',
    'van',
  ]);
  expect(night.length).toBeLessThan(peak.length / 4);
});

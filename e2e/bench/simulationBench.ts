import { createSimulation, stepMs } from '../../app/demo/simulation/simulation.ts';
import { figureOf, type Measure, median } from './measure.ts';

const seeds = [1, 2, 3, 4, 5, 6];
const leastUsers = 300;
/** A road that is filled this far keeps the least during a window. */
const filledUsers = 330;
const [measuredSteps, longestFillSteps] = [500, 15_000];
/** More than the demo's own peak, which has about 200 on the road. */
const demandShare = 1.6;

/** The simulated road with 300 road users, without pictures: simulated seconds in one second of CPU, all threads. */
export async function measureSimulation(): Promise<Measure[]> {
  runWindow(0);
  const windows = seeds.map(runWindow);
  const speeds = windows.map(({ speed }) => speed);
  const fewest = Math.min(...windows.map(({ fewestUsers }) => fewestUsers));
  const most = Math.max(...windows.map(({ mostUsers }) => mostUsers));
  if (fewest < leastUsers) throw new Error(`Only ${fewest} road users were left while the simulation was measured.`);
  const seconds = (measuredSteps * stepMs) / 1000;
  return [
    figureOf(
      { goal: 0, what: 'simulated seconds in a second of CPU, without pictures', bound: '>=', target: 100 },
      median(speeds),
      `${fewest} to ${most} road users, ${seconds} s of ${seeds.length} seeds, slowest ${Math.min(...speeds).toFixed(0)}`,
      speeds.length,
    ),
  ];
}

/** Fills a road, then lets it run; every step's scene is asked for, as film and truth do. */
function runWindow(seed: number): {
  readonly speed: number;
  readonly fewestUsers: number;
  readonly mostUsers: number;
} {
  const simulation = createSimulation({ seed, startHour: 8, demandShare });
  for (let step = 0; simulation.instant().bodies.length < filledUsers; step++) {
    if (step === longestFillSteps)
      throw new Error(`The road of seed ${seed} does not fill to ${filledUsers} road users.`);
    simulation.step();
  }
  let [fewestUsers, mostUsers] = [Infinity, 0];
  const began = process.cpuUsage();
  for (let step = 0; step < measuredSteps; step++) {
    simulation.step();
    const users = simulation.instant().bodies.length;
    fewestUsers = Math.min(fewestUsers, users);
    mostUsers = Math.max(mostUsers, users);
  }
  const { user, system } = process.cpuUsage(began);
  return { speed: (measuredSteps * stepMs * 1000) / (user + system), fewestUsers, mostUsers };
}

import { expect, test } from 'vitest';
import { demoCameras } from '../site/demoCameras.ts';
import type { CameraPose, GroundPoint } from '../scene.ts';
import { parseScenarios, scenarioNames, scenarios } from './knownScenarios.ts';
import { scenarioSchema } from './scenario.ts';
import { createSimulation } from './simulation.ts';

/** Whether a place on the ground lies in the picture, 12 to 130 m away. */
function isInView(pose: CameraPose, { xM, yM }: GroundPoint): boolean {
  const [dx, dy] = [xM - pose.xM, yM - pose.yM];
  const away = Math.sqrt(dx * dx + dy * dy);
  const aside = Math.atan2(dy, dx) - pose.panRad;
  const turned = Math.abs(Math.atan2(Math.sin(aside), Math.cos(aside)));
  return away > 12 && away < 130 && turned < pose.horizontalFovRad / 2;
}

const onTheRoad = scenarios.filter(({ action }) => action.kind !== 'camera-fault' && action.kind !== 'light');

/** Minutes of traffic are seconds on a free core; a busy machine takes many times as long. */
const playingMs = 240_000;

test.each(onTheRoad)(
  '$name happens, before a camera, within five minutes',
  ({ name, action }) => {
    const simulation = createSimulation({ seed: 1, scenarios: parseScenarios(name) });
    const took = new Set<number>();
    let seen = false;
    while (simulation.timeMs < 300_000 && !(seen && simulation.incidents[0]?.endMs !== undefined)) {
      simulation.step();
      for (const { bodyIds } of simulation.incidents) for (const id of bodyIds) took.add(id);
      if (seen || took.size === 0 || simulation.timeMs % 800 !== 0) continue;
      const actors = simulation.instant().bodies.filter(({ id }) => took.has(id));
      seen = actors.some((body) => demoCameras.some((pose) => isInView(pose, body)));
    }
    const [first] = simulation.incidents;
    expect(first).toMatchObject({ type: action.kind, scenario: name });
    expect(first?.endMs).toBeGreaterThan(first?.beginMs ?? Number.POSITIVE_INFINITY);
    expect(seen).toBe(true);
  },
  playingMs,
);

test('without a scenario nothing happens', () => {
  const simulation = createSimulation({ seed: 1 });
  for (let step = 0; step < 1500; step += 1) simulation.step();
  expect(simulation.incidents).toEqual([]);
  expect(demoCameras.map(({ name }) => simulation.faultOf(name))).toEqual(demoCameras.map(() => undefined));
});

test('camera faults and light are declared between their times', () => {
  const scenario = parseScenarios('camera-covered@10-20,light-rain');
  const simulation = createSimulation({ seed: 1, warmUpS: 0, scenarios: scenario });
  const covered = [];
  for (const untilMs of [9_920, 10_000, 19_920, 20_000]) {
    while (simulation.timeMs < untilMs) simulation.step();
    covered.push(simulation.faultOf('motorway-north')?.kind);
  }
  expect(covered).toEqual([undefined, 'covered', 'covered', undefined]);
  expect(simulation.faultOf('bus-stop')).toBeUndefined();
  expect(simulation.lightName()).toBe('rain');
});

test('every scenario file is well formed', () => {
  expect(scenarios.map((scenario) => scenarioSchema.safeParse(scenario).error)).toEqual(scenarios.map(() => undefined));
  expect(new Set(scenarioNames).size).toBe(scenarios.length);
});

test.each([
  ['breakdwon', /There is no scenario "breakdwon"; the known ones are breakdown, .*wrong-way\.$/],
  ['breakdown@90-30', /"breakdown" ends at 30 s but begins at 90 s/],
  ['breakdown@soon', /must be START-END in seconds/],
  ['light-rain,light-night', /"light-rain" and "light-night" contradict each other between 0 s and 86400 s/],
  ['debris,debris', /"debris" and "debris" contradict each other/],
])('%s is refused with one sentence', (text, message) => {
  expect(() => parseScenarios(text)).toThrow(message);
});

test('lists with other times and blanks are read', () => {
  const read = parseScenarios('light-night, breakdown@5-65').map(({ name, startS, endS }) => [name, startS, endS]);
  expect(read).toEqual([
    ['light-night', 0, 86_400],
    ['breakdown', 5, 65],
  ]);
  expect(parseScenarios('debris@10-60,debris@100-160')).toHaveLength(2);
});

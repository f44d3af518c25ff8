import { z } from 'zod';
import { AppError } from '../../base/error.ts';
import { goalNames } from './routes.ts';

const onLane = { laneId: z.string(), atM: z.number().nonnegative() };
const stretch = { laneId: z.string(), fromM: z.number().nonnegative(), toM: z.number().positive() };
const point = z.object({ xM: z.number(), yM: z.number() });

const faultSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('covered'), share: z.number().positive().max(1) }),
  z.object({ kind: z.literal('blurred'), radiusPx: z.number().positive() }),
  z.object({ kind: z.literal('dark'), factor: z.number().min(0).max(1) }),
  z.object({ kind: z.literal('frozen') }),
  z.object({ kind: z.literal('moved'), panRad: z.number(), tiltRad: z.number() }),
]);

const actionSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('breakdown'), ...onLane }),
  z.object({ kind: z.literal('illegal-parking'), ...onLane }),
  z.object({ kind: z.literal('wrong-way'), ...stretch, speedMps: z.number().positive() }),
  z.object({ kind: z.literal('slow-vehicle'), ...stretch, speedMps: z.number().positive() }),
  z.object({ kind: z.literal('speeding'), ...stretch, speedMps: z.number().positive() }),
  z.object({ kind: z.literal('person-on-carriageway'), ...stretch, walk: z.array(point).min(2) }),
  z.object({ kind: z.literal('debris'), ...onLane, pieces: z.number().int().positive() }),
  z.object({ kind: z.literal('collision'), ...stretch }),
  z.object({
    kind: z.literal('congestion'),
    stretches: z.array(z.object(stretch)).min(1),
    limitMps: z.number().positive(),
  }),
  z.object({ kind: z.literal('lane-closure'), ...stretch }),
  z.object({ kind: z.literal('red-light-running'), laneIds: z.array(z.string()).min(1) }),
  z.object({ kind: z.literal('stop-sign-violation'), laneId: z.string() }),
  z.object({ kind: z.literal('near-miss'), ...stretch }),
  z.object({
    kind: z.literal('solid-line-crossing'),
    ...stretch,
    side: z.enum(['left', 'right']),
    /** Where the line is painted, along the same lane; it is crossed between `fromM` and `toM`. */
    lineFromM: z.number().nonnegative(),
    lineToM: z.number().positive(),
  }),
  z.object({ kind: z.literal('illegal-turn'), laneId: z.string(), insteadTo: z.enum(goalNames) }),
  z.object({ kind: z.literal('cyclist-on-carriageway'), ...stretch, speedMps: z.number().positive() }),
  z.object({
    kind: z.literal('unauthorised-entry'),
    ...onLane,
    area: z.array(point).min(3),
    walk: z.array(point).min(2),
  }),
  z.object({ kind: z.literal('camera-fault'), camera: z.string(), fault: faultSchema }),
  z.object({ kind: z.literal('light'), lightName: z.string() }),
]);

/** Something that happens on the site, as data: what, where, and from when until when (seconds of the simulation). */
export const scenarioSchema = z
  .object({
    name: z.string().regex(/^[a-z][a-z0-9-]*$/),
    summary: z.string().min(1),
    startS: z.number().nonnegative(),
    endS: z.number().positive(),
    action: actionSchema,
  })
  .readonly();

export type ScenarioAction = z.infer<typeof actionSchema>;
export type Scenario = z.infer<typeof scenarioSchema>;
export type ActionOf<Kind extends ScenarioAction['kind']> = Extract<ScenarioAction, { kind: Kind }>;

/** @throws AppError `invalid-argument` when a scenario ends before it begins, or two of them contradict each other */
export function checkTimes(scenarios: readonly Scenario[]): void {
  for (const scenario of scenarios) {
    if (scenario.endS > scenario.startS) continue;
    throw refusal(
      `The scenario "${scenario.name}" ends at ${scenario.endS} s but begins at ${scenario.startS} s; it must end later.`,
    );
  }
  scenarios.forEach((one, i) => {
    const other = scenarios.slice(i + 1).find((later) => overlap(one, later) && exclude(one, later));
    if (!other) return;
    throw refusal(
      `The scenarios "${one.name}" and "${other.name}" contradict each other between ${Math.max(one.startS, other.startS)} s and ${Math.min(one.endS, other.endS)} s; give them different times as NAME@START-END.`,
    );
  });
}

function overlap(a: Scenario, b: Scenario): boolean {
  return a.startS < b.endS && b.startS < a.endS;
}

/** One light at a time, one fault of a camera at a time, and nothing twice. */
function exclude({ name, action: a }: Scenario, { name: otherName, action: b }: Scenario): boolean {
  if (name === otherName) return true;
  if (a.kind === 'light') return b.kind === 'light';
  return a.kind === 'camera-fault' && b.kind === 'camera-fault' && a.camera === b.camera;
}

function refusal(text: string): AppError {
  return new AppError('invalid-argument', text);
}

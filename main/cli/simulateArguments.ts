import { parseArgs } from 'node:util';
import { type LightName, lightNames } from '../../app/demo/film/lightOf.ts';
import { type DemoCamera, demoCameraViews } from '../../app/demo/site/demoCameras.ts';
import type { Size } from '../../app/space/box.ts';
import { usage } from './exit.ts';

export interface SimulateArguments {
  /** Names with commas, as typed; the simulation knows them. */
  readonly scenarios: string;
  readonly seed: number;
  readonly minutes: number;
  readonly folder: string;
  /** With the size of picture that was asked for. */
  readonly cameras: readonly DemoCamera[];
  readonly video: boolean;
  readonly startHour: number;
  /** undefined leaves it to the scenarios. */
  readonly light: LightName | undefined;
}

const mostMinutes = 24 * 60;
const mostSeed = 2 ** 32 - 1;

/** Throws `CommandError` (usage) with one sentence that says which argument is wrong and how it should look. */
export function parseSimulateArguments(argv: string[]): SimulateArguments {
  const { values } = parseArgs({
    args: argv,
    options: {
      scenario: { type: 'string' },
      seed: { type: 'string' },
      minutes: { type: 'string' },
      out: { type: 'string' },
      cameras: { type: 'string' },
      'no-video': { type: 'boolean' },
      'start-hour': { type: 'string' },
      light: { type: 'string' },
      size: { type: 'string' },
    },
  });
  if (values.out === undefined) throw usage('Name the folder for films and truth with --out DIR.');
  return {
    scenarios: values.scenario ?? '',
    seed: numberIn('seed', values.seed ?? '1', `a whole number from 0 to ${mostSeed}`, (seed) => {
      return Number.isInteger(seed) && seed >= 0 && seed <= mostSeed;
    }),
    minutes: numberIn('minutes', values.minutes ?? '1', `a number above 0, at most ${mostMinutes}`, (minutes) => {
      return minutes > 0 && minutes <= mostMinutes;
    }),
    folder: values.out,
    cameras: camerasOf(values.cameras, values.size === undefined ? undefined : sizeOf(values.size)),
    video: values['no-video'] !== true,
    startHour: numberIn('start-hour', values['start-hour'] ?? '8', 'an hour from 0 to below 24', (hour) => {
      return hour >= 0 && hour < 24;
    }),
    light: values.light === undefined ? undefined : lightNamed(values.light),
  };
}

function camerasOf(text: string | undefined, size: Size | undefined): readonly DemoCamera[] {
  const known = demoCameraViews.map(({ pose }) => pose.name);
  const names = text?.split(',').map((name) => name.trim()) ?? known;
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined) {
    throw usage(`--cameras: the demo site has no camera "${unknown}". It has: ${known.join(', ')}.`);
  }
  const chosen = demoCameraViews.filter(({ pose }) => names.includes(pose.name));
  return size ? chosen.map(({ pose, lines }) => ({ pose: { ...pose, size }, lines })) : chosen;
}

/** H.264 in its usual form has a colour for every 2 x 2 pixels. */
function sizeOf(text: string): Size {
  const [, width = 0, height = 0] = /^(\d{1,4})x(\d{1,4})$/.exec(text)?.map(Number) ?? [];
  const isFit = [width, height].every((pixels) => pixels >= 64 && pixels <= 4096 && pixels % 2 === 0);
  if (!isFit) throw usage(`--size ${text}: write WIDTHxHEIGHT, even numbers from 64 to 4096, such as 640x360.`);
  return { width, height };
}

function lightNamed(text: string): LightName {
  const light = lightNames.find((name) => name === text);
  if (!light) throw usage(`--light: there is no light "${text}". There is: ${lightNames.join(', ')}.`);
  return light;
}

function numberIn(option: string, text: string, what: string, isFit: (value: number) => boolean): number {
  const value = text.trim() === '' ? Number.NaN : Number(text);
  if (!(Number.isFinite(value) && isFit(value))) throw usage(`--${option} ${text}: write ${what}.`);
  return value;
}

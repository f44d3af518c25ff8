import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { type Interval, intervalLengthsMs } from '../../app/traffic/quantities/interval.ts';
import { quantitiesOf } from '../../app/traffic/quantities/quantitiesOf.ts';
import { rollUp } from '../../app/traffic/quantities/rollUp.ts';
import { measureTrajectories } from '../../app/traffic/quantities/trajectory/measureTrajectories.ts';
import { parseTrajectories } from '../../app/traffic/quantities/trajectory/trajectories.ts';
import { type Scene, sceneSchema } from '../../app/traffic/scene/scene.ts';
import { CommandError, exitCode, failWith } from './exit.ts';
import { writeResult } from './output.ts';

/** The version of what `its measure` writes. */
const schemaVersion = 1;
const cameraId = 'trajectories';

/**
 * `its measure TRAJECTORIES.csv --scene SCENE.json [--interval S] [--begin ISO] [--out F]`: quantities of the lines,
 * lanes and sections of a scene from `TrajID;x;y;Time` in metres and seconds. The scene's calibration says where its
 * picture lies in those metres.
 */
export async function runMeasure(argv: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: argv,
    options: {
      scene: { type: 'string' },
      interval: { type: 'string' },
      begin: { type: 'string' },
      out: { type: 'string' },
    },
    allowPositionals: true,
  });
  const [path] = positionals;
  if (path === undefined || positionals.length > 1 || values.scene === undefined) {
    throw new CommandError(exitCode.usage, 'One trajectory file and --scene SCENE.json are needed.');
  }
  const lengthMs = lengthOf(values.interval ?? '60');
  const beginAtMs = beginOf(values.begin);
  const scene = sceneOf(values.scene, await textOf(values.scene));
  const trajectories = await failWith(exitCode.sourceUnreadable, async () => parseTrajectories(await textOf(path)));
  const shortest = await failWith(exitCode.usage, () =>
    measureTrajectories(trajectories, scene, { cameraId, beginAtMs }),
  );
  const intervals = lengthMs === intervalLengthsMs[0] ? shortest : rollUp(shortest, lengthMs);
  await writeResult(
    { schemaVersion, trajectories: trajectories.length, intervals: intervals.map(described) },
    values.out,
  );
  return exitCode.ok;
}

function described(interval: Interval) {
  const { cameraId: _camera, sceneVersion: _version, ...measured } = interval;
  return { ...measured, quantities: quantitiesOf(interval) };
}

function lengthOf(seconds: string): number {
  const length = intervalLengthsMs.find((ms) => String(ms / 1000) === seconds);
  if (length === undefined) {
    const known = intervalLengthsMs.map((ms) => ms / 1000).join(', ');
    throw new CommandError(exitCode.usage, `--interval must be one of ${known} seconds.`);
  }
  return length;
}

function beginOf(text: string | undefined): number {
  const atMs = text === undefined ? 0 : Date.parse(text);
  if (Number.isNaN(atMs)) {
    const sentence = '--begin must be a date and time with its zone, for example 2026-03-01T11:30:00Z.';
    throw new CommandError(exitCode.usage, sentence);
  }
  return atMs;
}

function sceneOf(path: string, text: string): Scene {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new CommandError(exitCode.sourceUnreadable, `${path} is not JSON. Give a scene file.`, { cause });
  }
  const parsed = sceneSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const where = issue?.path.join('.') || 'the whole';
  const sentence = `${path} is not a scene (${where}: ${issue?.message ?? 'not known'}).`;
  throw new CommandError(exitCode.sourceUnreadable, sentence, { cause: parsed.error });
}

async function textOf(path: string): Promise<string> {
  return readFile(path, 'utf8').catch((cause: unknown) => {
    const code = String((cause as { code?: unknown }).code);
    const what = code === 'ENOENT' ? 'does not exist. Check the path.' : `cannot be read (${code}).`;
    throw new CommandError(exitCode.sourceUnreadable, `${path} ${what}`, { cause });
  });
}

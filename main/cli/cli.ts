import { toAppError } from '../../app/base/error.ts';
import { CommandError, exitCode } from './exit.ts';

interface Command {
  readonly name: string;
  readonly usage: string;
  readonly what: string;
  /** Returns the exit code. Loaded only when called, so that one command does not pay for the others. */
  readonly run: (argv: string[]) => Promise<number>;
}

const commands: readonly Command[] = [
  {
    name: 'analyse',
    usage:
      'SOURCE --model M.onnx [--line NAME=x1,y1,x2,y2 …] [--scene SCENE.json [--rules R.json]] [--fps N] [--classes a,b] [--no-paths] [--out R.json]',
    what: 'detects, tracks and counts in a video, every frame; with a scene it measures and judges too',
    run: async (argv) => (await import('./analyse.ts')).runAnalyse(argv),
  },
  {
    name: 'track',
    usage: 'FILE --format mot|kitti --fps N [--out F]',
    what: 'makes tracks of a benchmark’s detections',
    run: async (argv) => (await import('./track.ts')).runTrack(argv),
  },
  {
    name: 'evaluate',
    usage: '--labels DIR --results DIR --format mot|kitti [--out F]',
    what: 'scores tracks: HOTA, CLEAR, IDF1',
    run: async (argv) => (await import('./evaluate.ts')).runEvaluate(argv),
  },
  {
    name: 'simulate',
    usage:
      '--out DIR [--scenario A,B] [--seed N] [--minutes M] [--cameras a,b] [--no-video] [--start-hour H] [--light NAME] [--size WxH]',
    what: 'films the demo site’s simulated traffic and writes the truth about it',
    run: async (argv) => (await import('./simulate.ts')).runSimulate(argv),
  },
  {
    name: 'score',
    usage: '--truth T.jsonl --result R.json [--camera NAME] [--out F]',
    what: 'compares an analysis of a simulated film with its truth',
    run: async (argv) => (await import('./score.ts')).runScore(argv),
  },
  {
    name: 'replay',
    usage: '--data DIR --from T --to T [--rules R.json] [--out F]',
    what: 'runs rules over the stored tracks of a station that does not run',
    run: async (argv) => (await import('./replay.ts')).runReplay(argv),
  },
  {
    name: 'measure',
    usage: 'TRAJECTORIES.csv --scene SCENE.json [--interval S] [--begin ISO] [--out F]',
    what: 'computes flow, speed, density and more from trajectories in metres',
    run: async (argv) => (await import('./measure.ts')).runMeasure(argv),
  },
  {
    name: 'station',
    usage: '--data DIR [--site SITE.json] [--port N] [--no-open] [--no-demo]',
    what: 'runs the headless station and its page',
    run: async (argv) => (await import('./station.ts')).runStation(argv),
  },
  {
    name: 'doctor',
    usage: '[--json]',
    what: 'says what this machine has, what is missing and what to do',
    run: async (argv) => (await import('./doctor.ts')).runDoctor(argv),
  },
];

/**
 * The command `its`: results on stdout, progress and errors on stderr.
 * @returns the exit code: 0 ok, 1 failed, 2 usage, 3 source unreadable, 4 model unusable
 */
export async function main(argv: readonly string[]): Promise<number> {
  const [name, ...rest] = argv;
  const command = commands.find((candidate) => candidate.name === name);
  if (!command) {
    const asked = name === undefined || ['help', '--help', '-h'].includes(name);
    process.stderr.write(`${asked ? '' : `There is no command "${name}".\n\n`}${help()}`);
    return asked ? exitCode.ok : exitCode.usage;
  }
  try {
    return await command.run(rest);
  } catch (thrown) {
    const error = usageError(thrown) ?? thrown;
    process.stderr.write(`its ${command.name}: ${toAppError(error).message}\n`);
    if (!(error instanceof CommandError)) return exitCode.failed;
    if (error.exitCode === exitCode.usage) process.stderr.write(`usage: its ${command.name} ${command.usage}\n`);
    return error.exitCode;
  }
}

/** Node's own argument parser throws TypeErrors with codes of its own. */
function usageError(thrown: unknown): CommandError | null {
  const isParseError =
    thrown instanceof TypeError && String((thrown as { code?: unknown }).code).startsWith('ERR_PARSE_ARGS');
  return isParseError ? new CommandError(exitCode.usage, thrown.message) : null;
}

function help(): string {
  const lines = commands.map(({ name, usage, what }) => `  its ${name} ${usage}\n      ${what}\n`);
  return `ITS Camera AI console\n\n${lines.join('')}\nResults are JSON on stdout or in --out. Exit codes: 0 ok, 2 usage, 3 source unreadable, 4 model unusable.\n`;
}

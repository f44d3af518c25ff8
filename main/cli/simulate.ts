import { availableParallelism } from 'node:os';
import { demoSite } from '../../app/demo/site/site.ts';
import type { RunPlan } from '../../app/demo/truth/demoRun.ts';
import { openRun, stepMs } from '../../app/demo/truth/openRun.ts';
import { plannedScenarios } from '../../app/demo/truth/runPlan.ts';
import type { Recording } from '../../app/demo/truth/truthHeader.ts';
import { rounded } from '../../app/demo/truth/rounded.ts';
import { startFilmCrew } from '../demo/filmCrew.ts';
import { solidBoxSource } from '../demo/solidBoxSource.ts';
import { writeSimulation } from '../demo/writeSimulation.ts';
import { findFfmpeg } from '../sources/ffmpegPath.ts';
import { AppError } from '../../app/base/error.ts';
import { CommandError, exitCode, failWith } from './exit.ts';
import { progressLine } from './output.ts';
import { parseSimulateArguments, type SimulateArguments } from './simulateArguments.ts';

/** `its simulate`: films of the demo site's cameras and the truth of them, in a folder. */
export async function runSimulate(argv: string[]): Promise<number> {
  const wanted = parseSimulateArguments(argv);
  const steps = Math.max(1, Math.round((wanted.minutes * 60_000) / stepMs));
  const { seed, startHour, scenarios, light = 'day' } = wanted;
  const plan: RunPlan = { seed, startHour, scenarios, light, steps };
  const filmed = wanted.cameras.map(({ pose }) => pose.name);
  const film = { lengthMs: steps * stepMs, cameras: filmed, light: wanted.light };
  const planned = await failWith(exitCode.usage, () => plannedScenarios(scenarios, film));
  const run = openRun(plan);
  const ffmpegPath = wanted.video ? await findFfmpeg() : '';

  const interruption = new AbortController();
  const interrupt = (): void => interruption.abort();
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt);
  const progress = progressLine();
  try {
    await writeSimulation({
      recording: { ...recordingOf(wanted), steps, light: run.light(), scenarios: planned.map(({ name }) => name) },
      folder: wanted.folder,
      run,
      startBoxes: async (folder) => {
        if (!wanted.video) return solidBoxSource(wanted.cameras.map(({ pose }) => pose));
        const cameras = wanted.cameras.map(({ pose }) => ({ pose, path: folder.pathOf(filmOf(pose.name)) }));
        return startFilmCrew({ plan, ffmpegPath, cameras }, availableParallelism());
      },
      onStep: (step) => progress.show(`${step + 1} of ${steps} steps (${Math.floor((100 * (step + 1)) / steps)} %)`),
      signal: interruption.signal,
    });
  } catch (thrown) {
    // What was asked for cannot be: a folder that is in use, a camera that cannot stand like that.
    const isAsked = thrown instanceof AppError && thrown.code === 'invalid-argument';
    throw isAsked ? new CommandError(exitCode.usage, thrown.message, { cause: thrown }) : thrown;
  } finally {
    progress.end();
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
  }
  return exitCode.ok;
}

function recordingOf({
  cameras,
  seed,
  startHour,
  video,
}: SimulateArguments): Omit<Recording, 'steps' | 'light' | 'scenarios'> {
  return {
    seed,
    startHour,
    stepMs,
    boxesFrom: video ? 'film' : 'solid',
    lanes: demoSite.lanes.map(({ id, kind, path, widthM, speedLimitMps }) => ({
      ...{ id, type: kind, widthM, speedLimitMps },
      lengthM: rounded(path.lengthM, 3),
    })),
    cameras: cameras.map(({ pose, lines }) => ({ pose, lines, film: video ? filmOf(pose.name) : null })),
  };
}

function filmOf(camera: string): string {
  return `${camera}.mp4`;
}

import { readFile, rm } from 'node:fs/promises';
import { AppError } from '../../app/base/error.ts';
import type { ThrowAwayEnd } from '../../app/contracts/host.ts';
import { type BackendTiming, backendTimingSchema, type SelfTest } from '../../app/model/model.ts';
import { bundleFolder } from './bundle.ts';
import { type Measured, measuredSchema, type ProbeJob, type ProbeOrder, probeAnswerSchema } from './probeJob.ts';
import { directLaunch, type ProbeLaunch } from './probeLaunch.ts';

/** Bounds of one throw-away process. */
export interface ProbeLimits {
  /** Computing time; a busy machine does not make a good model fail. */
  readonly maxCpuMs: number;
  /** For a process that hangs without computing. */
  readonly maxWallMs: number;
  readonly maxRssBytes: number;
  /** Who starts it: the host, or this process itself. */
  readonly launch: ProbeLaunch;
  /** Tried where the runtime has them. */
  readonly backends: readonly BackendTiming['backend'][];
}

export const probeLimits: ProbeLimits = {
  maxCpuMs: 30_000,
  maxWallMs: 90_000,
  maxRssBytes: 2 ** 30,
  launch: directLaunch(),
  backends: backendTimingSchema.shape.backend.options,
};

/**
 * Runs one job in a process that may crash, hang or swell without harm: killed at its limits, cut off from the network
 * where the system lets us, and without the product's environment.
 * Throws the job's own AppError, or `aborted` (crashed), `deadline-exceeded` or `resource-exhausted` (killed), or
 * `unavailable` (not started).
 */
export async function runProbe(job: ProbeJob, limits: ProbeLimits = probeLimits): Promise<unknown> {
  const { maxCpuMs, maxWallMs, maxRssBytes } = limits;
  const limitFile = `${job.kind === 'prepare' ? job.importedFile : job.path}.limit`;
  const order: ProbeOrder = { job, maxCpuMs, maxWallMs, maxRssBytes, limitFile };
  try {
    // The process's own watchdog comes first, unless the whole process stands still.
    const end = await limits.launch(order, maxWallMs + 1000);
    if (end.kind === 'answered') return valueOf(end.answer);
    throw problemOf(end, await readFile(limitFile, 'utf8').catch(() => null));
  } finally {
    await rm(limitFile, { force: true });
  }
}

function valueOf(said: unknown): unknown {
  const answer = probeAnswerSchema.parse(said);
  if (answer.ok) return answer.value;
  throw new AppError(answer.code, answer.message);
}

/** @param limit what the watchdog wrote down before it ended the process */
function problemOf(end: Exclude<ThrowAwayEnd, { kind: 'answered' }>, limit: string | null): AppError {
  if (end.kind === 'overTime' || limit === 'time') {
    return new AppError('deadline-exceeded', "The model's test process took too long and was ended.");
  }
  if (limit === 'memory') {
    return new AppError('resource-exhausted', "The model's test process needed too much memory and was ended.");
  }
  const { code, signal } = end;
  if (code === null && signal === null) {
    return new AppError('unavailable', 'The test process for models does not start.');
  }
  return new AppError('aborted', `The model's test process crashed (${signal ?? `exit code ${code}`}).`);
}

/** What the backends of this machine make of an imported model. */
export interface ProbeResult {
  readonly timings: BackendTiming[];
  /** The fastest backend that passes the self-test, `null` when none does. */
  readonly backend: string | null;
  /** Of that backend; of the CPU when none passes. */
  readonly selfTest: SelfTest;
}

export interface ProbedModel {
  readonly path: string;
  readonly cacheFolder: string;
  readonly classes: readonly string[];
  /** As the runtime names them; those that the product does not know are left out. */
  readonly backends: readonly string[];
}

/**
 * Creates, tests and times an imported model on every backend that the runtime names, each in a process of its own, and
 * chooses by measured time: a GPU's name says nothing about its speed.
 */
export async function probeBackends(model: ProbedModel, limits = probeLimits): Promise<ProbeResult> {
  const wanted = limits.backends.filter((name) => name === 'cpu' || model.backends.includes(name));
  const tried: { timing: BackendTiming; measured: Measured | null }[] = [];
  for (const backend of wanted) tried.push(await probeBackend(model, backend, limits));
  const usable = tried.filter(({ timing }) => timing.ok);
  usable.sort((a, b) => (a.timing.medianMs ?? 0) - (b.timing.medianMs ?? 0));
  const shown = usable[0] ?? tried.find(({ timing }) => timing.backend === 'cpu');
  return {
    timings: tried.map(({ timing }) => timing),
    backend: usable[0]?.timing.backend ?? null,
    selfTest: shown?.measured?.selfTest ?? {
      ok: false,
      found: [],
      problem: shown?.timing.problem ?? 'No inference backend.',
    },
  };
}

async function probeBackend(model: ProbedModel, backend: BackendTiming['backend'], limits: ProbeLimits) {
  const { path, cacheFolder, classes } = model;
  const job = { kind: 'measure' as const, path, cacheFolder, classes: [...classes], backend, bundleFolder };
  try {
    const measured = measuredSchema.parse(await runProbe(job, limits));
    const { createMs, medianMs, selfTest } = measured;
    const timing = { backend, createMs, medianMs: selfTest.ok ? medianMs : null, ok: selfTest.ok };
    return { timing: { ...timing, problem: selfTest.problem }, measured };
  } catch (thrown) {
    const problem = thrown instanceof AppError ? thrown.message : String(thrown);
    return { timing: { backend, ok: false, medianMs: null, createMs: null, problem }, measured: null };
  }
}

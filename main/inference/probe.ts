import { type ChildProcess, fork, spawnSync } from 'node:child_process';
import { AppError } from '../../app/base/error.ts';
import { type BackendTiming, backendTimingSchema, type SelfTest } from '../../app/model/model.ts';
import { entryFile } from '../host/entryFile.ts';
import { bundleFolder } from './knownPicture.ts';
import { type Measured, measuredSchema, type ProbeJob, probeAnswerSchema } from './probeJob.ts';

/** Bounds of one throw-away process. */
export interface ProbeLimits {
  /** Computing time; a busy machine does not make a good model fail. */
  readonly maxCpuMs: number;
  /** For a process that hangs without computing. */
  readonly maxWallMs: number;
  readonly maxRssBytes: number;
  /** The entry module; another one in tests. */
  readonly module: string;
  /** The Node to run it with. Under Electron the own program does, as long as its runAsNode fuse is on. */
  readonly nodePath: string;
  /** Tried where the runtime has them. */
  readonly backends: readonly BackendTiming['backend'][];
}

export const probeLimits: ProbeLimits = {
  maxCpuMs: 30_000,
  maxWallMs: 90_000,
  maxRssBytes: 2 ** 30,
  module: entryFile('inference/probeChild'),
  nodePath: process.execPath,
  backends: backendTimingSchema.shape.backend.options,
};

/**
 * Runs one job in a process that may crash, hang or swell without harm: killed at its limits, cut off from the network where the system lets us, and without the product's environment.
 * Throws the job's own AppError, or `aborted` (crashed), `deadline-exceeded` or `resource-exhausted` (killed).
 */
export async function runProbe(job: ProbeJob, limits: ProbeLimits = probeLimits): Promise<unknown> {
  const child = startChild(limits);
  try {
    const answer = probeAnswerSchema.parse(await answerOf(child, job, limits));
    if (answer.ok) return answer.value;
    throw new AppError(answer.code, answer.message);
  } finally {
    await ended(child);
  }
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

function startChild({ module, nodePath, maxCpuMs, maxWallMs, maxRssBytes }: ProbeLimits): ChildProcess {
  const cutOff = networkCut();
  return fork(module, [maxCpuMs, maxWallMs, maxRssBytes].map(String), {
    ...(cutOff ? { execPath: 'unshare', execArgv: [...cutOff, '--', nodePath] } : { execPath: nodePath, execArgv: [] }),
    env: probeEnvironment(),
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    serialization: 'advanced',
  });
}

function answerOf(child: ChildProcess, job: ProbeJob, { maxWallMs }: ProbeLimits): Promise<unknown> {
  return new Promise((resolve, reject) => {
    let said = '';
    // The process's own watchdog comes first, unless the whole process stands still.
    const timer = setTimeout(() => reject(overTime()), maxWallMs + 1000);
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(-4000);
    });
    child.once('message', (message) => {
      clearTimeout(timer);
      resolve(message);
    });
    child.once('error', (cause) => {
      clearTimeout(timer);
      reject(new AppError('unavailable', 'The test process for models does not start.', { cause }));
    });
    child.once('close', (code, signal) => {
      clearTimeout(timer);
      const limit = /its-probe-limit (\w+)/.exec(said)?.[1];
      if (limit === 'time') reject(overTime());
      else if (limit === 'memory') reject(overMemory());
      else reject(new AppError('aborted', `The model's test process crashed (${signal ?? `exit code ${code}`}).`));
    });
    child.send(job);
  });
}

/** Kills what still runs and waits until it is gone; not for ever, because a broken driver can hold a dead process. */
function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, 2000);
    child.once('exit', () => {
      clearTimeout(timer);
      resolve();
    });
    child.kill('SIGKILL');
  });
}

function overTime(): AppError {
  return new AppError('deadline-exceeded', "The model's test process took too long and was ended.");
}

function overMemory(): AppError {
  return new AppError('resource-exhausted', "The model's test process needed too much memory and was ended.");
}

/** What a runtime with drivers may need from the environment; no secret of the product is among it. */
function probeEnvironment(): NodeJS.ProcessEnv {
  const kept =
    /^(PATH|HOME|LANG|TMPDIR|TEMP|TMP|SystemRoot|windir|LOCALAPPDATA|LD_LIBRARY_PATH|DYLD_.*|XDG_.*|VK_.*|CUDA_.*|DISPLAY)$/i;
  const environment: NodeJS.ProcessEnv = { ELECTRON_RUN_AS_NODE: '1' };
  for (const [name, value] of Object.entries(process.env)) if (kept.test(name)) environment[name] = value;
  return environment;
}

let cutArguments: readonly string[] | null | undefined;

/** Arguments of `unshare` for a process without network, `null` where the system has none for us. */
function networkCut(): readonly string[] | null {
  if (cutArguments === undefined) {
    const wanted = ['--user', '--map-current-user', '--net'];
    const works = process.platform === 'linux' && spawnSync('unshare', [...wanted, '--', 'true']).status === 0;
    cutArguments = works ? wanted : null;
  }
  return cutArguments;
}

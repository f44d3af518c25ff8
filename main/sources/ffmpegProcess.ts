import { spawn, type ChildProcess } from 'node:child_process';
import { isProgram } from './ffmpegPath.ts';
import { platformClock } from '../platformClock.ts';
import type { Clock } from '../../app/base/clock.ts';

/** Protections around the decoder; a test switches one off to show what it is for. */
export interface ProcessGuards {
  /** Ends ffmpeg when we die, even when it stands still. */
  readonly parentDeath: boolean;
  /** SIGKILL after a SIGTERM that did not help. */
  readonly kill: boolean;
  /**
   * Address space of one decoder, bytes, `null` for no limit: a broken stream fails alone instead of taking the
   * computer's memory. Programs and libraries alone take 280 MB of it, the largest picture allowed with its transcode 850.
   */
  readonly addressSpaceBytes: number | null;
}

export const allGuards: ProcessGuards = { parentDeath: true, kill: true, addressSpaceBytes: 2 ** 31 };

const killAfterMs = 2000;
const keptLines = 60;

/** How a process ended. */
export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** It could not be started at all. */
  readonly missing: boolean;
}

/** One ffmpeg: started without shell, environment or standard input, limited, and sure to end. */
export class FfmpegProcess {
  readonly child: ChildProcess;
  /** Resolves when the process is gone and its pipes are closed. */
  readonly exited: Promise<Exit>;
  readonly #guards: ProcessGuards;
  readonly #clock: Clock;
  readonly #lines: string[] = [];
  #stopping = false;
  #ended = false;

  constructor(ffmpegPath: string, args: readonly string[], pipes: 2 | 3, guards = allGuards, clock = platformClock) {
    this.#guards = guards;
    this.#clock = clock;
    const [program = ffmpegPath, ...rest] = [...wrappers(guards), ffmpegPath, ...args];
    const extra = pipes === 3 ? (['pipe'] as const) : [];
    this.child = spawn(program, rest, {
      env: process.platform === 'win32' ? { SystemRoot: process.env.SystemRoot } : {},
      stdio: ['ignore', 'pipe', 'pipe', ...extra],
      windowsHide: true,
    });
    this.exited = new Promise((resolve) => {
      this.child.once('error', () => {
        this.#ended = true;
        resolve({ code: null, signal: null, missing: true });
      });
      this.child.once('close', (code, signal) => {
        this.#ended = true;
        resolve({ code, signal, missing: this.#lines.some((line) => wrapperFailed.test(line)) });
      });
    });
    this.#keepLines();
  }

  get pid(): number | undefined {
    return this.child.pid;
  }

  get stopping(): boolean {
    return this.#stopping;
  }

  /** ffmpeg's last words, oldest first, at most 60 lines of 300 characters. */
  get lines(): readonly string[] {
    return this.#lines;
  }

  /** SIGTERM, SIGKILL 2 s later. */
  stop(): void {
    if (this.#stopping || this.#ended) return;
    this.#stopping = true;
    this.child.kill('SIGTERM');
    if (!this.#guards.kill) return;
    const cancel = this.#clock.after(killAfterMs, () => this.child.kill('SIGKILL'));
    void this.exited.then(cancel);
  }

  #keepLines(): void {
    let rest = '';
    this.child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      const lines = (rest + text).split('\n');
      rest = (lines.pop() ?? '').slice(-300);
      for (const line of lines) this.#lines.push(line.slice(0, 300));
      // The first lines say why an input was refused, the last why it ended; what lies between repeats itself.
      if (this.#lines.length > keptLines) this.#lines.splice(keptLines / 2, this.#lines.length - keptLines);
    });
  }
}

const wrapperFailed = /^(prlimit|setpriv): failed to execute/;

/** Small programs of util-linux that set limits and then become ffmpeg, so that the process id stays the same. */
function wrappers(guards: ProcessGuards): readonly string[] {
  if (process.platform !== 'linux') return [];
  const memory = guards.addressSpaceBytes === null ? [] : [`--as=${guards.addressSpaceBytes}`];
  const prlimit = ['/usr/bin/prlimit', '--nofile=64', '--core=0', ...memory];
  const setpriv = ['/usr/bin/setpriv', '--no-new-privs', ...(guards.parentDeath ? ['--pdeathsig', 'KILL'] : [])];
  return [prlimit, setpriv].filter(([program = '']) => isProgram(program)).flat();
}

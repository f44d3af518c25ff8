import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

/** Compiled modules of the children: a hundred of them start in half the time. */
const compileCache = fileURLToPath(new URL('../../../node_modules/.cache/compile', import.meta.url));

/** Starts a script of this folder under this Node; stderr goes to ours. It ends with its test at the latest. */
export function startChild(script: string, ...args: string[]): ChildProcess {
  const file = fileURLToPath(new URL(script, import.meta.url));
  const child = spawn(process.execPath, ['--expose-gc', file, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NODE_COMPILE_CACHE: compileCache },
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}

/** The lines a child says until its end; `line` may kill it. */
export async function linesOf(child: ChildProcess, line: (text: string) => void): Promise<void> {
  if (!child.stdout) throw new Error('the child has no stdout');
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  createInterface(child.stdout).on('line', line);
  await ended;
}

/** Resolves at the first line a child says. */
export async function firstLine(child: ChildProcess): Promise<string> {
  if (!child.stdout) throw new Error('the child has no stdout');
  for await (const text of createInterface(child.stdout)) return text;
  throw new Error('the child ended without a word');
}

// Finds what a test run left running. Plain JavaScript with Node's built-ins only, as everything here.
import { readdirSync, readFileSync } from 'node:fs';

/** Set, with a value of its own, in the environment of a run; every process that comes from the run inherits it. */
export const runVariable = 'ITS_TEST_RUN';

/**
 * The processes of a run that are still there. Linux only: elsewhere none is found.
 * @param {string} run the run's value of `runVariable`
 * @returns {{ pid: number, command: string }[]}
 */
export function leftovers(run) {
  if (process.platform !== 'linux') return [];
  const found = [];
  for (const entry of readdirSync('/proc')) {
    if (!/^\d+$/.test(entry)) continue;
    try {
      const environ = readFileSync(`/proc/${entry}/environ`, 'latin1').split('\0');
      if (!environ.includes(`${runVariable}=${run}`)) continue;
      found.push({
        pid: Number(entry),
        command: readFileSync(`/proc/${entry}/cmdline`, 'utf8').replaceAll('\0', ' ').trim(),
      });
    } catch {
      // It ended while we looked, or is another user's.
    }
  }
  return found;
}

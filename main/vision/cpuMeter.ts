import { readFileSync } from 'node:fs';

const clockTicksPerS = 100;

/** CPU time of this process and of children that were named, since the meter was made. */
export class CpuMeter {
  readonly #before = process.cpuUsage();
  readonly #childMs = new Map<number, number>();
  #sampledMs = Number.NEGATIVE_INFINITY;

  /** Reads a living child's CPU time, ten times a second at most; the last reading counts. Linux only, 0 elsewhere. */
  sample(pid: number): void {
    const nowMs = performance.now();
    if (nowMs - this.#sampledMs < 100) return;
    this.#sampledMs = nowMs;
    const ms = childCpuMs(pid);
    if (ms !== null) this.#childMs.set(pid, ms);
  }

  totalMs(): number {
    const own = process.cpuUsage(this.#before);
    const children = [...this.#childMs.values()].reduce((sum, ms) => sum + ms, 0);
    return (own.user + own.system) / 1000 + children;
  }
}

function childCpuMs(pid: number): number | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return ((Number(fields[11]) + Number(fields[12])) * 1000) / clockTicksPerS;
  } catch {
    return null;
  }
}

import { readFileSync } from 'node:fs';

/** What a process costs: resident memory, and the CPU time it has used since its start. */
export interface ProcessUsage {
  readonly memoryMb: number;
  readonly cpuMs: number;
}

/** Reads a process's usage; `null` when it is gone or this system does not tell. */
export type UsageProbe = (pid: number) => ProcessUsage | null;

/** The kernel counts CPU time for user space in hundredths of a second on every architecture. */
const tickMs = 10;

/** Reads /proc on Linux; elsewhere only this process knows itself. */
export const platformUsage: UsageProbe = (pid) => {
  if (process.platform === 'linux') return procUsage(pid);
  if (pid !== process.pid) return null;
  const { user, system } = process.cpuUsage();
  return { memoryMb: process.memoryUsage.rss() / 2 ** 20, cpuMs: (user + system) / 1000 };
};

function procUsage(pid: number): ProcessUsage | null {
  try {
    return usageOf(readFileSync(`/proc/${pid}/status`, 'utf8'), readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return null;
  }
}

/** Resident memory from /proc/PID/status, CPU time from /proc/PID/stat; `null` for a zombie, which has no memory. */
export function usageOf(status: string, stat: string): ProcessUsage | null {
  const kb = /^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1];
  // The second field is the name in parentheses, and may hold spaces and parentheses itself.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const ticks = Number(fields[11]) + Number(fields[12]);
  if (kb === undefined || !Number.isFinite(ticks)) return null;
  return { memoryMb: Number(kb) / 1024, cpuMs: ticks * tickMs };
}

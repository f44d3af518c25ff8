import { writeSync } from 'node:fs';
import { workerData } from 'node:worker_threads';
import { z } from 'zod';

/**
 * Ends the throw-away process from a thread of its own, because the runtime blocks the main one: when its parent is
 * gone, or a limit is reached (the last line on stderr says which).
 */
const { parentPid, maxCpuMs, maxWallMs, maxRssBytes } = z
  .object({ parentPid: z.int(), maxCpuMs: z.number(), maxWallMs: z.number(), maxRssBytes: z.number() })
  .parse(workerData);

setInterval(() => {
  const { user, system } = process.cpuUsage();
  if (process.memoryUsage.rss() > maxRssBytes) end('memory');
  if ((user + system) / 1000 > maxCpuMs || performance.now() > maxWallMs) end('time');
  if (process.ppid !== parentPid) process.kill(process.pid, 'SIGKILL');
}, 50);

function end(limit: 'memory' | 'time'): void {
  writeSync(2, `its-probe-limit ${limit}\n`);
  process.kill(process.pid, 'SIGKILL');
}

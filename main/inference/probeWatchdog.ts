import { writeFileSync } from 'node:fs';
import { workerData } from 'node:worker_threads';
import { z } from 'zod';

/**
 * Ends the throw-away process from a thread of its own, because the runtime blocks the main one: when its parent is
 * gone, or a limit is reached (the file says which).
 */
const { parentPid, maxCpuMs, maxWallMs, maxRssBytes, limitFile } = z
  .object({
    parentPid: z.int(),
    maxCpuMs: z.number(),
    maxWallMs: z.number(),
    maxRssBytes: z.number(),
    limitFile: z.string(),
  })
  .parse(workerData);

setInterval(() => {
  const { user, system } = process.cpuUsage();
  if (process.memoryUsage.rss() > maxRssBytes) end('memory');
  if ((user + system) / 1000 > maxCpuMs || performance.now() > maxWallMs) end('time');
  if (process.ppid !== parentPid) process.kill(process.pid, 'SIGKILL');
}, 50);

function end(limit: 'memory' | 'time'): void {
  try {
    writeFileSync(limitFile, limit);
  } finally {
    process.kill(process.pid, 'SIGKILL');
  }
}

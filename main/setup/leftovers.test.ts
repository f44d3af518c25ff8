import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { leftovers, runVariable } from './leftovers.mjs';

describe.runIf(process.platform === 'linux')('what a test run left running', () => {
  it('is found by the mark in its environment, and gone once it ended', async () => {
    const run = randomUUID();
    const child = spawn('sleep', ['60'], { env: { ...process.env, [runVariable]: run } });
    await once(child, 'spawn');
    expect(leftovers(run)).toEqual([{ pid: child.pid, command: 'sleep 60' }]);
    expect(leftovers(randomUUID())).toEqual([]);
    child.kill('SIGKILL');
    await once(child, 'close');
    expect(leftovers(run)).toEqual([]);
  });
});

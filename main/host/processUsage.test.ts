import { describe, expect, it } from 'vitest';
import { platformUsage, usageOf } from './processUsage.ts';

const after = 'S 1 1 1 0 -1 4194560 5 0 0 0 150 50 0 0 20 0 11 0 100 1 1';

describe('what a process costs', () => {
  it.each<[string, string, string, unknown]>([
    ['a usual process', 'Name:\tnode\nVmRSS:\t  204800 kB\n', `12 (node) ${after}`, { memoryMb: 200, cpuMs: 2000 }],
    ['a name like a trap', 'VmRSS:\t1024 kB\n', `12 (a) b (c) ${after}`, { memoryMb: 1, cpuMs: 2000 }],
    ['a zombie', 'Name:\tnode\nState:\tZ (zombie)\n', `12 (node) ${after}`, null],
    ['nonsense', 'VmRSS:\t1 kB\n', '', null],
  ])('is read for %s', (_, status, stat, usage) => {
    expect(usageOf(status, stat)).toEqual(usage);
  });

  it('is known of this process, and not of one that does not exist', () => {
    expect(platformUsage(process.pid)?.memoryMb).toBeGreaterThan(10);
    expect(platformUsage(2 ** 22 + 1)).toBeNull();
  });
});

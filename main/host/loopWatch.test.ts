import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { describe, expect, it } from 'vitest';
import { LoopWatch } from './loopWatch.ts';

describe('the judge of a loop', () => {
  it('says blocked once and free once', () => {
    const watch = new LoopWatch(2000);
    const looks: [count: number, monoMs: number][] = [
      [1, 0],
      [2, 250],
      [2, 2249],
      [2, 2250],
      [2, 9000],
      [3, 9250],
      [4, 9500],
    ];
    expect(looks.map(([count, monoMs]) => watch.look(count, monoMs))).toEqual([
      null,
      null,
      null,
      { kind: 'blocked', forMs: 2000 },
      null,
      { kind: 'free', forMs: 9000 },
      null,
    ]);
  });
});

interface Line {
  readonly message: string;
  readonly stack?: readonly string[];
}

/** What a process whose loop stands writes until it exits, or until it wrote `enough` lines and is killed. */
async function blocked(where: 'thread' | 'inside', forMs: number, enough: number): Promise<Line[]> {
  const child = fork(new URL('../../e2e/fixtures/blockedLoop.ts', import.meta.url), [where, String(forMs)], {
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  const exited = once(child, 'exit');
  const lines: Line[] = [];
  for await (const line of createInterface({ input: child.stderr ?? process.stdin })) {
    if (line.includes('The main loop is blocked')) lines.push(JSON.parse(line) as Line);
    if (lines.length === enough) child.kill('SIGKILL');
  }
  await exited;
  return lines;
}

describe('F51: the main loop is blocked', () => {
  it('a thread of its own says so, with the stack', async () => {
    const lines = await blocked('thread', 30_000, 2);
    expect(lines.map(({ message }) => message)).toEqual(['The main loop is blocked', 'The main loop is blocked here']);
    expect(lines[1]?.stack).toContainEqual(expect.stringMatching(/^blockHere file:.*\/blockedLoop\.ts:\d+$/));
  });

  it('control: a watchdog inside the loop stays quiet', async () => {
    expect(await blocked('inside', 2000, 2)).toEqual([]);
  });
});

import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { becomes, isAlive } from '../../e2e/fixtures/processes.ts';
import { type KeepRunning, keepRunning } from './keepRunning.mjs';

const folder = mkdtempSync(join(tmpdir(), 'its-launch-'));
afterAll(() => rmSync(folder, { recursive: true }));
let files = 0;

/** Runs a program that counts its starts, then does what its n-th start is told. */
async function launched(deeds: readonly string[], options: Partial<KeepRunning> = {}) {
  const file = join(folder, String(files++));
  const program = `
    const { appendFileSync, readFileSync } = require('node:fs');
    appendFileSync(${JSON.stringify(file)}, 'x');
    const starts = readFileSync(${JSON.stringify(file)}).length;
    const ready = (then) => process.send({ ready: true }, then);
    eval(${JSON.stringify(deeds)}[starts - 1]);`;
  const said: string[] = [];
  const code = await keepRunning({
    command: process.execPath,
    args: ['-e', program],
    what: 'The station',
    say: (text) => said.push(text),
    ...options,
  });
  return { code, starts: readFileSync(file, 'utf8').length, said };
}

const segv = "process.kill(process.pid, 'SIGSEGV')";
const segvWhenReady = `ready(() => ${segv})`;
const errorWhenReady = "ready(() => { throw new Error('nothing catches this'); })";
const again = (how: string) => `The station crashed (${how}) and is started again.`;
const againSafely = 'The station crashed (SIGSEGV) and is started again, in safe mode: without video.';
const why = 'The station crashed 3 times within a minute (last with SIGSEGV).';
const givenUp =
  'The station crashed too often (4 in a minute, last with SIGSEGV) and is not started again. ' +
  'The lines above say why; "npm run -s its -- doctor" checks this machine.';

describe('F50: the first process crashes', () => {
  it.each([
    ['by a signal', segvWhenReady, 'SIGSEGV'],
    ['by a signal before it was ready', segv, 'SIGSEGV'],
    ['by an error that nothing handles', errorWhenReady, 'code 1'],
    ['with the code of a desktop that crashed', 'process.exit(70)', 'code 70'],
  ])('%s: it is started again', async (_, deed, how) => {
    expect(await launched([deed, 'process.exit(0)'])).toEqual({ code: 0, starts: 2, said: [again(how)] });
  });

  it.each([segvWhenReady, errorWhenReady])('control: without restarts it stays away after %s', async (deed) => {
    expect(await launched([deed, 'process.exit(0)'], { restarts: 0 })).toMatchObject({ code: 1, starts: 1 });
  });

  it('a fourth time within a minute: it is given up, in one sentence', async () => {
    expect(await launched(Array.from({ length: 9 }, () => segv))).toEqual({
      code: 1,
      starts: 4,
      said: [again('SIGSEGV'), again('SIGSEGV'), againSafely, givenUp],
    });
  });

  it('a third time within a minute: it is started in safe mode and told why', async () => {
    const told = 'process.exit(process.env.ITS_SAFE_MODE === ' + JSON.stringify(why) + ' ? 0 : 2)';
    expect(await launched([segv, segv, segv, told])).toMatchObject({ code: 0, starts: 4 });
  });

  it('control: after two crashes, and after three in more than a minute, it is started as usual', async () => {
    const told = "process.exit(process.env.ITS_SAFE_MODE === '' ? 0 : 2)";
    let monoMs = 0;
    expect(await launched([segv, segv, told])).toMatchObject({ code: 0, starts: 3 });
    expect(await launched([segv, segv, segv, told], { monoMs: () => (monoMs += 31_000) })).toMatchObject({
      code: 0,
      starts: 4,
    });
  });

  it('in safe mode, again: it is given up; once an operator ended safe mode, the crashes before do not count', async () => {
    const endedSafeMode = `process.send({ startedNormally: true }, () => ${segv})`;
    expect(await launched([segv, segv, segv, endedSafeMode, segv, 'process.exit(0)'])).toEqual({
      code: 0,
      starts: 6,
      said: [again('SIGSEGV'), again('SIGSEGV'), againSafely, again('SIGSEGV'), again('SIGSEGV')],
    });
  });

  it('now and then: it is started again each time', async () => {
    let monoMs = 0;
    const deeds = [...Array.from({ length: 6 }, () => segv), 'process.exit(0)'];
    expect(await launched(deeds, { monoMs: () => (monoMs += 21_000) })).toMatchObject({ code: 0, starts: 7 });
  });

  it('and refuses to start because of what the crash left: it is tried again', async () => {
    expect(await launched([segvWhenReady, 'process.exit(1)', 'process.exit(0)'])).toEqual({
      code: 0,
      starts: 3,
      said: [again('SIGSEGV'), again('code 1')],
    });
  });
});

describe('the first process ends for good', () => {
  it.each([
    ['because it was asked to', 'ready(() => process.exit(0))', 0],
    ['because it was called wrongly', 'process.exit(2)', 2],
    ['because it refuses to start', 'process.exit(1)', 1],
  ])('%s: it is left alone', async (_, deed, code) => {
    expect(await launched([deed])).toEqual({ code, starts: 1, said: [] });
  });

  it('because it cannot be started', async () => {
    const said: string[] = [];
    const command = join(folder, 'nothing');
    expect(await keepRunning({ command, args: [], what: 'The station', say: (text) => said.push(text) })).toBe(1);
    expect(said).toEqual([`The station does not start: spawn ${command} ENOENT`]);
  });
});

describe('the launcher', () => {
  /** A launcher in a process of its own, and the process below it. */
  async function launcher(deed: string) {
    const module = fileURLToPath(new URL('../../e2e/fixtures/launcherProcess.ts', import.meta.url));
    const above = fork(module, [deed], { stdio: ['ignore', 'pipe', 2, 'ipc'] });
    const [pid] = await new Promise<string[]>((resolve) =>
      above.stdout?.setEncoding('utf8').once('data', (text: string) => resolve(text.trim().split(' '))),
    );
    return { above, below: Number(pid) };
  }

  it.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)(
    '%s reaches the process below, which ends in order',
    async (signal) => {
      const { above, below } = await launcher('endsInOrder');
      above.kill(signal);
      expect(await once(above, 'exit')).toEqual([0, null]);
      expect(isAlive(below)).toBe(false);
    },
  );

  it('a signal in the pause before a restart ends it', async () => {
    const { above } = await launcher('crashes');
    // One word a start, then the sentence that it starts again: the pause has begun.
    await once(above, 'message');
    above.kill('SIGTERM');
    expect(await once(above, 'exit')).toEqual([0, null]);
  });

  it('kill -9: the process below is gone within 10 s', async () => {
    const { above, below } = await launcher('endsInOrder');
    above.kill('SIGKILL');
    expect(await becomes(() => !isAlive(below), 10_000)).toBe(true);
  });

  it('kill -9, control: one that does not look at its launcher stays', async () => {
    const { above, below } = await launcher('looksAtNothing');
    above.kill('SIGKILL');
    await once(above, 'exit');
    expect(await becomes(() => !isAlive(below), 1000)).toBe(false);
    process.kill(below, 'SIGKILL');
  });
});

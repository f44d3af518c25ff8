import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { becomes, isAlive } from '../../e2e/fixtures/processes.ts';
import { startStation, type StationProcess } from '../../e2e/fixtures/stationProcess.ts';
import { connectToConsole } from '../../e2e/fixtures/stationClient.ts';
import { findProcess, processTree } from '../../e2e/fixtures/stationTree.ts';
import type { Health } from '../../app/contracts/console.ts';
import { lockFolder } from '../store/folderLock.ts';

const folder = mkdtempSync(join(tmpdir(), 'its-station-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** `its station` on a data folder that it refuses. */
async function refused(dataFolder: string) {
  const its = fileURLToPath(new URL('../its.mjs', import.meta.url));
  const args = [its, 'station', '--data', dataFolder, '--no-open', '--no-demo'];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let [out, said] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
  const [code] = (await once(child, 'close')) as [number];
  return { code, out, said };
}

describe('a data folder that cannot be used: one sentence, code 1', () => {
  it('another station uses it', async () => {
    const dataFolder = join(folder, 'used');
    const lock = lockFolder(dataFolder);
    expect(await refused(dataFolder)).toEqual({
      code: 1,
      out: '',
      said: 'its station: Another ITS station uses this data folder. Close it first, or start this one with another data folder.\n',
    });
    lock.release();
  });

  it.each([
    ['it is a file', join(folder, 'file'), 'is a file or lies below one'],
    ['it lies below a file', join(folder, 'file', 'below'), 'is a file or lies below one'],
  ])('%s', async (_, dataFolder, problem) => {
    writeFileSync(join(folder, 'file'), '');
    expect(await refused(dataFolder)).toEqual({
      code: 1,
      out: '',
      said: `its station: The data folder ${dataFolder} ${problem}. Name a folder of yours after --data; it is made when it is not there.\n`,
    });
  });

  it.skipIf(process.platform !== 'linux')('it is read-only', async () => {
    // Not even root may write there; a folder without rights would not stop it.
    const { code, out, said } = await refused('/sys/its-station');
    expect({ code, out, said: said.replace(/EACCES|EROFS/, 'EPERM') }).toEqual({
      code: 1,
      out: '',
      said: 'its station: The data folder /sys/its-station cannot be written to (EPERM). Name a folder of yours after --data; it is made when it is not there.\n',
    });
  });
});

describe('F50: the station', () => {
  const stations: StationProcess[] = [];
  afterEach(async () => {
    for (const station of stations.splice(0)) await station.stop();
  });
  async function started(): Promise<StationProcess> {
    const station = await startStation();
    stations.push(station);
    return station;
  }

  it('is back after its host crashed, and ends in order when asked', async () => {
    const station = await started();
    let out = '';
    station.child.stdout?.on('data', (text: string) => (out += text));
    const host = processTree(station.pid).find(({ parent }) => parent === station.pid)?.pid ?? 0;
    const worker = () => findProcess(station.pid, 'workers/vision').pid;
    const first = [host, worker(), findProcess(host, 'workers/console').pid];
    process.kill(host, 'SIGSEGV');
    expect(await becomes(() => /^its station ready http\S+\n$/.test(out), 60_000)).toBe(true);
    expect(out).not.toContain(station.url);
    expect(first.filter(isAlive)).toEqual([]);
    expect(station.log()).toContain('its station: The station crashed (SIGSEGV) and is started again.\n');
    const second = processTree(station.pid).map(({ pid }) => pid);
    expect(first).not.toContain(worker());
    await station.stop();
    expect({ code: station.child.exitCode, left: second.filter(isAlive) }).toEqual({ code: 0, left: [] });
  }, 180_000);

  it('starts in safe mode after three crashes: the console without video, until somebody starts it normally', async () => {
    const station = await started();
    let out = '';
    station.child.stdout?.on('data', (text: string) => (out += text));
    const urls = () => [...out.matchAll(/^its station ready (\S+)$/gm)].map(([, url]) => url ?? '');
    const children = () => processTree(station.pid).map(({ command }) => command);
    for (let crashes = 1; crashes <= 3; crashes++) {
      const host = processTree(station.pid).find(({ parent }) => parent === station.pid)?.pid ?? 0;
      process.kill(host, 'SIGSEGV');
      expect(await becomes(() => urls().length === crashes, 60_000)).toBe(true);
    }
    const safe = children();
    expect([
      safe.some((one) => one.includes('workers/console')),
      safe.some((one) => one.includes('workers/vision')),
    ]).toEqual([true, false]);

    const window = await connectToConsole(urls().at(-1) ?? '');
    let health: Health | null = null;
    window.console.health({}, { item: (item) => (health = item) });
    // The alerts of the machine itself (an old ffmpeg) are not asked here.
    const alerts = () => (health?.alerts ?? []).filter(({ key }) => key === 'safe-mode').map(({ text }) => text);
    expect(await becomes(() => alerts().length > 0, 10_000)).toBe(true);
    expect(alerts()).toEqual([
      'Safe mode: no camera is shown or analysed. The station crashed 3 times within a minute (last with SIGSEGV).',
    ]);
    await window.console.startNormally({});
    expect(await becomes(() => children().some((one) => one.includes('workers/vision')), 30_000)).toBe(true);
    expect(await becomes(() => alerts().length === 0, 10_000)).toBe(true);
    window.close();
    expect(station.child.exitCode).toBeNull();
    await station.stop();
    expect(station.child.exitCode).toBe(0);
  }, 180_000);

  it('leaves nothing behind when its launcher is killed', async () => {
    const station = await started();
    const pids = processTree(station.pid).map(({ pid }) => pid);
    expect(pids).toContain(findProcess(station.pid, 'workers/vision').pid);
    process.kill(station.pid, 'SIGKILL');
    expect(await becomes(() => !pids.some(isAlive), 10_000)).toBe(true);
  }, 180_000);
});

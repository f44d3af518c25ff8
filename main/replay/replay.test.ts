import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { silentLog } from '../../app/base/log.ts';
import type { FeedSink } from '../../app/contracts/contract.ts';
import type { SideJobNews } from '../../app/contracts/host.ts';
import type { ReplayJob } from '../../app/contracts/replayJob.ts';
import type { ReplayNews } from '../../app/contracts/replayReport.ts';
import { replayHere } from '../../app/pipeline/traffic/replayPort.ts';
import { carAt, flatRoad, laneAlong } from '../../app/traffic/road/testing/flatRoad.ts';
import { becomes, isAlive } from '../../e2e/fixtures/processes.ts';
import { entryFile } from '../host/entryFile.ts';
import type { WorkerProcess } from '../host/host.ts';
import { NodeHost } from '../host/nodeHost.ts';
import { SideJobs } from '../host/sideJobs.ts';
import { platformClock } from '../platformClock.ts';
import { secretBox } from '../secrets/secretBox.ts';
import { openSqliteStores, type SqliteStores } from '../store/sqliteStores.ts';
import { replayThreadCount } from './replayThreads.ts';
import { replayInProcess } from './startReplay.ts';

const startAtMs = Date.UTC(2026, 4, 4, 6);
const { scene } = flatRoad({ lanes: [laneAlong('east', 30)] });
const cameraIds = ['a', 'b', 'c'];
let folder: string;
let stores: SqliteStores;

/** A car that stops for good in its lane, each hour again. */
function stops(cameraId: string, hours: number) {
  const path = Array.from({ length: 200 }, (_, i): [number, number, number, number, number] => {
    const { cx, cy, w, h } = carAt(Math.min(60, 3 * i), 30);
    return [200 * i, cx, cy, w, h];
  });
  return Array.from({ length: hours }, (_, hour) => ({
    ...{ cameraId, epoch: 1, trackId: hour, className: 'car', score: 0.8, width: 1280, height: 720, path },
    firstAtMs: startAtMs + hour * 3_600_000,
  }));
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'its-replay-'));
  stores = openSqliteStores(folder, secretBox(new Uint8Array(32)), startAtMs, () => 'unused');
  for (const cameraId of cameraIds) stores.tracks.append(stops(cameraId, 6));
});
afterAll(() => {
  stores.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Rules of `a` are switched off, `b` had no scene, what changes at `c` concerns nobody there. */
const judged = { scene, siteRules: {} };
const job: ReplayJob = {
  ...{ fromAtMs: startAtMs, toAtMs: startAtMs + 6 * 3_600_000 },
  cameras: [
    {
      cameraId: 'a',
      before: judged,
      after: { scene: { ...scene, rules: { 'stopped-vehicle': { enabled: false } } }, siteRules: {} },
    },
    { cameraId: 'b', before: null, after: judged },
    { cameraId: 'c', before: judged, after: { scene, siteRules: { 'stopped-vehicle': { busDwellS: 90 } } } },
  ],
};

/** Replays as the console does it, through a host that starts the real process. */
function hosted(tracksFile: string) {
  const host = new NodeHost();
  const started: WorkerProcess[] = [];
  const kept = {
    start(spec: Parameters<NodeHost['start']>[0]) {
      const process = host.start(spec);
      started.push(process);
      return process;
    },
  };
  const jobs = new SideJobs(kept, silentLog, { replay: entryFile('replay/replayProcess') });
  const start = replayInProcess(tracksFile, (request, listener) => {
    const sink: FeedSink<SideJobNews> = { push: (news) => listener.item(news), end: () => undefined, dropped: 0 };
    return { stop: jobs.follow(request, sink) };
  });
  return { start, started };
}

function last(start: (tell: (news: ReplayNews) => void) => unknown): Promise<ReplayNews> {
  return new Promise((resolve) => {
    start((news) => {
      if (news.state === 'done' || news.state === 'failed') resolve(news);
    });
  });
}

describe('a replay in its own process', () => {
  it('finds what one in this process finds, camera for camera, while tracks are written', async () => {
    const { start, started } = hosted(stores.tracksFile);
    const outside = last((tell) => start(job, tell));
    stores.tracks.append(stops('d', 1));
    const news = await outside;
    expect(news).toEqual(await last((tell) => replayHere(stores, platformClock)(job, tell)));
    expect(news.state === 'done' && [news.report.tracks, news.report.unchanged, news.report.emptyDays]).toEqual([
      18, 6, 0,
    ]);
    expect(news.state === 'done' && news.report.lost.map(({ cameraId }) => cameraId)).toEqual(Array(6).fill('a'));
    expect(news.state === 'done' && news.report.fresh.map(({ cameraId }) => cameraId)).toEqual(Array(6).fill('b'));
    expect(await becomes(() => !started.some(({ pid }) => isAlive(pid!)), 5000)).toBe(true);
  });

  it('that dies is told as such; the next one is done', async () => {
    const { start, started } = hosted(stores.tracksFile);
    const killed = last((tell) => start(job, tell));
    started[0]!.kill();
    expect(await killed).toEqual({
      state: 'failed',
      problem:
        'The process that replays ended before it was done. The tracks are unharmed: try again, over a shorter time if it ends again.',
    });
    expect(await last((tell) => start(job, tell))).toMatchObject({ state: 'done' });
  });

  it('that nobody waits for any more is ended', async () => {
    const { start, started } = hosted(stores.tracksFile);
    const stop = start(job, () => undefined);
    const [process] = started;
    expect(isAlive(process!.pid!)).toBe(true);
    stop();
    expect(await becomes(() => !isAlive(process!.pid!), 5000)).toBe(true);
  });

  it('of a file that cannot be read says so', async () => {
    const { start } = hosted(join(folder, 'nowhere.db'));
    expect(await last((tell) => start(job, tell))).toMatchObject({ state: 'failed' });
  });

  it('takes the cores but one', () => {
    expect([1, 2, 8].map((cores) => replayThreadCount(cores))).toEqual([1, 1, 7]);
  });
});

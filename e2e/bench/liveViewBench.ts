import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { TrackRow } from '../../app/contracts/vision.ts';
import { platformClock } from '../../main/platformClock.ts';
import { setTimeout as pass } from 'node:timers/promises';
import { readClip } from '../fixtures/clip.ts';
import { ClipCamera } from '../fixtures/clipCamera.ts';
import { testdata } from '../fixtures/testdata.ts';
import { buildBenchPage } from './benchPage.ts';
import type { BenchCounts } from './livePage/livePage.ts';
import { serveLiveView } from './liveViewServer.ts';
import { PlainBrowser } from './plainBrowser.ts';
import { alternate, figureOf, type Measure, median, ratioOf, type Windows } from './measure.ts';

const tileCount = 4;
const windowMs = 4000;
/** After a change of the page, until its decoders and its delay are settled. */
const settleMs = 3000;
const pairs = 6;
/** Sets of cameras: none, one in six (5 a second), or all pictures analysed. */
const analyseEveryOf = { plain: 0, usual: 6, every: 1 } as const;
const run = promisify(execFile);

/**
 * Ratio goals 10, 11 and 12: what a live tile costs and how late and how exact it is, beside a bare `<video>` and a
 * Media Source player of the same clip, in one Chromium without a GPU. Takes about four minutes.
 */
export async function measureLiveView(): Promise<Measure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'live-bench-'));
  const clipPath = join(folder, 'clip.mp4');
  const pageFolder = join(folder, 'page');
  // As a traffic camera sends: no B-frames, a keyframe every two seconds.
  const encode = ['-c:v', 'libx264', '-preset', 'veryfast', '-profile:v', 'main', '-bf', '0', '-g', '60', '-b:v', '1M'];
  const source = testdata('clips/junction_signals_opendatacam.mp4');
  await run('ffmpeg', ['-v', 'error', '-i', source, '-an', ...encode, '-movflags', '+faststart', clipPath]);
  await buildBenchPage('livePage', pageFolder);
  const clip = await readClip(clipPath);
  const cameras = new Map<string, ClipCamera>();
  for (const [set, analyseEvery] of Object.entries(analyseEveryOf)) {
    for (let i = 0; i < tileCount; i++) {
      const cameraId = `${set}-${i}`;
      const tracksAt = (ptsMs: number): TrackRow[] => movingTracks(i, ptsMs);
      cameras.set(cameraId, new ClipCamera({ cameraId, clip, analyseEvery, analysisMs: 80, tracksAt }, platformClock));
    }
  }
  let browser: PlainBrowser | null = null;
  const server = await serveLiveView(pageFolder, clipPath, clip, cameras, (socket) => browser?.attach(socket));
  browser = new PlainBrowser(`${server.url}?way=video`);
  try {
    return await measure(browser);
  } finally {
    await browser.close();
    for (const camera of cameras.values()) camera.close();
    await server.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function measure(browser: PlainBrowser): Promise<Measure[]> {
  const bare = await costOf(browser, 'way=live&cameras=plain', 'way=video');
  const drawn = await costOf(browser, 'way=live&cameras=usual&overlay=1&hold=1', 'way=video');
  const late = await alternate(
    pairs,
    () => shownAfter(browser, 'way=live&cameras=plain'),
    () => shownAfter(browser, 'way=mse'),
  );
  const exact = await counted(browser, 'way=live&cameras=every&overlay=1&hold=1', settleMs + windowMs, 10_000);
  return [
    verdict(
      ratioOf({ goal: 10, what: 'live tile / bare video tile', bound: '<=', target: 1.1 }, bare.cpu, cpuNames),
      bare,
    ),
    verdict(
      ratioOf(
        { goal: 10, what: 'live tile with boxes / bare video tile', bound: '<=', target: 1.25 },
        drawn.cpu,
        cpuNames,
      ),
      drawn,
    ),
    ratioOf({ goal: 11, what: 'chunk to screen / MSE', bound: '<=', target: 0.75 }, late, {
      a: 'live',
      b: 'MSE',
      unit: 'ms',
    }),
    figureOf(
      { goal: 12, what: 'overlays of exactly the shown frame', bound: '>=', target: 1 },
      exact.exactOverlays / exact.framesShown,
      `${exact.exactOverlays} of ${exact.framesShown} shown frames, held ${median(exact.delayMs).toFixed(0)} ms`,
      exact.framesShown,
    ),
  ];
}

interface Cost {
  readonly cpu: Windows;
  readonly framesPerS: Windows;
}

const cpuNames = { a: 'live', b: 'bare <video>', unit: '% of a core per tile' };

/** CPU of two ways of showing, in alternation, and how many pictures a second a tile showed for it. */
async function costOf(browser: PlainBrowser, a: string, b: string): Promise<Cost> {
  const framesPerS = { a: [] as number[], b: [] as number[] };
  const costWindow = (query: string, frames: number[]) => async (): Promise<number> => {
    await browser.show(withTiles(query));
    await pass(settleMs);
    await browser.counts();
    const startMonoMs = performance.now();
    const before = await browserCpuMs();
    await pass(windowMs);
    const after = await browserCpuMs();
    const { framesShown } = await browser.counts();
    const tileMs = (performance.now() - startMonoMs) * tileCount;
    frames.push((framesShown * 1000) / tileMs);
    return ((after - before) / tileMs) * 100;
  };
  const cpu = await alternate(pairs, costWindow(a, framesPerS.a), costWindow(b, framesPerS.b));
  return { cpu, framesPerS };
}

const withTiles = (query: string): string => `?tiles=${tileCount}&${query}`;

/** CPU per tile says nothing where one way shows far fewer pictures: the machine was too busy for the measurement. */
function verdict(cost: Measure, { framesPerS }: Cost): Measure {
  const [live, bare] = [median(framesPerS.a), median(framesPerS.b)];
  const detail = `${cost.detail} at ${live.toFixed(1)} / ${bare.toFixed(1)} fps`;
  if (live >= 0.9 * bare) return { ...cost, detail };
  return { ...cost, detail, void: 'the live tiles showed fewer pictures: the machine was too busy' };
}

async function shownAfter(browser: PlainBrowser, query: string): Promise<number> {
  return median((await counted(browser, query, settleMs, windowMs)).shownAfterMs);
}

async function counted(browser: PlainBrowser, query: string, beforeMs: number, forMs: number): Promise<BenchCounts> {
  await browser.show(withTiles(query));
  await pass(beforeMs);
  await browser.counts();
  await pass(forMs);
  return browser.counts();
}

/** CPU time of every Chromium thread below this process, ms, as the scheduler counts it: exact where ticks are not. */
async function browserCpuMs(): Promise<number> {
  const browsers = new Map<number, { parent: number; isBrowser: boolean }>();
  for (const name of await readdir('/proc')) {
    const text = /^\d+$/.test(name) ? await readFile(`/proc/${name}/stat`, 'utf8').catch(() => null) : null;
    if (text === null) continue;
    const parent = Number(text.slice(text.lastIndexOf(')') + 2).split(' ')[1]);
    browsers.set(Number(name), { parent, isBrowser: text.includes('(chrom') });
  }
  const isOurs = (pid: number): boolean => {
    const parent = browsers.get(pid)?.parent ?? 0;
    return parent === process.pid || (parent > 1 && isOurs(parent));
  };
  let sumNs = 0;
  for (const [pid, { isBrowser }] of browsers) {
    if (!isBrowser || !isOurs(pid)) continue;
    for (const thread of await readdir(`/proc/${pid}/task`).catch(() => [])) {
      const text = await readFile(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').catch(() => '0');
      sumNs += Number(text.split(' ')[0]);
    }
  }
  return sumNs / 1e6;
}

/** Six boxes that move at the pace of traffic. */
function movingTracks(camera: number, ptsMs: number): TrackRow[] {
  return Array.from({ length: 6 }, (_, k): TrackRow => {
    const cx = 100 + k * 80 + 60 * Math.sin(ptsMs / 900 + k + camera);
    return [k + 1, 2, 0.9, cx, 180 + 80 * Math.cos(ptsMs / 1300 + k), 60, 40];
  });
}

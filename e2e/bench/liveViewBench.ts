import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Page } from 'playwright-core';
import { build } from 'vite';
import type { TrackRow } from '../../app/contracts/vision.ts';
import { platformClock } from '../../main/platformClock.ts';
import { openBrowser } from '../fixtures/browser.ts';
import { readClip } from '../fixtures/clip.ts';
import { ClipCamera } from '../fixtures/clipCamera.ts';
import { testdata } from '../fixtures/testdata.ts';
import type { BenchCounts } from './livePage/livePage.ts';
import { serveLiveView } from './liveViewServer.ts';
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
  await build({
    root: fileURLToPath(new URL('livePage/', import.meta.url)),
    base: './',
    configFile: false,
    logLevel: 'error',
    worker: { format: 'es' },
    build: { outDir: pageFolder, target: 'chrome146' },
  });
  const clip = await readClip(clipPath);
  const cameras = new Map<string, ClipCamera>();
  for (const [set, analyseEvery] of Object.entries(analyseEveryOf)) {
    for (let i = 0; i < tileCount; i++) {
      const cameraId = `${set}-${i}`;
      const tracksAt = (ptsMs: number): TrackRow[] => movingTracks(i, ptsMs);
      cameras.set(cameraId, new ClipCamera({ cameraId, clip, analyseEvery, analysisMs: 80, tracksAt }, platformClock));
    }
  }
  const server = await serveLiveView(pageFolder, clipPath, clip, cameras);
  const browser = await openBrowser({ width: 1280, height: 720 });
  try {
    return await measure(browser.page, server.url);
  } finally {
    await browser.close();
    for (const camera of cameras.values()) camera.close();
    await server.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function measure(page: Page, url: string): Promise<Measure[]> {
  const address = (query: string): string => `${url}?tiles=${tileCount}&${query}`;
  const bare = await costOf(page, address('way=live&cameras=plain'), address('way=video'));
  const drawn = await costOf(page, address('way=live&cameras=usual&overlay=1&hold=1'), address('way=video'));
  const late = await alternate(
    pairs,
    () => shownAfter(page, address('way=live&cameras=plain')),
    () => shownAfter(page, address('way=mse')),
  );
  const exact = await counted(page, address('way=live&cameras=every&overlay=1&hold=1'), settleMs + windowMs, 10_000);
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
async function costOf(page: Page, a: string, b: string): Promise<Cost> {
  const framesPerS = { a: [] as number[], b: [] as number[] };
  const window = (url: string, frames: number[]) => async (): Promise<number> => {
    await page.goto(url);
    await page.waitForTimeout(settleMs);
    await takeCounts(page);
    const startMonoMs = performance.now();
    const before = await browserCpuMs();
    await page.waitForTimeout(windowMs);
    const after = await browserCpuMs();
    const { framesShown } = await takeCounts(page);
    const tileMs = (performance.now() - startMonoMs) * tileCount;
    frames.push((framesShown * 1000) / tileMs);
    return ((after - before) / tileMs) * 100;
  };
  const cpu = await alternate(pairs, window(a, framesPerS.a), window(b, framesPerS.b));
  return { cpu, framesPerS };
}

/** CPU per tile says nothing where one way shows far fewer pictures: the machine was too busy for the measurement. */
function verdict(cost: Measure, { framesPerS }: Cost): Measure {
  const [live, bare] = [median(framesPerS.a), median(framesPerS.b)];
  const detail = `${cost.detail} at ${live.toFixed(1)} / ${bare.toFixed(1)} fps`;
  if (live >= 0.9 * bare) return { ...cost, detail };
  return { ...cost, detail, void: 'the live tiles showed fewer pictures: the machine was too busy' };
}

async function shownAfter(page: Page, url: string): Promise<number> {
  return median((await counted(page, url, settleMs, windowMs)).shownAfterMs);
}

async function counted(page: Page, url: string, beforeMs: number, forMs: number): Promise<BenchCounts> {
  await page.goto(url);
  await page.waitForTimeout(beforeMs);
  await takeCounts(page);
  await page.waitForTimeout(forMs);
  return takeCounts(page);
}

async function takeCounts(page: Page): Promise<BenchCounts> {
  const counts = await page.evaluate(() => window.bench?.());
  if (!counts) throw new Error('the bench page did not start');
  return counts;
}

/** utime + stime of every Chromium process below this one, ms. A tick is 10 ms. */
async function browserCpuMs(): Promise<number> {
  const stats = new Map<number, { parent: number; cpuMs: number; isBrowser: boolean }>();
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const text = await readFile(`/proc/${name}/stat`, 'utf8').catch(() => null);
    if (text === null) continue;
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    const cpuMs = (Number(fields[11]) + Number(fields[12])) * 10;
    stats.set(Number(name), { parent: Number(fields[1]), cpuMs, isBrowser: text.includes('(chrom') });
  }
  const isOurs = (pid: number): boolean => {
    const parent = stats.get(pid)?.parent ?? 0;
    return parent === process.pid || (parent > 1 && isOurs(parent));
  };
  return [...stats].reduce((sum, [pid, { cpuMs, isBrowser }]) => sum + (isBrowser && isOurs(pid) ? cpuMs : 0), 0);
}

/** Six boxes that move at the pace of traffic. */
function movingTracks(camera: number, ptsMs: number): TrackRow[] {
  return Array.from({ length: 6 }, (_, k): TrackRow => {
    const cx = 100 + k * 80 + 60 * Math.sin(ptsMs / 900 + k + camera);
    return [k + 1, 2, 0.9, cx, 180 + 80 * Math.cos(ptsMs / 1300 + k), 60, 40];
  });
}

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openBrowser, softwareWebGl } from '../fixtures/browser.ts';
import { servePage } from '../fixtures/pageServer.ts';
import { buildBenchPage } from './benchPage.ts';
import { alternate, type Measure, ratioOf } from './measure.ts';
import type { TickWay } from './mapPage/mapPage.ts';

const pairs = 6;
const ticks = 20;

/**
 * Ratio goal 20: processor time of the page's main thread for a message of a thousand road users and the frame that shows
 * it, beside giving the map's library the same points. The detail says how a frame of 300 of them fares; without a graphics card its rate says little.
 */
export async function measureMap(): Promise<Measure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'map-bench-'));
  await buildBenchPage('mapPage', folder);
  const server = await servePage({ folder, onSocket: (_path, socket) => socket.terminate() });
  const browser = await openBrowser({ width: 1280, height: 720 }, softwareWebGl);
  try {
    const { page } = browser;
    await page.goto(server.url);
    await page.waitForFunction(() => window.ready);
    const session = await browser.context.newCDPSession(page);
    await session.send('Performance.enable', { timeDomain: 'threadTicks' });
    const cpuMs = async (): Promise<number> => {
      const { metrics } = await session.send('Performance.getMetrics');
      return 1000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN);
    };
    const tick = (way: TickWay) => async (): Promise<number> => {
      const before = await cpuMs();
      await page.evaluate(([by, count]) => window.playTicks(by, count), [way, ticks] as const);
      return ((await cpuMs()) - before) / ticks;
    };
    for (const way of ['layer', 'setData', 'nothing'] as const) await tick(way)();
    const windows = await alternate(pairs, tick('layer'), tick('setData'));
    const frame = await tick('nothing')();
    const { fps, layerMs } = await page.evaluate(() => window.measureFrames(300, 3000));
    const goal = { goal: 20, what: 'map tick of 1000 road users / setData', bound: '<=', target: 0.5 } as const;
    const row = ratioOf(goal, windows, { a: 'own layer', b: 'setData', unit: 'ms' });
    const frames = `both with a frame, which alone takes ${frame.toFixed(2)} ms; a frame of 300: ${layerMs.toFixed(2)} ms of the page, ${fps.toFixed(0)} fps without a graphics card`;
    return [{ ...row, detail: `${row.detail}; ${frames}` }];
  } finally {
    await browser.close();
    await server.close();
    await rm(folder, { recursive: true, force: true });
  }
}

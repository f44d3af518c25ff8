import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { platformClock } from '../../main/platformClock.ts';
import { type Browser, openBrowser } from '../fixtures/browser.ts';
import { type LiveStation, startLiveStation } from '../fixtures/liveStation.ts';
import { isAlive } from '../fixtures/processes.ts';
import { processTree } from '../fixtures/stationTree.ts';
import { hasTestdata } from '../fixtures/testdata.ts';
import { wallScene } from '../fixtures/wallScene.ts';

/** A busy machine is slow, not wrong: every wait ends at once when what it waits for is there. */
const patience = { timeout: 50_000 };

/** Notes when the first tile's frames came to the screen and when its boxes' canvas was lost. */
const witness = `(() => {
  const [video] = document.querySelectorAll('video');
  const [canvas] = document.querySelectorAll('canvas');
  window.shownMonoMs = [];
  window.canvasLost = 0;
  const shown = () => { window.shownMonoMs.push(performance.now()); video.requestVideoFrameCallback(shown); };
  video.requestVideoFrameCallback(shown);
  canvas.oncontextlost = () => window.canvasLost++;
})()`;

/** Pixels of label text on the first tile's canvas: nothing else there is so dark. Read from a copy that lives in main memory. */
const labelPixels = `(() => {
  const [canvas] = document.querySelectorAll('canvas');
  const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext('2d', { willReadFrequently: true });
  copy.drawImage(canvas, 0, 0);
  const { data } = copy.getImageData(0, 0, canvas.width, canvas.height);
  let dark = 0;
  for (let at = 0; at < data.length; at += 4) if (data[at + 3] === 255 && data[at] + data[at + 1] + data[at + 2] < 60) dark++;
  return dark;
})()`;

/** For a page that does not mend its canvases: it never hears that they were lost. */
const deafToLoss = `
  const add = EventTarget.prototype.addEventListener;
  EventTarget.prototype.addEventListener = function (type, ...rest) {
    if (!type.startsWith('context')) add.call(this, type, ...rest);
  };`;

describe.skipIf(!hasTestdata)(
  'F52: the GPU process of the browser (needs ../shared/testdata)',
  { timeout: 180_000 },
  () => {
    let station: LiveStation;
    let browser: Browser | undefined;

    beforeAll(async () => {
      station = await startLiveStation({ ...(await wallScene()), clock: platformClock });
    }, 180_000);
    afterEach(async () => {
      await browser?.close();
      browser = undefined;
    });
    afterAll(async () => {
      await station?.close();
    });

    const gpuProcess = () =>
      processTree(process.pid).find(({ command }) => command.includes('--type=gpu-process'))?.pid;
    const read = (expression: string) => browser?.page.evaluate(expression);
    const tileText = () => read("document.querySelector('#wall-tile-0').innerText");

    async function liveWall(initScript?: string): Promise<Browser> {
      browser = await openBrowser();
      if (initScript !== undefined) await browser.page.addInitScript(initScript);
      await browser.page.goto(station.url);
      await browser.page.locator('#wall-tile-0').getByText('Live', { exact: true }).first().waitFor(patience);
      await read(witness);
      await expect.poll(() => read(labelPixels), patience).toBeGreaterThan(50);
      return browser;
    }

    /** Kills it, and waits for its successor and for pictures that really move on the screen. */
    async function killGpuProcess({ page }: Browser): Promise<{ first: number; second: number; longestGapMs: number }> {
      const first = gpuProcess() ?? 0;
      const killedMonoMs = (await read('performance.now()')) as number;
      process.kill(first, 'SIGKILL');
      await expect.poll(() => (gpuProcess() ?? first) !== first, patience).toBe(true);
      await expect.poll(() => read('window.canvasLost'), patience).toBeGreaterThan(0);
      const picture = async () => (await page.locator('#wall-tile-0').screenshot()).toString('base64');
      const one = await picture();
      await expect.poll(async () => (await picture()) !== one, patience).toBe(true);
      const shown = ((await read('window.shownMonoMs')) as number[]).filter((monoMs) => monoMs > killedMonoMs);
      const longestGapMs = Math.max(...shown.map((monoMs, at) => monoMs - (shown[at - 1] ?? killedMonoMs)));
      return { first, second: gpuProcess() ?? 0, longestGapMs };
    }

    it('is killed four times: each time the picture moves again within 3 s, with its boxes and labels', async () => {
      const wall = await liveWall();
      for (let kills = 1; kills <= 4; kills++) {
        const { first, second, longestGapMs } = await killGpuProcess(wall);
        expect({ gone: !isAlive(first), another: isAlive(second), within3S: longestGapMs < 3000 }).toEqual({
          gone: true,
          another: true,
          within3S: true,
        });
        await expect.poll(() => read(labelPixels), patience).toBeGreaterThan(50);
      }
      expect(wall.problems).toEqual([]);
    });

    it('control: a page that does not hear of its lost canvases shows boxes without labels', async () => {
      const wall = await liveWall(deafToLoss);
      await killGpuProcess(wall);
      expect(await read(labelPixels)).toBe(0);
    });

    it('hangs: the tile says that its picture is old, and lives when pictures come again', async () => {
      await liveWall();
      const stopped = gpuProcess() ?? 0;
      process.kill(stopped, 'SIGSTOP');
      await expect.poll(tileText, patience).toMatch(/Old picture/);
      process.kill(stopped, 'SIGCONT');
      await expect.poll(tileText, patience).toMatch(/Live/);
    });
  },
);

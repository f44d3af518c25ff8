import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser, type Browser } from '../fixtures/browser.ts';
import { becomes, isAlive } from '../fixtures/processes.ts';
import { type RtspCamera, startRtspCamera } from '../fixtures/rtspCamera.ts';
import { startStation, type StationProcess } from '../fixtures/stationProcess.ts';
import { findProcess, processTree } from '../fixtures/stationTree.ts';
import { hasTestdata, testdata } from '../fixtures/testdata.ts';

const clips = ['highway_nl_720p', 'suburb_road_38s', 'junction_signals_opendatacam', 'otvision_cars_cyclist'];
const patient = 60_000;

describe.skipIf(!hasTestdata)('the main job (skipped where shared/testdata is absent)', () => {
  const cameras: RtspCamera[] = [];
  let station: StationProcess;
  let browser: Browser;

  beforeAll(async () => {
    for (const clip of clips) {
      const secret = clip === clips[0] ? { user: 'operator', password: 'grün:1' } : {};
      cameras.push(await startRtspCamera({ clip: testdata(`clips/${clip}.mp4`), ...secret }));
    }
    station = await startStation();
    browser = await openBrowser({ width: 1920, height: 1080 });
    await browser.page.goto(station.url);
  }, patient);

  afterAll(async () => {
    await browser.close();
    await station.stop();
    await Promise.all(cameras.map((camera) => camera.close()));
  }, patient);

  it(
    'takes a model that proves itself',
    async () => {
      const { page } = browser;
      await page.evaluate(() => {
        location.hash = '#/models';
      });
      await page.locator('input[type=file]').setInputFiles(testdata('models/yolo11n_320_b1_int8dyn.onnx'));
      await page.getByText('In use').first().waitFor({ timeout: patient });
    },
    patient,
  );

  it(
    'tests and takes four cameras, the first after allowing this computer',
    async () => {
      const { page } = browser;
      await page.evaluate(() => {
        location.hash = '#/cameras';
      });
      for (const [at, camera] of cameras.entries()) {
        await page.getByRole('button', { name: 'Add camera' }).first().click();
        const form = page.getByRole('dialog');
        await form.getByRole('textbox', { name: 'Name' }).fill(`Camera of ${clips[at]}`);
        await form.getByLabel('Source address').fill(camera.url);
        if (at === 0) {
          await form.getByRole('textbox', { name: 'User' }).fill('operator');
          await form.locator('input[type=password]').fill('grün:1');
        }
        await form.getByRole('button', { name: 'Test', exact: true }).click();
        if (at === 0)
          await form.getByRole('button', { name: 'Allow cameras on this computer' }).click({ timeout: patient });
        await form.getByText('The camera works.').waitFor({ timeout: patient });
        await form.getByRole('button', { name: 'Save', exact: true }).click();
        await form.waitFor({ state: 'hidden', timeout: patient });
      }
      expect(await page.getByText('Camera of ').count()).toBeGreaterThanOrEqual(4);
    },
    4 * patient,
  );

  it(
    'shows all four live on the wall, with boxes on the picture',
    async () => {
      const { page } = browser;
      await page.evaluate(() => {
        location.hash = '#/wall';
      });
      await page.waitForFunction(
        () => {
          const playing = [...document.querySelectorAll('video')].filter(
            (video) => video.videoWidth > 0 && !video.paused,
          );
          return playing.length === 4;
        },
        undefined,
        { timeout: patient },
      );
      await page.waitForFunction(
        () =>
          [...document.querySelectorAll('canvas')].some((canvas) => {
            const pixels = canvas.getContext('2d')?.getImageData(0, 0, canvas.width || 1, canvas.height || 1).data;
            return pixels?.some((value) => value > 0) ?? false;
          }),
        undefined,
        { timeout: patient },
      );
      const shownPictures = () =>
        page.evaluate(() =>
          [...document.querySelectorAll('video')].map((video) => video.getVideoPlaybackQuality().totalVideoFrames),
        );
      const before = await shownPictures();
      const moved = async (): Promise<boolean> =>
        (await shownPictures()).every((count, tile) => count > (before[tile] ?? 0) + 20);
      const limitMs = performance.now() + patient;
      while (!(await moved()) && performance.now() < limitMs) await page.waitForTimeout(250);
      expect([await moved(), browser.problems]).toEqual([true, []]);
    },
    2 * patient,
  );

  it('keeps no password in clear and shows it to nobody', async () => {
    const { execFileSync } = await import('node:child_process');
    const grep = () => execFileSync('grep', ['-rlF', 'grün:1', station.dataFolder], { encoding: 'utf8' });
    expect(grep).toThrow();
    expect([station.log().includes('grün:1'), (await browser.page.content()).includes('grün:1')]).toEqual([
      false,
      false,
    ]);
    const commands = processTree(station.pid).map(({ command }) => command);
    expect(commands.filter((command) => /grün:1|operator/.test(command))).toEqual([]);
  });

  it.each(['workers/vision', 'workers/console'])(
    'comes back by itself after kill -9 of %s',
    async (worker) => {
      const { page } = browser;
      const { pid } = findProcess(station.pid, worker);
      const orphans = processTree(pid).map((each) => each.pid);
      process.kill(pid, 'SIGKILL');
      expect(await becomes(() => orphans.every((each) => !isAlive(each)), 10_000)).toBe(true);
      const backAgain = (): boolean => processTree(station.pid).some(({ command }) => command.includes(worker));
      expect(await becomes(backAgain, 20_000)).toBe(true);
      await page.getByText('4 live').waitFor({ timeout: patient });
    },
    2 * patient,
  );

  it(
    'leaves no process behind after kill -9 of the host',
    async () => {
      // The launcher, the host, two workers and an ffmpeg for each camera, which may just be opening again.
      const complete = (): boolean => processTree(station.pid).length >= 8;
      expect(await becomes(complete, patient / 2)).toBe(true);
      const pids = processTree(station.pid).map(({ pid }) => pid);
      process.kill(station.pid, 'SIGKILL');
      expect(await becomes(() => pids.every((pid) => !isAlive(pid)), 15_000)).toBe(true);
    },
    patient,
  );
});

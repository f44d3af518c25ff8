import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser, type Browser } from '../fixtures/browser.ts';
import { startStation, type StationProcess } from '../fixtures/stationProcess.ts';

const patient = 90_000;

describe('a first start', () => {
  let station: StationProcess;
  let browser: Browser;

  beforeAll(async () => {
    station = await startStation({ demo: true });
    browser = await openBrowser({ width: 1920, height: 1080 });
    await browser.page.goto(station.url);
  }, patient);

  afterAll(async () => {
    await browser.close();
    await station.stop();
  }, patient);

  it(
    'shows six simulated cameras live, says that they are, and detects in them with the product’s own model',
    async () => {
      const { page } = browser;
      await page.getByText('Nothing here is real.').waitFor({ timeout: patient });
      await page.getByText('6 live').waitFor({ timeout: patient });
      await page.getByText('Detection running').waitFor({ timeout: patient });
      const seeing = page.getByText(/[1-9]\d* box(es)?$/);
      await seeing.nth(3).waitFor({ timeout: patient });
      // The wall was open before the model was: its tiles came along when the cameras were opened anew for it.
      await expect.poll(() => page.getByText('Old picture').count(), { timeout: patient }).toBe(0);
      expect(browser.problems).toEqual([]);
    },
    3 * patient,
  );

  it(
    'leaves the demo for real cameras with one click, and does not come back to it',
    async () => {
      const { page } = browser;
      await page.getByRole('button', { name: 'Use real cameras' }).click();
      await page.getByText('No cameras', { exact: true }).first().waitFor({ timeout: patient });
      // The list of cameras is told by a feed; the page goes there when the call is answered, a moment before or after.
      await page.waitForURL(/#\/cameras$/, { timeout: patient });
      expect(await page.getByText('Nothing here is real.').count()).toBe(0);
      const { dataFolder } = station;
      station.child.kill('SIGTERM');
      await new Promise((resolve) => station.child.once('exit', resolve));
      station = await startStation({ demo: true, dataFolder });
      await page.goto(station.url);
      await page.getByText('Station connected').waitFor({ timeout: patient });
      await page.getByText('No cameras', { exact: true }).first().waitFor({ timeout: patient });
      expect(await page.getByText('Nothing here is real.').count()).toBe(0);
    },
    3 * patient,
  );
});

import { AxeBuilder } from '@axe-core/playwright';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Scene } from '../../app/traffic/scene/scene.ts';
import { type Browser, openBrowser } from '../fixtures/browser.ts';
import { type PageStation, startPageStation } from '../fixtures/pageStation.ts';

let station: PageStation | undefined;
let browser: Browser;

beforeAll(async () => {
  browser = await openBrowser();
  await browser.page.emulateMedia({ reducedMotion: 'reduce' });
}, 180_000);

/** Every story begins with a scene of its own, so that a second try finds what the first one found. */
beforeEach(async () => {
  await browser.page.goto('about:blank');
  await station?.close();
  station = await startPageStation();
  await browser.page.goto(`${station.url}#/scene`);
  await browser.page.getByRole('application').waitFor();
}, 60_000);

afterAll(async () => {
  await browser?.close();
  await station?.close();
});

/** What part of the picture is drawn, as the page says it: it stands still once the stage is measured. */
const drawn = (): Promise<string | null> =>
  browser.page.getByRole('application').locator('svg').first().getAttribute('viewBox');

async function redrawn(work: () => Promise<void>): Promise<void> {
  const before = await drawn();
  await work();
  await expect.poll(drawn).not.toBe(before);
}

/** The stage in the window, and where `contain` puts the picture of 1920 x 1080 in it. */
async function stageBox() {
  const box = await browser.page.getByRole('application').boundingBox();
  if (!box) throw new Error('the stage is not on the page');
  const scale = Math.min(box.width / 1920, box.height / 1080);
  const [left, top] = [box.x + (box.width - 1920 * scale) / 2, box.y + (box.height - 1080 * scale) / 2];
  return { at: (x: number, y: number): [number, number] => [left + x * scale, top + y * scale], scale };
}

function lastSaved(): Scene {
  const [, args] = station?.station.asked.findLast(([call]) => call === 'saveScene') ?? [];
  return (args as { scene: Scene }).scene;
}

const button = (name: string) => browser.page.getByRole('button', { name, exact: true });

describe('the mouse on a picture', () => {
  it('draws where the picture is, whole and zoomed', async () => {
    const { page } = browser;
    const { at, scale } = await stageBox();
    await button('Line').click();
    await page.mouse.click(...at(480, 540));
    await page.mouse.click(...at(1440, 540));
    // The wheel keeps the point under the pointer: the middle of the picture stays in the middle.
    await page.mouse.move(...at(960, 540));
    await redrawn(() => page.mouse.wheel(0, -100));
    const zoomed = 1.25;
    const [midX, midY] = at(960, 540);
    await page.mouse.click(midX - 300 * scale * zoomed, midY + 200 * scale * zoomed);
    await page.mouse.click(midX + 300 * scale * zoomed, midY + 200 * scale * zoomed);
    await button('Save').click();
    await button('Save as version').click();
    await page.getByText('Saved as version').waitFor();
    const points = lastSaved().lines.flatMap(({ from, to }) => [from, to]);
    const wanted = [
      { x: 480, y: 540 },
      { x: 1440, y: 540 },
      { x: 660, y: 740 },
      { x: 1260, y: 740 },
    ];
    const offPx = points.map(({ x, y }, i) => Math.hypot(x - (wanted[i]?.x ?? 0), y - (wanted[i]?.y ?? 0)));
    // A pixel of the window is nearly three of the picture, and the browser gives whole ones.
    expect(offPx.map((off) => off < 1.5 / scale)).toEqual([true, true, true, true]);
  });

  it('drags a point, after 0 brought the whole picture back', async () => {
    const { page } = browser;
    const { at, scale } = await stageBox();
    await button('Line').click();
    await page.mouse.click(...at(480, 540));
    await page.mouse.click(...at(1440, 540));
    await page.mouse.move(...at(960, 540));
    await redrawn(() => page.mouse.wheel(0, -100));
    await page.getByRole('application').focus();
    await redrawn(() => page.keyboard.press('0'));
    await page.keyboard.press('1');
    await page.mouse.click(...at(1200, 540));
    await page.mouse.move(...at(480, 540));
    await page.mouse.down();
    await page.mouse.move(...at(600, 600), { steps: 4 });
    await page.mouse.up();
    await button('Save').click();
    await button('Save as version').click();
    await page.getByText('Saved as version').waitFor();
    const from = lastSaved().lines[0]?.from ?? { x: 0, y: 0 };
    expect(Math.hypot(from.x - 600, from.y - 600)).toBeLessThan(1.5 / scale);
  });
});

describe.each(['Elements', 'Calibration', 'Rules', 'What if', 'Versions'])('the panel %s', (name) => {
  it('has no serious finding of axe', async () => {
    await browser.page.getByRole('tab', { name }).click();
    await browser.page.getByRole('tabpanel').waitFor();
    const { violations } = await new AxeBuilder({ page: browser.page })
      .setLegacyMode()
      .options({ resultTypes: ['violations'] })
      .analyze();
    const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
    expect(serious.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`))).toEqual([]);
  });
});

it('nothing was written to the console of the browser', () => {
  expect(browser.problems).toEqual([]);
});

import { AxeBuilder } from '@axe-core/playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { platformClock } from '../../main/platformClock.ts';
import { type Browser, openBrowser } from '../fixtures/browser.ts';
import { type LiveStation, startLiveStation } from '../fixtures/liveStation.ts';
import { hasTestdata } from '../fixtures/testdata.ts';
import { wallScene } from '../fixtures/wallScene.ts';

/** The strictest policy under which the page works; main/web sends the same. */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "worker-src 'self'",
  "connect-src 'self'",
  'media-src blob:',
  "img-src 'self' blob: data:",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types its-decode-worker default',
].join('; ');

/** A busy machine is slow, not wrong: every wait ends at once when what it waits for is there. */
const patience = { timeout: 50_000 };

describe.skipIf(!hasTestdata)('the wall in a browser (needs ../shared/testdata)', { timeout: 180_000 }, () => {
  let station: LiveStation;
  let browser: Browser;

  beforeAll(async () => {
    const scene = await wallScene();
    station = await startLiveStation({
      contentSecurityPolicy,
      ...scene,
      clock: platformClock,
    });
    browser = await openBrowser({ width: 1280, height: 720 });
    await browser.page.goto(station.url);
  }, 180_000);
  afterAll(async () => {
    await browser?.close();
    await station?.close();
  });

  const tile = (number: number) => browser.page.locator(`#wall-tile-${number - 1}`);
  const word = (number: number, text: string) =>
    tile(number).getByText(text, { exact: true }).first().waitFor(patience);
  const viewers = (): string[] => [...station.viewers()].filter(([, count]) => count > 0).map(([cameraId]) => cameraId);

  it('every tile says what it is', async () => {
    await word(1, 'Live');
    await word(2, 'Live');
    await word(3, 'Old picture');
    await word(3, 'The camera sends no more pictures.');
    await word(4, 'Failed');
    await word(5, 'Off');
    const texts = [
      await tile(2).innerText(),
      await tile(3).innerText(),
      await tile(4).innerText(),
      await tile(6).innerText(),
    ];
    const expected = [
      /transcoded/,
      /s old[\s\S]*The camera sends no more pictures\.[\s\S]*Look at its network cable/,
      /No picture[\s\S]*The camera refused the user name or password\.[\s\S]*Enter both again/,
      /Tile 6[\s\S]*Drag a camera here/,
    ];
    expect(texts.map((text, at) => expected[at]?.test(text))).toEqual([true, true, true, true]);
    expect(browser.problems).toEqual([]);
  });

  it('a picture that is not live has lost its colour', async () => {
    const filters = await browser.page
      .locator('video')
      .evaluateAll((videos) => videos.map((video) => getComputedStyle(video).filter));
    expect(filters.slice(0, 3)).toEqual(['none', 'none', 'grayscale(1) brightness(0.45)']);
  });

  it('decodes only what can be seen', async () => {
    await tile(1).dblclick();
    await expect.poll(viewers, patience).toEqual(['camera-1']);
    await tile(1).press('Escape');
    await expect.poll(viewers, patience).toEqual(['camera-1', 'camera-2', 'camera-3']);
  });

  it('calls a camera by its number, and keeps it only when told to', async () => {
    await tile(6).click();
    for (const key of ['1', '2']) await browser.page.keyboard.press(key);
    await browser.page.getByText('Second junction into tile 6').waitFor(patience);
    await browser.page.keyboard.press('Enter');
    await word(6, 'Live');
    const before = station.saved[0]?.tiles[5]?.cameraId;
    await browser.page.getByRole('button', { name: 'Keep as wall' }).click();
    await expect.poll(() => station.saved[0]?.tiles[5]?.cameraId, patience).toBe('camera-12');
    expect(before).toBeNull();
  });

  it('is arranged by keyboard alone', async () => {
    await browser.page.getByRole('button', { name: 'Arrange' }).press('Enter');
    await tile(1).focus();
    await browser.page.keyboard.press('Control+ArrowRight');
    await expect
      .poll(() => station.saved[0]?.tiles.slice(0, 2).map((each) => each.cameraId), patience)
      .toEqual(['camera-2', 'camera-1']);
    await tile(1).getByRole('button', { name: 'Wider' }).press('Enter');
    await expect.poll(() => station.saved[0]?.tiles[0]?.columns, patience).toBe(2);
    await browser.page.getByRole('button', { name: 'Done arranging' }).press('Enter');
    expect(station.saved[0]?.tiles.map((each) => each.cameraId)).toEqual([
      'camera-2',
      'camera-3',
      'camera-4',
      'camera-5',
      'camera-12',
    ]);
  });

  it('a picture whose station is gone grows old in plain sight, and lives again', async () => {
    await word(1, 'Live');
    station.cut(false);
    await word(1, 'Old picture');
    await tile(1).getByText('The station does not answer.').waitFor(patience);
    station.cut(true);
    await word(1, 'Live');
  });

  it('has no serious findings of axe', async () => {
    const { violations } = await new AxeBuilder({ page: browser.page }).analyze();
    const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
    expect(serious.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
  });
});

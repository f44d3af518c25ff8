import { AxeBuilder } from '@axe-core/playwright';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { reasonOf } from '../../app/camera/reasonText.ts';
import { believableCameras } from '../fixtures/believableSite.ts';
import { type Browser, openBrowser } from '../fixtures/browser.ts';
import { type PageStation, startPageStation } from '../fixtures/pageStation.ts';

let page: PageStation;
let browser: Browser;

async function openStation(): Promise<void> {
  page = await startPageStation();
  page.station.setAlerts([
    { key: 'a', severity: 'critical', text: 'Camera 4 refuses its password.', tip: 'Enter it again.', sinceAtMs: 1 },
    { key: 'b', severity: 'info', text: 'The database was restored.', tip: 'Some tracks are missing.', sinceAtMs: 1 },
  ]);
  await browser.page.goto(page.url);
}

/** For stories that change the site: a second try begins where the first one began. */
async function openAnotherStation(): Promise<void> {
  await browser.page.goto('about:blank');
  await page.close();
  await openStation();
}

beforeAll(async () => {
  browser = await openBrowser();
  // Colours that are still on their way would be measured half-way.
  await browser.page.emulateMedia({ reducedMotion: 'reduce' });
  await openStation();
}, 180_000);

afterAll(async () => {
  await browser?.close();
  await page?.close();
});

async function goTo(name: string): Promise<void> {
  await browser.page.evaluate((hash) => {
    window.location.hash = hash;
  }, `#/${name}`);
  await browser.page.getByRole('heading', { level: 1 }).waitFor();
}

/** Findings of axe that keep somebody from working, as rule and element. */
async function seriousFindings(): Promise<string[]> {
  // The page has no frames, so axe need not open a page of its own to join their results.
  const axe = new AxeBuilder({ page: browser.page }).setLegacyMode().options({ resultTypes: ['violations'] });
  const { violations } = await axe.analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`));
}

/** Boxes that scroll sideways. */
const wider = (): Promise<string[]> =>
  browser.page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('body *')]
      .filter(
        (element) =>
          element.scrollWidth > element.clientWidth + 1 && /auto|scroll/.test(getComputedStyle(element).overflowX),
      )
      .map((element) => element.className),
  );

/** Stops of the tab key at which nothing on the screen tells that the focus is there. */
async function unseenStops(stops: number): Promise<string[]> {
  const { page: on } = browser;
  await on.locator('body').click({ position: { x: 2, y: 600 } });
  const unseen: string[] = [];
  for (let stop = 0; stop < stops; stop++) {
    await on.keyboard.press('Tab');
    const name = await on.evaluate(() => {
      const element = document.activeElement;
      if (!(element instanceof HTMLElement) || element === document.body) return null;
      const look = (): string =>
        [element, element.nextElementSibling, element.parentElement]
          .map((part) => {
            if (!part) return '';
            const { outlineStyle, outlineWidth, borderColor, boxShadow, top } = getComputedStyle(part);
            return `${outlineStyle} ${outlineStyle === 'none' ? '' : outlineWidth} ${borderColor} ${boxShadow} ${top}`;
          })
          .join('|');
      const focused = look();
      element.blur();
      const blurred = look();
      element.focus();
      return focused === blurred ? (element.getAttribute('aria-label') ?? element.textContent) : null;
    });
    if (name !== null) unseen.push(name);
  }
  return unseen;
}

describe.each(['incidents', 'cameras', 'scene', 'analytics', 'models', 'health', 'settings', 'settings/rules'])(
  'the page %s',
  (name) => {
    it.each([
      [1280, 720],
      [1920, 1080],
      [3840, 2160],
    ])('fits %i × %i without scrolling sideways', async (width, height) => {
      await browser.page.setViewportSize({ width, height });
      await goTo(name);
      expect(await wider()).toEqual([]);
    });

    it('has no serious finding of axe', async () => {
      await browser.page.setViewportSize({ width: 1280, height: 720 });
      await goTo(name);
      expect(await seriousFindings()).toEqual([]);
    });

    it('shows where the keyboard is, at every stop of the tab key', async () => {
      await goTo(name);
      expect(await unseenStops(20)).toEqual([]);
    });
  },
);

describe('what these checks are worth', () => {
  it('axe finds a picture without words and text that is too faint', async () => {
    await goTo('models');
    await browser.page.evaluate(() => {
      const faint = document.createElement('span');
      faint.textContent = 'faint';
      faint.style.color = '#2a3037';
      document.querySelector('h1')?.append(document.createElement('img'), faint);
    });
    const rules = (await seriousFindings()).map((finding) => finding.split(':')[0]);
    await browser.page.reload();
    expect(rules).toEqual(expect.arrayContaining(['image-alt', 'color-contrast']));
  });

  it('a focus that is not drawn is found', async () => {
    await goTo('models');
    await browser.page.evaluate(() => {
      for (const button of document.querySelectorAll<HTMLElement>('button'))
        button.style.setProperty('outline', 'none', 'important');
    });
    const unseen = await unseenStops(14);
    await browser.page.reload();
    expect(unseen).toContain('Choose a file');
  });

  it('a page wider than the screen is found', async () => {
    await browser.page.setViewportSize({ width: 640, height: 720 });
    await goTo('models');
    const beyond = await wider();
    await browser.page.setViewportSize({ width: 1280, height: 720 });
    expect(beyond.length).toBeGreaterThan(0);
  });
});

describe('dialogs', () => {
  it.each([
    ['adding a camera', 'cameras', 'Add camera'],
    ['importing a site file', 'cameras', 'Import'],
    ['deleting a camera', 'cameras', 'Delete'],
    ['the alerts', 'models', '2 alerts'],
  ])('have no serious finding of axe: %s', async (_, name, button) => {
    await goTo(name);
    await browser.page.getByRole('button', { name: button, exact: true }).click();
    await browser.page.getByRole('dialog').waitFor();
    const findings = await seriousFindings();
    await browser.page.keyboard.press('Escape');
    await browser.page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(findings).toEqual([]);
  });
});

/** Waits until the keyboard writes into what has this role: a dialog is to be seen before it takes the focus. */
const focusIn = (role: string): Promise<unknown> =>
  browser.page.waitForFunction((wanted) => document.activeElement?.closest(`[role="${wanted}"]`), role);

describe('a whole story by keyboard alone', () => {
  beforeEach(openAnotherStation);

  it('adds a camera, tests it, moves it, finds it by filter and deletes it', async () => {
    const { page: on } = browser;
    await on.setViewportSize({ width: 1280, height: 720 });
    await goTo('cameras');
    await on.locator('body').click({ position: { x: 2, y: 600 } });
    await on.keyboard.press('n');
    await focusIn('dialog');
    await on.keyboard.type('Depot gate');
    await on.keyboard.press('Tab');
    await on.keyboard.type('rtsp://viewer:secret@10.20.0.30/media/video1');
    await on.keyboard.press('Tab');
    const separated = await on.getByLabel('Source address').inputValue();
    await on.getByRole('button', { name: 'Test', exact: true }).focus();
    await on.keyboard.press('Enter');
    await on.getByText('The camera works.').waitFor();
    await on.getByRole('button', { name: 'Save', exact: true }).focus();
    await on.keyboard.press('Enter');
    await on.getByRole('dialog').waitFor({ state: 'detached' });
    await on.getByRole('grid').focus();
    await on.keyboard.press('Alt+ArrowUp');
    await on.waitForFunction(() => document.querySelectorAll('tbody tr')[7]?.textContent?.includes('Depot gate'));
    await on.keyboard.press('/');
    await on.keyboard.type('depot');
    await on.waitForFunction(() => document.querySelectorAll('tbody tr').length === 1);
    await on.getByRole('grid').focus();
    await on.keyboard.press('Delete');
    await focusIn('dialog');
    await on.keyboard.press('Tab');
    await on.keyboard.press('Enter');
    await on.getByText('No camera fits “depot”.').waitFor();
    await on.getByRole('button', { name: 'Clear the filter' }).click();
    expect([separated, page.station.asked.map(([call]) => call)]).toEqual([
      'rtsp://10.20.0.30/media/video1',
      ['testCamera', 'addCamera', 'reorderCameras', 'deleteCamera'],
    ]);
  });

  it('drags a camera to another place', async () => {
    await goTo('cameras');
    const rows = browser.page.locator('tbody tr');
    await rows
      .nth(0)
      .locator('[draggable]')
      .dragTo(rows.nth(2), { targetPosition: { x: 100, y: 40 } });
    await browser.page.waitForFunction(() =>
      document.querySelectorAll('tbody tr')[2]?.textContent?.includes('Junction 7 north'),
    );
    const names = await rows.locator('td:nth-child(2)').allTextContents();
    expect(names.slice(0, 4)).toEqual(['2', '3', '1', '4']);
  });
});

describe('when the station goes away', () => {
  beforeEach(openAnotherStation);

  it('keeps what it knows, says that it is from before, and goes on by itself when the station is back', async () => {
    await goTo('cameras');
    page.answer(false);
    page.cut();
    await browser.page.getByText(/^No connection to the station since/).waitFor();
    const kept = await browser.page.locator('tbody tr').count();
    page.answer(true);
    await browser.page.getByText('Station connected').waitFor({ timeout: 20_000 });
    expect(kept).toBe(8);
  });
});

describe('a page that is looked at for hours', () => {
  beforeEach(openAnotherStation);

  /** Whatever holds text or figures and stands elsewhere after the work than before. */
  async function movedBy(work: () => Promise<void>): Promise<string[]> {
    const places = (): Promise<string[]> =>
      browser.page.evaluate(() =>
        [...document.querySelectorAll('h1, h2, th, td, button, section, footer > *')].map((element) => {
          const { left, top } = element.getBoundingClientRect();
          return `${element.tagName} ${Math.round(left)},${Math.round(top)}`;
        }),
      );
    const before = await places();
    await work();
    const after = await places();
    return before.filter((place, at) => after[at] !== place);
  }
  /** Waits until the page shows so many new reports of the station. */
  const reports = async (count: number): Promise<void> => {
    for (let report = 0; report < count; report++) {
      const before = await browser.page.getByRole('main').textContent();
      await browser.page.waitForFunction((text) => document.querySelector('main')?.textContent !== text, before);
    }
  };

  it.each(['cameras', 'health'])('never moves what the eye is on while numbers and states change: %s', async (name) => {
    await goTo(name);
    await reports(1);
    const moved = await movedBy(async () => {
      await reports(2);
      page.station.become(1, { state: 'stalled', reason: reasonOf('no-frames'), warnings: ['The picture is small.'] });
      page.station.become(8, { state: 'live', reason: null });
      await browser.page.getByText('3 live · 4 ill · 1 off').waitFor();
      await reports(2);
    });
    page.station.become(1, { state: 'live', reason: null, warnings: [] });
    page.station.become(8, { state: 'opening', reason: null });
    expect(moved).toEqual([]);
  });

  it('would be caught moving', async () => {
    await goTo('cameras');
    const moved = await movedBy(async () => {
      await browser.page.evaluate(() => {
        const notice = document.createElement('p');
        notice.style.height = '80px';
        document.querySelector('main > div')?.prepend(notice);
      });
    });
    await browser.page.reload();
    expect(moved.length).toBeGreaterThan(0);
  });
});

describe('a site with a thousand cameras', () => {
  it('draws only the rows in sight, and the last one is one key away', async () => {
    const thousand = Array.from({ length: 1000 }, (_, place) => {
      const like = believableCameras[place % believableCameras.length] ?? believableCameras[0];
      if (!like) throw new Error('There are no believable cameras.');
      return { ...like, settings: { ...like.settings, number: place + 1, name: `Camera of mile ${place + 1}` } };
    });
    const large = await startPageStation({ cameras: thousand });
    const { page: on } = browser;
    await on.goto(`${large.url}#/cameras`);
    await on.getByRole('grid').focus();
    const drawn = await on.locator('tbody tr').count();
    await on.keyboard.press('End');
    await on.getByRole('heading', { name: 'Camera 1000, Camera of mile 1000' }).waitFor();
    const last = on.locator('tbody tr[aria-selected="true"]');
    await last.waitFor();
    const inSight = await last.evaluate((row) => {
      const box = row.closest('div')?.getBoundingClientRect();
      const { top, bottom } = row.getBoundingClientRect();
      return box !== undefined && top >= box.top && bottom <= box.bottom + 1;
    });
    await large.close();
    await on.goto(page.url);
    expect({ few: drawn < 60, inSight }).toEqual({ few: true, inSight: true });
  });
});

describe('the content security policy', () => {
  const refusals = (): string[] => browser.problems.filter((problem) => /Content Security Policy/i.test(problem));

  it('forbids nothing that the pages do', () => {
    expect(refusals()).toEqual([]);
  });

  it('forbids a script that somebody slipped into the page', async () => {
    const outcome = await browser.page.evaluate(() => {
      const script = document.createElement('script');
      try {
        script.textContent = 'document.title = "taken over"';
      } catch (thrown) {
        return [document.title === 'taken over', (thrown as Error).name];
      }
      document.head.append(script);
      return [document.title === 'taken over', 'no exception'];
    });
    expect(outcome).toEqual([false, 'TypeError']);
  });
});

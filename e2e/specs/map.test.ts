import { AxeBuilder } from '@axe-core/playwright';
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoSceneOf } from '../../app/demo/site/scene/demoScene.ts';
import { mapFiles } from '../../main/web/mapFiles.ts';
import { type Browser, openBrowser, softwareWebGl } from '../fixtures/browser.ts';
import { type PageStation, startPageStation } from '../fixtures/pageStation.ts';
import { hasTestdata, testdata } from '../fixtures/testdata.ts';

let site: PageStation;
let browser: Browser;
const dataFolder = mkdtempSync(join(tmpdir(), 'its-map-'));

beforeAll(async () => {
  site = await startPageStation({ mapFiles: mapFiles(dataFolder) });
  const scene = demoSceneOf('junction-south');
  if (!scene) throw new Error('The demo site has no camera junction-south.');
  const { implementation } = site.station;
  await implementation.saveScene({ cameraId: 'id-1', baseVersion: null, note: '', scene }, { name: 'test' });
}, 180_000);

afterAll(async () => {
  await site?.close();
  rmSync(dataFolder, { recursive: true, force: true });
});

async function openMapPage(flags?: readonly string[]): Promise<Browser['page']> {
  browser = await openBrowser({ width: 1280, height: 720 }, flags);
  await browser.page.emulateMedia({ reducedMotion: 'reduce' });
  await browser.page.goto(`${site.url}#/map`);
  return browser.page;
}

async function seriousFindings(): Promise<string[]> {
  const axe = new AxeBuilder({ page: browser.page }).setLegacyMode().options({ resultTypes: ['violations'] });
  const { violations } = await axe.analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`));
}

describe('the map in a real browser', () => {
  it('draws the plain base, is accessible, and breaks no rule of the policy', async () => {
    const page = await openMapPage(softwareWebGl);
    await page.getByText('The map is being drawn.').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: /^1 Junction/ }).click();
    await page.getByRole('region', { name: /^Camera 1,/ }).waitFor();
    const scale = await page.locator('.maplibregl-ctrl-scale').textContent();
    const found = { scale, findings: await seriousFindings(), problems: browser.problems };
    await browser.close();
    expect(found).toEqual({ scale: expect.stringMatching(/^\d+\sm$/), findings: [], problems: [] });
  });

  it('without WebGL says so, and the list of cameras works', async () => {
    const page = await openMapPage(['--disable-gpu', '--disable-3d-apis']);
    const said = await page.getByRole('alert').textContent();
    await page.getByRole('button', { name: /^1 Junction/ }).click();
    await page.getByRole('region', { name: /^Camera 1,/ }).waitFor();
    await browser.close();
    expect(said).toContain('This window has no WebGL 2');
  });

  it('with a broken map file says what is wrong with it, over the plain base', async () => {
    writeFileSync(join(dataFolder, 'map.pmtiles'), 'This is no map.');
    const page = await openMapPage(softwareWebGl);
    const said = await page.getByText('is not a PMTiles file').textContent();
    await page.getByText('The map is being drawn.').waitFor({ state: 'detached' });
    await browser.close();
    rmSync(join(dataFolder, 'map.pmtiles'));
    expect(said).toMatch(/^The site’s map file is not a PMTiles file\. Bring another/);
  });

  it.skipIf(!hasTestdata)(
    'shows the map that the site brought, and who made it (needs the shared map files)',
    async () => {
      copyFileSync(testdata('map/firenze_protomaps_v3.pmtiles'), join(dataFolder, 'map.pmtiles'));
      const page = await openMapPage(softwareWebGl);
      const maker = await page.getByTitle('Source of the map').textContent();
      await page.getByText('The map is being drawn.').waitFor({ state: 'detached' });
      const { problems } = browser;
      await browser.close();
      expect([maker, problems]).toEqual(['Protomaps © OpenStreetMap', []]);
    },
  );
});

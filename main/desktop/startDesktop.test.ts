import { describe, expect, it } from 'vitest';
import { silentLog } from '../../app/base/log.ts';
import { SimulatedClock } from '../../app/base/simulatedClock.ts';
import { desktop, own, siteMap } from '../../e2e/fixtures/desktop.ts';
import { electronStandIn } from '../../e2e/fixtures/electronStandIn/electronStandIn.ts';
import { pagePolicy } from '../web/pageHeaders.ts';
import { startDesktop } from './startDesktop.ts';

describe('the desktop (numbers are those of the security checklist)', () => {
  it('2-6, 8-11: fixes sandbox and scheme before ready, and opens its page in a closed window', async () => {
    const { story, schemes, window } = await desktop();
    expect(story).toEqual(['enableSandbox', 'registerSchemesAsPrivileged', 'ready', 'no menu']);
    expect(schemes).toEqual([
      {
        scheme: 'app',
        privileges: { standard: true, secure: true, supportFetchAPI: true, corsEnabled: true, stream: true },
      },
    ]);
    expect(window.options.webPreferences).toEqual({
      preload: '/product/preload.cjs',
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      devTools: false,
    });
    expect({ url: window.webContents.mainFrame.url, shown: window.isShown }).toEqual({ url: `${own}/`, shown: true });
  });

  it('7, 18: serves files of a table only, with a policy that runs no foreign script', async () => {
    const { fetch } = await desktop();
    const page = await fetch(`${own}/`);
    expect({ status: page.status, text: await page.text(), headers: Object.fromEntries(page.headers) }).toEqual({
      status: 200,
      text: 'the page',
      headers: {
        'cache-control': 'no-store',
        'content-security-policy': pagePolicy,
        'content-type': 'text/html; charset=utf-8',
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
        'referrer-policy': 'no-referrer',
        'x-content-type-options': 'nosniff',
      },
    });
    expect(pagePolicy).toMatch(/^default-src 'none'; script-src 'self'; /);
    expect(pagePolicy).not.toMatch(/unsafe/);
  });

  it('serves the map of the site by ranges, under the same policy', async () => {
    const { fetch, electron } = await desktop();
    const answer = await fetch(`${own}/map/base.pmtiles`, 'GET', { range: 'bytes=0-6' });
    expect([answer.status, await answer.text(), answer.headers.get('content-range')]).toEqual([
      206,
      `bytes=0-6 of ${electron.app.getPath('userData')}`,
      'bytes 0-6/16',
    ]);
    expect(answer.headers.get('content-security-policy')).toBe(pagePolicy);
  });

  it.each([
    ['GET', `${own}/map/base.pmtiles`, 206],
    ['POST', `${own}/map/base.pmtiles`, 405],
    ['GET', 'app://other/map/base.pmtiles', 404],
    ['GET', `${own}/assets/app.js`, 200],
    ['HEAD', `${own}/`, 200],
    ['POST', `${own}/`, 405],
    ['GET', `${own}/../../etc/passwd`, 404],
    ['GET', `${own}/%2e%2e/%2e%2e/etc/passwd`, 404],
    ['GET', `${own}/..%2f..%2fetc%2fpasswd`, 404],
    ['GET', `${own}//etc/passwd`, 404],
    ['GET', `${own}/assets/`, 404],
    ['GET', 'app://other/index.html', 404],
  ])('18: %s %s gives %i', async (method, url, status) => {
    expect((await (await desktop()).fetch(url, method)).status).toBe(status);
  });

  it('asks nothing of the network for spelling', async () => {
    expect((await desktop()).defaultSession.spellChecker).toBe(false);
  });
});

describe('a start that fails', () => {
  it('says why and ends', async () => {
    const { electron, controls } = electronStandIn('inert');
    const failed = startDesktop(electron, {
      clock: new SimulatedClock(),
      log: silentLog,
      preload: '',
      pageFiles: () => {
        throw new Error('The page is not built.');
      },
      mapFiles: siteMap,
      station: () => ({ console: {}, vision: {} }),
    });
    controls.ready();
    await expect(failed.started).rejects.toThrow('The page is not built.');
    expect(controls.story.slice(-2)).toEqual(['ITS Camera AI console cannot start: The page is not built.', 'exit 1']);
  });
});
